//! The verdict: every invariant holds, or which do not.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::PathBuf,
};

use anyhow::Result;
use diesel::PgConnection;
use shared::analytics::invariants::{Finding, audit};

use crate::{
    Plan,
    calm::texts,
    mails,
    site::{Site, locked},
    stripe,
    tally::{Counts, Tally},
};

/// What came of it.
#[derive(Debug)]
pub struct Verdict {
    /// Every invariant that was broken, and how; none is what we want.
    pub broken: Vec<String>,
    /// Where the logs are; gone when nothing was broken.
    pub directory: PathBuf,
    command: String,
    mischief: BTreeMap<&'static str, u32>,
    drivers: BTreeMap<&'static str, u32>,
    repeats: u32,
    facts: Vec<String>,
    mails: usize,
    repeated_mails: usize,
    missed: Option<String>,
}

/// Reservations, charges and jobs by where they stand.
const FACTS: &str = "select 'reservations ' || status || ': ' || count(*) as text from \
    reservations group by status \
                     union all select 'charges ' || state || ': ' || count(*) from charges group \
                     by state \
                     union all select 'jobs ' || state || ': ' || count(*) || ', attempts ' || \
                     sum(attempts) from jobs group by state \
                     order by text";
/// Without those that nobody asked for: spots that are offered in the place of others.
const HELD: &str = "select id::text as text from reservations where reseat_of is null";
const CONFIRMED: &str = "select reservation_id::text as text from reservation_transitions where \
    to_status = 'confirmed'";

/// What is done exactly as often as it was answered, however often it was asked for.
const ONCE: [(&str, &str); 2] = [
    (
        "extended",
        "select count(*)::text as text from reservation_transitions where event = 'amend'",
    ),
    ("got money back", "select count(*)::text as text from refunds"),
];

/// Stops everything, looks at all the books, and clears away what nobody needs.
pub(crate) fn reach(
    plan: &Plan,
    site: Site,
    tally: &Tally,
    missed: Option<String>,
    mut broken: Vec<String>,
) -> Result<Verdict> {
    let parts: Vec<_> = site.parts().collect();
    for part in parts {
        let mut part = locked(part);
        if !part.terminate() {
            broken.push(format!("{} did not stop in order", part.name()));
        }
    }
    let mut conn = site.connect()?;
    let counts = std::mem::take(&mut *tally.counts());
    broken.extend(violations(&mut conn, &site)?);
    broken.extend(stripe::compare(&mut conn, &site.simulator)?);
    let mails = mails::compare(&mut conn, &site.mails.mails())?;
    broken.extend(mails.broken);
    broken.extend(promises(&mut conn, &counts)?);
    broken.extend(counts.wrong);
    let facts = texts(&mut conn, FACTS)?;
    drop(conn);
    let directory = site.directory().to_path_buf();
    // The servers go first.
    drop(site);
    if broken.is_empty() {
        fs::remove_dir_all(&directory)?;
    }
    Ok(Verdict {
        broken,
        directory,
        command: plan.command(),
        mischief: counts.mischief,
        drivers: counts.drivers,
        repeats: counts.repeats,
        facts,
        mails: mails.count,
        repeated_mails: mails.repeated,
        missed,
    })
}

/// What the audit finds now, and what the workers' audits found on their way: an invariant holds at
/// every moment.
fn violations(conn: &mut PgConnection, site: &Site) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for Finding { invariant, count, violations } in
        audit(conn, site.now())?.into_iter().filter(|found| !found.is_clean())
    {
        broken.push(format!("{} ({count}): {}", invariant.name, invariant.sentence));
        broken.extend(violations.into_iter().map(|violation| format!("  {violation}")));
    }
    for part in site.parts() {
        let log = fs::read_to_string(locked(part).log())?;
        broken.extend(
            log.lines().filter(|line| line.contains("An invariant is violated")).map(str::to_owned),
        );
    }
    Ok(broken)
}

/// What a driver was told is so, and a hold that nobody was told of is not.
fn promises(conn: &mut PgConnection, counts: &Counts) -> Result<Vec<String>> {
    let ids = |conn: &mut PgConnection, query| -> Result<BTreeSet<uuid::Uuid>> {
        texts(conn, query)?.iter().map(|id| Ok(id.parse()?)).collect()
    };
    let (held, confirmed) = (ids(conn, HELD)?, ids(conn, CONFIRMED)?);
    let mut broken = Vec::new();
    let differ = held.symmetric_difference(&counts.held);
    broken.extend(differ.map(|id| format!("reservation {id} was answered or made, not both")));
    let lost = counts.confirmed.difference(&confirmed);
    broken.extend(lost.map(|id| format!("reservation {id} was answered as confirmed and is not")));
    for (what, query) in ONCE {
        let (told, done) =
            (counts.drivers.get(what).copied().unwrap_or_default(), texts(conn, query)?);
        if done != [told.to_string()] {
            broken.push(format!(
                "{told} times a driver {what}, as was answered; it was done {} times",
                done.concat()
            ));
        }
    }
    Ok(broken)
}

impl Verdict {
    /// Whether every invariant holds.
    pub fn is_clean(&self) -> bool {
        self.broken.is_empty()
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list =
            |f: &mut fmt::Formatter<'_>, title: &str, counts: &BTreeMap<&'static str, u32>| {
                writeln!(f, "{title}")?;
                counts.iter().try_for_each(|(what, count)| writeln!(f, "  {count:>5}  {what}"))
            };
        list(f, "what went wrong:", &self.mischief)?;
        list(f, "what drivers did:", &self.drivers)?;
        writeln!(f, "  {:>5}  calls made again", self.repeats)?;
        writeln!(f, "what came of it:")?;
        self.facts.iter().try_for_each(|fact| writeln!(f, "  {fact}"))?;
        writeln!(
            f,
            "  mails: {}, of them again with the same Message-ID: {}",
            self.mails, self.repeated_mails
        )?;
        if let Some(missed) = &self.missed {
            writeln!(f, "  found by the daily comparison, and put on its way:")?;
            missed.lines().try_for_each(|line| writeln!(f, "    {line}"))?;
        }
        writeln!(f, "the same again: {}", self.command)?;
        if self.is_clean() {
            return writeln!(f, "every invariant holds");
        }
        writeln!(
            f,
            "BROKEN ({}); logs and data are kept in {}",
            self.broken.len(),
            self.directory.display()
        )?;
        self.broken.iter().try_for_each(|broken| writeln!(f, "  {broken}"))
    }
}
