//! The audit: checks every invariant of [`shared::analytics::invariants`], on request and
//! periodically while the worker runs.

use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection, connection::SimpleConnection};
use metrics::gauge;
use serde_json::json;
use shared::{
    Error,
    analytics::invariants::{Finding, audit},
    platform::{
        clock::Clock,
        db::Db,
        metrics::{AUDIT_TIMESTAMP, AUDIT_VIOLATIONS, number},
    },
};

/// Maximum number of violations per invariant that are printed or logged.
const MAX_SHOWN: usize = 5;

/// Checks every invariant and prints a line for each, or the whole result as JSON. Returns whether
/// every invariant holds.
///
/// # Errors
/// When the database does not respond.
pub fn print(database_url: &str, now: DateTime<Utc>, as_json: bool) -> Result<bool> {
    let mut conn = PgConnection::establish(database_url).context("DATABASE_URL")?;
    conn.batch_execute("set default_transaction_read_only = on; set time zone 'UTC'")?;
    let findings = audit(&mut conn, now)?;
    say(&if as_json { in_json(&findings) } else { in_words(&findings) });
    Ok(findings.iter().all(Finding::is_clean))
}

#[expect(clippy::print_stdout, reason = "the output of the command")]
fn say(text: &str) {
    println!("{text}");
}

fn in_words(findings: &[Finding]) -> String {
    let mut lines = Vec::new();
    for Finding { invariant, count, violations } in findings {
        lines.push(format!("{:>4}  {count:>6}  {}", invariant.name, invariant.sentence));
        lines.extend(
            violations.iter().take(MAX_SHOWN).map(|violation| format!("              {violation}")),
        );
    }
    lines.join("\n")
}

fn in_json(findings: &[Finding]) -> String {
    let all = findings.iter().map(|Finding { invariant, count, violations }| {
        json!({ "invariant": invariant.name, "sentence": invariant.sentence, "count": count,
            "violations": violations })
    });
    json!({ "findings": all.collect::<Vec<_>>() }).to_string()
}

/// Audits every `interval`, until the process ends. Metrics contain the number of violations, the
/// log their details.
pub async fn audit_forever(db: Db, clock: Clock, interval: Duration) {
    let mut ticks = tokio::time::interval(interval);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let now = clock.now();
        match db.read(move |conn| Ok::<_, Error>(audit(conn, now)?)).await {
            Ok(findings) => report(&findings, now),
            Err(error) => tracing::warn!(%error, "Could not audit"),
        }
    }
}

fn report(findings: &[Finding], now: DateTime<Utc>) {
    for Finding { invariant, count, violations } in findings {
        gauge!(AUDIT_VIOLATIONS, "invariant" => invariant.name).set(number(*count));
        if *count > 0 {
            let first = violations
                .iter()
                .take(MAX_SHOWN)
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join("; ");
            tracing::error!(
                invariant = invariant.name,
                count,
                first,
                "An invariant is violated: {}",
                invariant.sentence
            );
        }
    }
    gauge!(AUDIT_TIMESTAMP).set(number(now.timestamp()));
}
