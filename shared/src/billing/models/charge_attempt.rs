//! Attempts to collect a charge: each is stored before Stripe is called.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::charge::Charge;
use crate::platform::{
    db::{prepared::Prepared, schema::charge_attempts},
    domain::ids::ChargeId,
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = charge_attempts, check_for_backend(diesel::pg::Pg))]
pub struct ChargeAttempt {
    pub id: Uuid,
    /// Number of the attempt, from 1.
    pub number: i32,
    /// Sent to Stripe with every call of this attempt.
    pub idempotency_key: String,
    /// `None` until Stripe has responded.
    pub outcome: Option<String>,
    pub failure_code: Option<String>,
    pub failure_message: Option<String>,
    pub started_at: DateTime<Utc>,
    /// Time at which Stripe's response was stored.
    pub finished_at: Option<DateTime<Utc>>,
}

impl ChargeAttempt {
    /// Returns every attempt of a charge, the oldest first.
    pub fn of_charge(conn: &mut PgConnection, id: ChargeId) -> QueryResult<Vec<Self>> {
        let of_charge = charge_attempts::table.filter(charge_attempts::charge_id.eq(id));
        of_charge.order(charge_attempts::number).select(Self::as_select()).load(conn)
    }

    /// Returns the attempt that waits for Stripe's response, or a new one.
    pub fn open(conn: &mut PgConnection, charge: &Charge, now: DateTime<Utc>) -> QueryResult<Self> {
        let attempts = Self::of_charge(conn, charge.id)?;
        if let Some(open) = attempts.iter().find(|attempt| attempt.outcome.is_none()) {
            return Ok(open.clone());
        }
        let number = attempts.last().map_or(1, |last| last.number + 1);
        diesel::insert_into(charge_attempts::table)
            .values((
                charge_attempts::id.eq(Uuid::now_v7()),
                charge_attempts::city_id.eq(charge.city_id),
                charge_attempts::charge_id.eq(charge.id),
                charge_attempts::number.eq(number),
                charge_attempts::idempotency_key.eq(format!("charge:{}:{number}", charge.id)),
                charge_attempts::started_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Stores the outcome of the waiting attempt, if there is one: `paid`, `declined`,
    /// `requires_action`, `carried` or `waived`. Returns its number.
    pub fn close(
        conn: &mut PgConnection,
        charge: &Charge,
        outcome: &str,
        failure: Option<(&str, &str)>,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<i32>> {
        let (code, message) = failure.unzip();
        let open = charge_attempts::table.filter(
            charge_attempts::charge_id.eq(charge.id).and(charge_attempts::outcome.is_null()),
        );
        let close = diesel::update(open).set((
            charge_attempts::outcome.eq(outcome),
            charge_attempts::failure_code.eq(code),
            charge_attempts::failure_message.eq(message),
            charge_attempts::finished_at.eq(now),
        ));
        Prepared(close.returning(charge_attempts::number)).get_result(conn).optional()
    }
}
