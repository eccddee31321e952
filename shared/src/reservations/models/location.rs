//! The place of a reservation, as drivers read it.

use chrono_tz::Tz;
use diesel::prelude::*;

use crate::{
    platform::{
        db::column::Column,
        domain::{ids::ZoneId, language::Language},
    },
    reservations::domain::address::address,
};

/// Location of a reservation.
#[derive(Debug, Clone, Queryable)]
pub struct Location {
    /// Label at the kerb.
    pub label: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lng: f64,
    /// The position is derived from that of a pay station.
    pub position_assumed: bool,
    pub zone_id: ZoneId,
    pub street: String,
    /// Cross street at the start of the zone.
    pub from_street: String,
    /// Cross street at the end of the zone.
    pub to_street: String,
    pub side: String,
    pub city: String,
    #[diesel(deserialize_as = Column<Tz>)]
    pub time_zone: Tz,
}

impl Location {
    /// Returns the address as mails and receipts show it: `West 43 Street, north side, between 6
    /// Avenue and 7 Avenue`, without the parts that are not known.
    pub fn address(&self) -> String {
        self.address_in(Language::English)
    }

    /// Returns the address as [`Self::address`], in words of a language.
    pub fn address_in(&self, language: Language) -> String {
        let cross_streets = (self.from_street.as_str(), self.to_street.as_str());
        address(&self.street, &self.side, cross_streets, language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{places::models::zone::SIDES, reservations::domain::address::side_words};

    #[test]
    fn address_omits_unknown_parts() {
        let address = |from: &str, to: &str, side: &str| {
            let place = Location {
                label: "B14".to_owned(),
                lat: 40.75,
                lng: -73.99,
                position_assumed: false,
                zone_id: ZoneId(uuid::Uuid::nil()),
                street: "Main Street".to_owned(),
                from_street: from.to_owned(),
                to_street: to.to_owned(),
                side: side.to_owned(),
                city: "Springfield".to_owned(),
                time_zone: chrono_tz::America::New_York,
            };
            place.address()
        };
        assert_eq!(
            address("1 Avenue", "2 Avenue", "N"),
            "Main Street, north side, between 1 Avenue and 2 Avenue"
        );
        assert_eq!(address("", "2 Avenue", "NE"), "Main Street, north-east side, at 2 Avenue");
        assert_eq!(address("1 Avenue", "", "unknown"), "Main Street, at 1 Avenue");
        assert_eq!(address("", "", "unknown"), "Main Street");
    }

    #[test]
    fn every_known_side_has_words() {
        let unnamed: Vec<_> =
            SIDES.iter().filter(|side| side_words(side, Language::English).is_none()).collect();
        assert_eq!(unnamed, [&"unknown"]);
    }
}
