//! Checks that every visit of the garage has ended by its bound, on a spot of its own, and is
//! charged once, and that every event of its gateway is stored once.

use std::collections::BTreeMap;

use anyhow::Result;
use diesel::PgConnection;
use site_simulator::Snapshot;

use crate::drain::texts;

#[derive(Debug, Default)]
pub(crate) struct Visits {
    pub(crate) count: usize,
    pub(crate) by_pass: usize,
    pub(crate) events: usize,
    pub(crate) violations: Vec<String>,
}

const VISITS: &str = "select entered_by as text from visits";
/// Visits that are open, that hold a spot, that are not charged exactly once, that lasted beyond
/// their bound or are at another site than their spot, and those by code that shared a spot for
/// more than a second: stays begin at full seconds. An arrival by pass may be reported when the
/// spot has become free again.
const BROKEN: &str = "select 'visit ' || id || ' is open' as text from visits where ended_at is \
    null union all select 'the spot of visit ' || v.id || ' is blocked: its reservation is ' || \
    r.status from visits v join reservations r on r.id = v.reservation_id where r.status in \
    ('held', 'confirmed') \
    union all select 'visit ' || v.id || ' has ' || (select count(*) from charges c where \
    c.reservation_id = v.reservation_id) || ' charges' from visits v where (select count(*) from \
    charges c where c.reservation_id = v.reservation_id) <> 1 \
    union all select 'visit ' || id || ' ended at ' || ended_at || ', after its bound ' || \
    bound_at from visits where ended_at > bound_at \
    union all select 'visit ' || v.id || ' is at another site than spot ' || s.id from visits v \
    join reservations r on r.id = v.reservation_id join spots s on s.id = r.spot_id join zones z \
    on z.id = s.zone_id where z.site_id is distinct from v.site_id \
    union all select 'visits ' || v.id || ' and ' || w.id || ' shared spot ' || r.spot_id from \
    visits v join reservations r on r.id = v.reservation_id join reservations q on q.spot_id = \
    r.spot_id join visits w on w.reservation_id = q.id and w.id > v.id where \
    v.entered_by <> 'pass' and w.entered_by <> 'pass' and least(v.ended_at, w.ended_at) > \
    greatest(v.arrived_at, w.arrived_at) + interval '1 second' \
    and not exists (select from incidents i where i.kind = 'spot_occupied' and i.visit_id in \
    (v.id, w.id))";
/// Sequence number and outcome of each event.
const EVENTS: &str = "select sequence || ' ' || outcome as text from device_events";

/// Compares the rows with what the gateway remembers.
pub(crate) fn compare(conn: &mut PgConnection, gateway: &Snapshot) -> Result<Visits> {
    let visits = texts(conn, VISITS)?;
    let (mut violations, stored) = (texts(conn, BROKEN)?, texts(conn, EVENTS)?);
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (sequence, outcome) in stored.iter().filter_map(|text| text.split_once(' ')) {
        rows.entry(sequence).or_default().push(outcome);
    }
    if gateway.queued > 0 {
        violations.push(format!("{} events were not reported", gateway.queued));
    }
    for event in &gateway.reported {
        let sequence = event.sequence.to_string();
        let outcomes = rows.remove(sequence.as_str()).unwrap_or_default();
        if outcomes != [event.outcome.as_str()] {
            let answer = &event.outcome;
            violations.push(format!("event {sequence}: answered {answer}, stored {outcomes:?}"));
        }
    }
    violations.extend(rows.keys().map(|sequence| format!("event {sequence} was never answered")));
    Ok(Visits {
        count: visits.len(),
        by_pass: visits.iter().filter(|means| *means == "pass").count(),
        events: stored.len(),
        violations,
    })
}
