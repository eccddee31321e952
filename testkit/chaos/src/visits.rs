//! Checks that every visit of the garage has ended and is charged once, and that every event of its
//! gateway is stored once.

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
/// Visits that are open, that hold a spot, or that are not charged exactly once.
const BROKEN: &str = "select 'visit ' || id || ' is open' as text from visits where ended_at is \
    null union all select 'the spot of visit ' || v.id || ' is blocked: its reservation is ' || \
    r.status from visits v join reservations r on r.id = v.reservation_id where r.status in \
    ('held', 'confirmed') \
    union all select 'visit ' || v.id || ' has ' || (select count(*) from charges c where \
    c.reservation_id = v.reservation_id) || ' charges' from visits v where (select count(*) from \
    charges c where c.reservation_id = v.reservation_id) <> 1";
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
