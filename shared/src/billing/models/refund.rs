//! Refunds of charges, with their reasons.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::charge::Charge;
use crate::{
    billing::domain::refund::{RefundReason, RefundState},
    platform::{
        db::schema::refunds,
        domain::ids::{ChargeId, CityId, RefundId},
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = refunds, check_for_backend(diesel::pg::Pg))]
pub struct Refund {
    pub id: RefundId,
    pub city_id: CityId,
    pub charge_id: ChargeId,
    pub reason: RefundReason,
    /// Number of the refund within the charge.
    pub revision: i32,
    /// In minor units of the charge's currency.
    pub amount_minor: i64,
    pub state: RefundState,
    pub note: String,
    pub actor: String,
    /// Sent to Stripe with every call for this refund.
    pub idempotency_key: String,
    pub stripe_refund_id: Option<String>,
    pub failure_message: Option<String>,
    /// Time at which Stripe's response was stored.
    pub settled_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// A refund to be inserted.
#[derive(Debug, Clone)]
pub struct NewRefund<'a> {
    pub reason: RefundReason,
    /// Number of the refund within the charge.
    pub revision: i32,
    /// In minor units.
    pub amount_minor: i64,
    pub note: &'a str,
    pub actor: &'a str,
}

impl NewRefund<'_> {
    /// Inserts the refund. The constraint `charges_refunds_within_captured` rejects more than was
    /// collected.
    pub fn insert(
        &self,
        conn: &mut PgConnection,
        charge: &Charge,
        now: DateTime<Utc>,
    ) -> QueryResult<Refund> {
        let id = RefundId::new();
        diesel::insert_into(refunds::table)
            .values((
                refunds::id.eq(id),
                refunds::city_id.eq(charge.city_id),
                refunds::charge_id.eq(charge.id),
                refunds::reason.eq(self.reason),
                refunds::revision.eq(self.revision),
                refunds::amount_minor.eq(self.amount_minor),
                refunds::state.eq(RefundState::Due),
                refunds::note.eq(self.note),
                refunds::actor.eq(self.actor),
                refunds::idempotency_key.eq(format!("refund:{id}")),
                refunds::created_at.eq(now),
            ))
            .returning(Refund::as_returning())
            .get_result(conn)
    }
}

impl Refund {
    pub fn find(conn: &mut PgConnection, id: RefundId) -> QueryResult<Self> {
        refunds::table.filter(refunds::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Returns whether it reduced the refundable amount at the time of `other`: it was issued
    /// earlier and had not failed by then.
    pub fn counts_before(&self, other: &Self) -> bool {
        let had_failed = self.state == RefundState::Failed
            && self.settled_at.is_some_and(|at| at <= other.created_at);
        self.revision < other.revision && !had_failed
    }

    /// Returns the refund with this id at Stripe.
    pub fn by_stripe_id(conn: &mut PgConnection, id: &str) -> QueryResult<Option<Self>> {
        refunds::table
            .filter(refunds::stripe_refund_id.eq(id))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Returns the refunds of a charge, the oldest first.
    pub fn of_charge(conn: &mut PgConnection, id: ChargeId) -> QueryResult<Vec<Self>> {
        let of_charge = refunds::table.filter(refunds::charge_id.eq(id));
        of_charge
            .order((refunds::revision, refunds::created_at))
            .select(Self::as_select())
            .load(conn)
    }

    /// Returns refunds that should have been sent to Stripe before `before`.
    pub fn unsettled(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<Vec<Self>> {
        let due = refunds::table
            .filter(refunds::state.eq(RefundState::Due).and(refunds::created_at.lt(before)));
        due.select(Self::as_select()).limit(1_000).load(conn)
    }

    /// Returns succeeded refunds issued since `since`.
    pub fn succeeded_since(
        conn: &mut PgConnection,
        since: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        refunds::table
            .filter(refunds::created_at.ge(since).and(refunds::state.eq(RefundState::Succeeded)))
            .select(Self::as_select())
            .load(conn)
    }

    /// Changes the state, unless it has changed since it was read: `false` then.
    pub fn advance(
        &self,
        conn: &mut PgConnection,
        state: RefundState,
        stripe_refund_id: Option<&str>,
        failure_message: Option<&str>,
        now: DateTime<Utc>,
    ) -> QueryResult<bool> {
        let seen =
            refunds::table.find((self.id, self.city_id)).filter(refunds::state.eq(self.state));
        let id = stripe_refund_id.or(self.stripe_refund_id.as_deref());
        let rows = diesel::update(seen)
            .set((
                refunds::state.eq(state),
                refunds::stripe_refund_id.eq(id),
                refunds::failure_message.eq(failure_message),
                refunds::settled_at.eq(now),
            ))
            .execute(conn)?;
        Ok(rows == 1)
    }
}
