//! Rows that the statements of the search return.

use diesel::{
    QueryableByName,
    sql_types::{Double, Nullable, Text, Uuid as SqlUuid},
};

use super::FoundPlace;
use crate::{
    places::domain::{place_kind::PlaceKind, place_name::NameMatch, position::Position},
    platform::domain::ids::{CityId, SiteId, SpotId, ZoneId},
};

/// Rank of a name that contains the text: ranks below are better. A name that is only similar has
/// a rank above that grows with the difference.
pub(super) const INNER: f64 = 3.0;

#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Row {
    #[diesel(sql_type = Text)]
    pub(super) id: String,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) detail: Option<String>,
    #[diesel(sql_type = Double)]
    pub(super) lat: f64,
    #[diesel(sql_type = Double)]
    pub(super) lng: f64,
    #[diesel(sql_type = SqlUuid)]
    pub(super) city_id: CityId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub(super) site_id: Option<SiteId>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub(super) zone_id: Option<ZoneId>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub(super) spot_id: Option<SpotId>,
    /// Lower is better.
    #[diesel(sql_type = Double)]
    pub(super) rank: f64,
}

impl Row {
    pub(super) fn position(&self) -> Position {
        Position { lat: self.lat, lng: self.lng }
    }

    pub(super) fn into_place(self, kind: PlaceKind) -> FoundPlace {
        FoundPlace {
            kind,
            position: self.position(),
            id: self.id,
            name: self.name,
            detail: self.detail,
            city_id: self.city_id,
            site_id: self.site_id,
            zone_id: self.zone_id,
            spot_id: self.spot_id,
        }
    }
}

/// Returns the rank of a match, as the statements compute it.
pub(super) fn rank(found: NameMatch) -> f64 {
    match found {
        NameMatch::Exact => 0.0,
        NameMatch::Words => 1.0,
        NameMatch::Beginning => 2.0,
        NameMatch::Inner => INNER,
    }
}
