//! Disputes: charges whose money a driver's bank has withdrawn.

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
    pub id: String,
    pub city_id: CityId,
    pub charge_id: ChargeId,
    /// In minor units of the charge's currency.
    pub amount_minor: i64,
    /// Stripe's fee, in minor units.
    pub fee_minor: i64,
    pub reason: String,
    /// `open`, `won` or `lost`.
    pub state: String,
    pub opened_at: DateTime<Utc>,
    /// Time of the decision.
    pub closed_at: Option<DateTime<Utc>>,
}

impl Dispute {
    /// Returns the dispute, locked, if it is stored.
    pub fn lock(conn: &mut PgConnection, id: &str) -> QueryResult<Option<Self>> {
        disputes::table.find(id).select(Self::as_select()).for_update().first(conn).optional()
    }

    pub fn of_charge(conn: &mut PgConnection, id: ChargeId) -> QueryResult<Vec<Self>> {
        let of_charge = disputes::table.filter(disputes::charge_id.eq(id));
        of_charge.order(disputes::opened_at).select(Self::as_select()).load(conn)
    }

    /// Inserts a new dispute.
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

    /// Stores the decision of a dispute.
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
