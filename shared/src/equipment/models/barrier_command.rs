//! Commands that open barriers: `issued`, `delivered`, then `opened`, `failed` or `expired`.

mod of_lane;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::lane::Lane;
use crate::{
    equipment::domain::vendor::CommandOutcome,
    platform::{
        db::schema::barrier_commands,
        domain::ids::{BarrierCommandId, CityId, DeviceId, LaneId, SiteId, VisitId},
    },
};

/// Time in which a device may open the barrier.
pub const LIFETIME: TimeDelta = TimeDelta::seconds(8);
/// Time after the expiry in which an outcome is accepted: it may have been on its way.
pub const OUTCOME_GRACE: TimeDelta = TimeDelta::seconds(5);
/// Length of a nonce, in bytes.
pub const NONCE_LENGTH: usize = 16;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = barrier_commands, check_for_backend(diesel::pg::Pg))]
pub struct BarrierCommand {
    pub id: BarrierCommandId,
    pub city_id: CityId,
    pub site_id: SiteId,
    pub lane_id: LaneId,
    /// The gateway that executes it.
    pub device_id: DeviceId,
    /// The visit that justifies it; `None` for an operator's command.
    pub visit_id: Option<VisitId>,
    /// Random; the outcome repeats it.
    pub nonce: Vec<u8>,
    pub actor: String,
    pub reason: String,
    pub issued_at: DateTime<Utc>,
    /// The barrier must not be opened later.
    pub expires_at: DateTime<Utc>,
    /// Time of the first delivery; `None` before it.
    pub delivered_at: Option<DateTime<Utc>>,
    /// Time of the outcome; `None` before it.
    pub finished_at: Option<DateTime<Utc>>,
    pub outcome: Option<CommandOutcome>,
}

/// A command to insert.
#[derive(Debug, Clone, Copy)]
pub struct NewCommand<'a> {
    pub lane: &'a Lane,
    pub device_id: DeviceId,
    pub visit_id: Option<VisitId>,
    pub nonce: [u8; NONCE_LENGTH],
    pub actor: &'a str,
    pub reason: &'a str,
}

impl BarrierCommand {
    /// Returns the state at `now`: a command past its expiry is `expired` before it is recorded as
    /// such.
    pub fn state(&self, now: DateTime<Utc>) -> &'static str {
        match (self.outcome, self.delivered_at) {
            (Some(outcome), _) => outcome.as_str(),
            (None, _) if now >= self.expires_at => CommandOutcome::Expired.as_str(),
            (None, Some(_)) => "delivered",
            (None, None) => "issued",
        }
    }

    /// Returns the command of a device, locked.
    pub fn lock_of_device(
        conn: &mut PgConnection,
        id: BarrierCommandId,
        device: DeviceId,
    ) -> QueryResult<Self> {
        barrier_commands::table
            .filter(barrier_commands::id.eq(id).and(barrier_commands::device_id.eq(device)))
            .select(Self::as_select())
            .for_no_key_update()
            .first(conn)
    }

    /// Returns the commands of a device that have neither an outcome nor expired, the oldest first,
    /// and marks them as delivered. Those that are delivered for the first time have `now` as the
    /// time of it.
    pub fn pending(
        conn: &mut PgConnection,
        device: DeviceId,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let mut pending: Vec<Self> = barrier_commands::table
            .filter(barrier_commands::device_id.eq(device))
            .filter(barrier_commands::outcome.is_null())
            .filter(barrier_commands::expires_at.gt(now))
            .order((barrier_commands::issued_at, barrier_commands::id))
            .select(Self::as_select())
            .load(conn)?;
        let undelivered = pending.iter().filter(|command| command.delivered_at.is_none());
        let undelivered: Vec<_> = undelivered.map(|command| command.id).collect();
        if !undelivered.is_empty() {
            let first = barrier_commands::table
                .filter(barrier_commands::id.eq_any(&undelivered))
                .filter(barrier_commands::delivered_at.is_null());
            diesel::update(first).set(barrier_commands::delivered_at.eq(now)).execute(conn)?;
        }
        for command in &mut pending {
            command.delivered_at.get_or_insert(now);
        }
        Ok(pending)
    }

    /// Returns the newest command for a visit.
    pub fn latest_of_visit(conn: &mut PgConnection, visit: VisitId) -> QueryResult<Option<Self>> {
        barrier_commands::table
            .filter(barrier_commands::visit_id.eq(visit))
            .order(barrier_commands::id.desc())
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Returns all commands for a visit, the oldest first.
    pub fn of_visit(conn: &mut PgConnection, visit: VisitId) -> QueryResult<Vec<Self>> {
        barrier_commands::table
            .filter(barrier_commands::visit_id.eq(visit))
            .order(barrier_commands::id)
            .select(Self::as_select())
            .load(conn)
    }

    /// Inserts a command that expires after [`LIFETIME`].
    pub fn insert(
        conn: &mut PgConnection,
        new: &NewCommand<'_>,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::insert_into(barrier_commands::table)
            .values((
                barrier_commands::id.eq(BarrierCommandId::new()),
                barrier_commands::city_id.eq(new.lane.city_id),
                barrier_commands::site_id.eq(new.lane.site_id),
                barrier_commands::lane_id.eq(new.lane.id),
                barrier_commands::device_id.eq(new.device_id),
                barrier_commands::visit_id.eq(new.visit_id),
                barrier_commands::nonce.eq(new.nonce.as_slice()),
                barrier_commands::actor.eq(new.actor),
                barrier_commands::reason.eq(new.reason),
                barrier_commands::issued_at.eq(now),
                barrier_commands::expires_at.eq(now + LIFETIME),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Records the outcome of a locked command.
    pub fn finish(
        &self,
        conn: &mut PgConnection,
        outcome: CommandOutcome,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(barrier_commands::table.find((self.id, self.city_id)))
            .set((barrier_commands::outcome.eq(outcome), barrier_commands::finished_at.eq(now)))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Marks the commands as expired whose outcome is no longer accepted. Returns their number.
    pub fn expire(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<usize> {
        let overdue = barrier_commands::table
            .filter(barrier_commands::outcome.is_null())
            .filter(barrier_commands::expires_at.lt(now - OUTCOME_GRACE));
        diesel::update(overdue)
            .set((
                barrier_commands::outcome.eq(CommandOutcome::Expired),
                barrier_commands::finished_at.eq(now),
            ))
            .execute(conn)
    }

    /// Returns whether an outcome is still accepted.
    pub fn accepts_outcome(&self, now: DateTime<Utc>) -> bool {
        self.outcome.is_none() && now <= self.expires_at + OUTCOME_GRACE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(now: DateTime<Utc>) -> BarrierCommand {
        BarrierCommand {
            id: BarrierCommandId::new(),
            city_id: CityId::new(),
            site_id: SiteId::new(),
            lane_id: LaneId::new(),
            device_id: DeviceId::new(),
            visit_id: None,
            nonce: vec![0; NONCE_LENGTH],
            actor: "worker".to_owned(),
            reason: "test".to_owned(),
            issued_at: now,
            expires_at: now + LIFETIME,
            delivered_at: None,
            finished_at: None,
            outcome: None,
        }
    }

    #[test]
    fn state_follows_delivery_expiry_and_outcome() {
        let now = "2030-06-03T13:00:00Z".parse().unwrap();
        let issued = command(now);
        let delivered = BarrierCommand { delivered_at: Some(now), ..issued.clone() };
        let opened = BarrierCommand { outcome: Some(CommandOutcome::Opened), ..issued.clone() };
        assert_eq!(issued.state(now), "issued");
        assert_eq!(delivered.state(now + TimeDelta::seconds(7)), "delivered");
        assert_eq!(delivered.state(now + LIFETIME), "expired");
        assert_eq!(opened.state(now + LIFETIME), "opened");
    }

    #[test]
    fn outcome_is_accepted_shortly_after_the_expiry() {
        let now = "2030-06-03T13:00:00Z".parse().unwrap();
        let issued = command(now);
        let last = now + LIFETIME + OUTCOME_GRACE;
        assert!(issued.accepts_outcome(last));
        assert!(!issued.accepts_outcome(last + TimeDelta::milliseconds(1)));
        let failed = BarrierCommand { outcome: Some(CommandOutcome::Failed), ..issued };
        assert!(!failed.accepts_outcome(now));
    }
}
