//! Invariants of jobs and mails.

use super::Invariant;

/// Scheduled jobs match their reservations. The revision of a refund mail counts the refunds; that
/// of a payment reminder counts the reminders.
pub(super) const I7: Invariant = Invariant {
    name: "I7",
    sentence: "no job is about a revision that is still to come, and no timer of a revision that \
        has passed is left behind",
    sql: "select 'job ' || j.id || ' (' || j.kind || ') is about revision ' || \
        (j.payload->>'revision') || ' of reservation ' || r.id \
              || ', which is at ' || r.revision \
          from jobs j join reservations r on r.id = (j.payload->>'reservation_id')::uuid, clock \
          where j.kind not in ('mail.refund', 'mail.refund_failed', 'mail.payment_reminder') and \
          ((j.payload->>'revision')::integer > r.revision \
              or (j.kind in ('reservation.end', 'reservation.remind') and j.finished_at is null \
                  and (j.payload->>'revision')::integer < r.revision and j.run_at < now - \
                  interval '5 minutes'))",
};

/// No mail is sent twice.
pub(super) const I10: Invariant = Invariant {
    name: "I10",
    sentence: "one mail for a subject, template and revision",
    sql: "select count(*) || ' mails ' || template || ' about revision ' || revision || ' of ' || \
        coalesce(reservation_id, subject_id) \
          from mails group by reservation_id, subject_id, template, revision having count(*) > 1",
};

/// No job has exhausted its retries.
pub(super) const JOBS: Invariant = Invariant {
    name: "jobs",
    sentence: "no job has been given up",
    sql: "select 'job ' || id || ' (' || kind || ') is dead after ' || attempts || ' attempts: ' \
        || coalesce(last_error, '') \
          from jobs where state = 'dead'",
};
