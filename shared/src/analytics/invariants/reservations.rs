//! Invariants of spots and reservations.

use super::Invariant;

/// No spot is reserved twice for the same time.
pub(super) const I1: Invariant = Invariant {
    name: "I1",
    sentence: "no spot is held or confirmed for two reservations at the same time",
    sql: "select 'spot ' || a.spot_id || ': reservations ' || a.id || ' and ' || b.id \
          from reservations a join reservations b \
              on b.city_id = a.city_id and b.spot_id = a.spot_id and b.id > a.id and b.period && \
              a.period \
          where a.status in ('held', 'confirmed') and b.status in ('held', 'confirmed')",
};

/// A terminal status is final.
pub(super) const I5: Invariant = Invariant {
    name: "I5",
    sentence: "every transition begins where the one before it ended, and none leads out of a \
        terminal status; a claim leads nowhere else",
    sql: "select 'reservation ' || reservation_id || ', revision ' || revision || ' (' || event \
        || '): from ' \
              || coalesce(from_status, 'nothing') || ', after ' || coalesce(before, 'nothing') \
          from (select *, lag(to_status) over (partition by reservation_id order by revision) as \
          before \
                from reservation_transitions) as steps \
          where from_status is distinct from before or (event = 'claim' and to_status <> before) \
              or (event <> 'claim' and before in ('completed', 'expired', 'cancelled', 'revoked'))",
};

pub(super) const I6: Invariant = Invariant {
    name: "I6",
    sentence: "every revision of a reservation has its transition, and the last one led to where \
        the reservation stands",
    sql: "select 'reservation ' || r.id || ' is ' || r.status || ' at revision ' || r.revision || \
        '; it has ' || coalesce(t.count, 0) \
              || ' transitions, the last to ' || coalesce(t.status, 'nothing') || ' at revision ' \
              || coalesce(t.revision, 0) \
          from reservations r left join ( \
              select reservation_id, count(*) as count, max(revision) as revision, \
                  (array_agg(to_status order by revision desc))[1] as status, \
                  (array_agg(period order by revision desc))[1] as period \
              from reservation_transitions group by reservation_id) as t on t.reservation_id = \
              r.id \
          where t.count is distinct from r.revision or t.revision is distinct from r.revision \
              or t.status is distinct from r.status or t.period is distinct from r.period",
};

/// Every spot becomes free again.
pub(super) const I8: Invariant = Invariant {
    name: "I8",
    sentence: "no hold keeps a spot for more than a minute after it has run out, no stay for more \
        than five after its end",
    sql: "select 'reservation ' || id || ' is still ' || status || ' on spot ' || spot_id \
          from reservations, clock \
          where (status = 'held' and hold_expires_at < now - interval '60 seconds') \
              or (status = 'confirmed' and upper(period) < now - interval '5 minutes')",
};
