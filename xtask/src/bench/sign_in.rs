//! Searches with and without concurrent sign-ins, whose password hashes occupy the CPU.

use anyhow::Result;
use serde_json::{Value, json};

use super::{
    Plan,
    drivers::{self, PASSWORD},
    report::{Figure, Report},
    rounds::{Sample, Spread},
    search_query::SearchQuery,
    seed,
    site::{Build, Site},
};

const CONNECTIONS: u32 = 16;
/// Sign-ins per second.
const ARRIVALS: u32 = 50;
const DRIVERS: usize = 20;

/// Measures.
pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, plan.city)?;
    let centers = seed::search_centers(&site.database, u32::MAX)?;
    let api = site.api(&[])?;
    let drivers = drivers::sign_up(&api, "sign-in", DRIVERS)?;
    let emails: Vec<_> = drivers.iter().map(|driver| driver.email.as_str()).collect();
    let sign_ins = |seconds: u32| {
        json!({
            "verb": "sign_in", "address": api.address, "seconds": seconds, "rate": ARRIVALS,
            "emails": emails, "password": PASSWORD,
        })
    };
    let search = |seconds| SearchQuery::NEAR.measure(&site, &api, &centers, CONNECTIONS, seconds);
    let (mut signed_in, mut refused): (Vec<Sample>, f64) = (Vec::new(), 0.0);
    let [meanwhile, alone] = plan.rounds.run([
        &mut |seconds| {
            let others = site.start_load(&sign_ins(seconds))?;
            let searched = search(seconds);
            let others = Site::finish_load(others)?;
            refused += others.get("refused").and_then(Value::as_f64).unwrap_or(f64::NAN);
            signed_in.push(serde_json::from_value(others)?);
            searched
        },
        &mut &search,
    ])?;
    // The first value is the warm-up.
    let signed_in = signed_in.get(1..).unwrap_or_default();
    let name =
        format!("search, 1 km, {CONNECTIONS} connections, while {ARRIVALS} sign in a second");
    let mut add = |name: String, unit, spread: fn(&[Sample]) -> Spread| {
        report.add(Figure::new(name, unit, spread(&meanwhile)).beside(spread(&alone)));
    };
    add(name.clone(), "requests/s", Spread::rate);
    add(format!("p50 of {name}"), "ms", Spread::p50);
    add(format!("p99 of {name}"), "ms", Spread::p99);
    report.add(Figure::new("sign-ins meanwhile", "requests/s", Spread::rate(signed_in)));
    report.add(Figure::new("p50 of a sign-in", "ms", Spread::p50(signed_in)));
    report.add(Figure::new("p99 of a sign-in", "ms", Spread::p99(signed_in)));
    report.add(Figure::new("sign-ins that were refused", "", Spread::once(refused)));
    let memory = Spread::once(api.memory()?);
    report.add(Figure::new("api: memory after sign-ins and searches", "MB", memory));
    Ok(())
}
