//! Disputes: charges that a driver's bank has taken back.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::charge::Charge;
use crate::platform::{
    db::schema::disputes,
    domain::ids::{ChargeId, CityId},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = disputes, check_for_backend(diesel::pg::Pg))]
pub struct Dispute {
    /// Its id at Stripe.
    pub id: String,
    /// The city of the charge.
    pub city_id: CityId,
    /// What was taken back.
    pub charge_id: ChargeId,
    /// How much, in minor units of the charge's currency.
    pub amount_minor: i64,
    /// Stripe's fee for it.
    pub fee_minor: i64,
    /// Why, in Stripe's words.
    pub reason: String,
    /// `open`, `won` or `lost`.
    pub state: String,
    pub opened_at: DateTime<Utc>,
    /// When it was decided.
    pub closed_at: Option<DateTime<Utc>>,
}

impl Dispute {
    /// The dispute, locked, if it is known.
    pub fn lock(conn: &mut PgConnection, id: &str) -> QueryResult<Option<Self>> {
        disputes::table.find(id).select(Self::as_select()).for_update().first(conn).optional()
    }

    /// The disputes of a charge.
    pub fn of_charge(conn: &mut PgConnection, id: ChargeId) -> QueryResult<Vec<Self>> {
        let of_charge = disputes::table.filter(disputes::charge_id.eq(id));
        of_charge.order(disputes::opened_at).select(Self::as_select()).load(conn)
    }

    /// Writes a dispute that has just begun.
    pub fn open(
        conn: &mut PgConnection,
        charge: &Charge,
        (id, reason): (&str, &str),
        (amount_minor, fee_minor): (i64, i64),
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        let new = Self {
            id: id.to_owned(),
            city_id: charge.city_id,
            charge_id: charge.id,
            amount_minor,
            fee_minor,
            reason: reason.to_owned(),
            state: "open".to_owned(),
            opened_at: now,
            closed_at: None,
        };
        diesel::insert_into(disputes::table).values(new).execute(conn).map(drop)
    }

    /// Writes down how it was decided.
    pub fn close(
        &self,
        conn: &mut PgConnection,
        state: &str,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::update(disputes::table.find(&self.id))
            .set((disputes::state.eq(state), disputes::closed_at.eq(now)))
            .execute(conn)
            .map(drop)
    }
}
