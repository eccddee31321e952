//! The result of a run: all invariants hold, or the list of violations.

use std::{collections::BTreeSet, fmt, fs, mem, path::PathBuf};

use anyhow::Result;
use diesel::PgConnection;
use shared::analytics::invariants::{Finding, audit};

use crate::{
    Plan,
    counters::{Counters, Counts},
    drain::texts,
    mails::{self, Mails},
    platform::Platform,
    prices::{self, Prices},
    process::ManagedProcess,
    stripe,
    visits::{self, Visits},
};

#[derive(Debug)]
pub struct Report {
    pub violations: Vec<String>,
    /// Directory of the logs; removed when there are no violations.
    pub directory: PathBuf,
    command: String,
    counts: Counts,
    totals: Vec<String>,
    mails: Mails,
    prices: Prices,
    visits: Visits,
    reconciled: Option<String>,
}

const TOTALS: &str = "select 'reservations ' || status || ': ' || count(*) as text \
    from reservations group by status union all \
    select 'charges ' || state || ': ' || count(*) from charges group by state union all \
    select 'charges with amounts of earlier stays: ' || count(*) || ', earlier stays: ' || \
    (select count(carried_to) from charges) from charges where carried_minor > 0 union all \
    select 'jobs ' || state || ': ' || count(*) || ', attempts ' || sum(attempts) \
    from jobs group by state union all \
    select 'visits ' || coalesce(end_reason, 'open') || ': ' || count(*) from visits group by \
    end_reason union all \
    select 'incidents ' || kind || ': ' || count(*) from incidents group by kind union all \
    select 'device events ' || outcome || ': ' || count(*) from device_events group by outcome \
    union all \
    select 'quotes: ' || count(*) || ', accepted: ' || count(accepted_at) from quotes union all \
    select 'tariff versions: ' || count(*) from tariff_versions order by text";
/// Excludes re-seat offers and entries by a pass, because no response to a driver contains their
/// creation.
const HELD: &str = "select id::text as text from reservations r where reseat_of is null and not \
    exists (select from visits v where v.reservation_id = r.id and v.entered_by = 'pass')";
const CONFIRMED: &str = "select reservation_id::text as text from reservation_transitions where \
    to_status = 'confirmed'";

/// Actions whose number in the database equals the number of successful responses.
const EXACTLY_ONCE: [(&str, &str); 2] = [
    (
        "extended",
        "select count(*)::text as text from reservation_transitions where event = 'amend'",
    ),
    ("received a refund", "select count(*)::text as text from refunds"),
];

/// Stops the platform and checks all invariants.
pub(crate) fn create(
    plan: &Plan,
    platform: Platform,
    counters: &Counters,
    reconciled: Option<String>,
    mut violations: Vec<String>,
) -> Result<Report> {
    for process in platform.processes() {
        let ManagedProcess { program, process, .. } = &mut *process.lock();
        if !process.terminate() {
            violations.push(format!("{program} did not shut down gracefully"));
        }
    }
    let mut conn = platform.connect()?;
    let mut counts = mem::take(&mut *counters.lock());
    let mut mails = mails::compare(&mut conn, &platform.mails.mails())?;
    let mut prices = prices::compare(&mut conn)?;
    let mut visits = visits::compare(&mut conn, &platform.equipment.snapshot())?;
    violations.extend(audit_violations(&mut conn, &platform)?);
    violations.extend(stripe::compare(&mut conn, &platform.simulator)?);
    violations.append(&mut mails.violations);
    violations.append(&mut prices.violations);
    violations.append(&mut visits.violations);
    violations.extend(response_violations(&mut conn, &counts)?);
    violations.append(&mut counts.unexpected);
    let totals = texts(&mut conn, TOTALS)?;
    drop(conn);
    let directory = platform.directory().to_path_buf();
    // Stops the servers before their directory is removed.
    drop(platform);
    if violations.is_empty() {
        fs::remove_dir_all(&directory)?;
    }
    let command = plan.command();
    Ok(Report { violations, directory, command, counts, totals, mails, prices, visits, reconciled })
}

/// Violations that the audit finds now, and those in the logs of the workers' audits.
fn audit_violations(conn: &mut PgConnection, platform: &Platform) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for Finding { invariant, count, violations } in
        audit(conn, platform.now())?.into_iter().filter(|finding| !finding.is_clean())
    {
        found.push(format!("{} ({count}): {}", invariant.name, invariant.sentence));
        found.extend(violations.into_iter().map(|violation| format!("  {violation}")));
    }
    for process in platform.processes() {
        let log = fs::read_to_string(&process.lock().log)?;
        let lines = log.lines().filter(|line| line.contains("An invariant is violated"));
        found.extend(lines.map(str::to_owned));
    }
    Ok(found)
}

/// Differences between the responses to drivers and the database.
fn response_violations(conn: &mut PgConnection, counts: &Counts) -> Result<Vec<String>> {
    let ids = |conn: &mut PgConnection, query| -> Result<BTreeSet<uuid::Uuid>> {
        texts(conn, query)?.iter().map(|id| Ok(id.parse()?)).collect()
    };
    let (held, confirmed) = (ids(conn, HELD)?, ids(conn, CONFIRMED)?);
    let mut found = Vec::new();
    let differ = held.symmetric_difference(&counts.held);
    found.extend(differ.map(|id| format!("reservation {id} was stored or returned, not both")));
    let lost = counts.confirmed.difference(&confirmed);
    found.extend(lost.map(|id| format!("reservation {id} was returned as confirmed and is not")));
    for (action, query) in EXACTLY_ONCE {
        let responses = counts.drivers.get(action).copied().unwrap_or_default();
        let stored = texts(conn, query)?;
        if stored != [responses.to_string()] {
            let stored = stored.concat();
            found.push(format!("{action}: {responses} responses, {stored} in the database"));
        }
    }
    Ok(found)
}

impl Report {
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
    }

    /// Returns the number of completed stays that a tariff prices.
    pub fn stays_with_tariff(&self) -> usize {
        self.prices.with_tariff
    }

    /// Returns the number of visits of the garage.
    pub fn visits(&self) -> usize {
        self.visits.count
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { faults, drivers, retries, .. } = &self.counts;
        for (title, counts) in [("faults", faults), ("drivers", drivers)] {
            writeln!(f, "{title}:")?;
            counts.iter().try_for_each(|(name, count)| writeln!(f, "  {count:>5}  {name}"))?;
        }
        writeln!(f, "  {retries:>5}  retries")?;
        writeln!(f, "totals:")?;
        self.totals.iter().try_for_each(|total| writeln!(f, "  {total}"))?;
        let Mails { count, repeated, .. } = self.mails;
        writeln!(f, "  mails: {count}, copies with the same Message-ID: {repeated}")?;
        let Prices { stays, moved, with_tariff, over_boundaries, .. } = self.prices;
        writeln!(
            f,
            "  prices compared: {stays}, begun at the confirmation: {moved}, completed with a \
                tariff: {with_tariff}, of these over a change of bands: {over_boundaries}"
        )?;
        let Visits { count, by_pass, events, .. } = self.visits;
        writeln!(f, "  visits: {count}, by pass: {by_pass}, events of the gateway: {events}")?;
        if let Some(reconciled) = &self.reconciled {
            writeln!(f, "  enqueued by the daily reconciliation:")?;
            reconciled.lines().try_for_each(|line| writeln!(f, "    {line}"))?;
        }
        writeln!(f, "repeat with: {}", self.command)?;
        if self.is_clean() {
            return writeln!(f, "every invariant holds");
        }
        let (count, directory) = (self.violations.len(), self.directory.display());
        writeln!(f, "VIOLATIONS ({count}); logs and data are in {directory}")?;
        self.violations.iter().try_for_each(|violation| writeln!(f, "  {violation}"))
    }
}
