//! Cities: the time zone and the currency of all that is in them.

use chrono_tz::Tz;
use diesel::prelude::*;

use crate::{
    db::{column::Column, schema::cities},
    domain::{ids::CityId, money::Currency},
};

/// A city.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cities, check_for_backend(diesel::pg::Pg))]
pub struct City {
    /// Its id.
    pub id: CityId,
    /// Short name for commands and addresses.
    pub slug: String,
    /// Name for people.
    pub name: String,
    /// IANA time zone.
    #[diesel(deserialize_as = Column<Tz>)]
    pub time_zone: Tz,
    /// Currency of every rate and charge.
    #[diesel(deserialize_as = Column<Currency>)]
    pub currency: Currency,
}
