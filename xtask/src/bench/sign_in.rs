//! Searches alone, and while others sign in: a password takes a processor's time, and the others
//! must not wait for it.

use anyhow::Result;
use serde_json::{Value, json};

use super::{
    Plan,
    drivers::{self, PASSWORD},
    question,
    report::{Figure, Report},
    rounds::{Sample, Spread},
    seed,
    site::{Build, Site},
};

const CONNECTIONS: u32 = 16;
/// Sign-ins a second.
const ARRIVALS: u32 = 50;
/// They take turns.
const DRIVERS: usize = 20;

/// Measures.
pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, plan.city)?;
    let around = seed::around(&site, u32::MAX)?;
    let api = site.api(&[])?;
    let drivers = drivers::sign_up(&api, "sign-in", DRIVERS)?;
    let emails: Vec<_> = drivers.iter().map(|driver| driver.email.as_str()).collect();
    let sign_ins = |seconds: u32| {
        json!({
            "verb": "sign_in", "address": api.address, "seconds": seconds, "rate": ARRIVALS,
                "emails": emails,
            "password": PASSWORD,
        })
    };
    let searches = |seconds| question::near(&api, &around, CONNECTIONS, seconds);
    let (mut signed_in, mut refused): (Vec<Sample>, f64) = (Vec::new(), 0.0);
    let [meanwhile, alone] = plan.rounds.run([
        &mut |seconds| {
            let others = site.begin_load(&sign_ins(seconds))?;
            let searched = site.load(&searches(seconds));
            let others = Site::end_load(others)?;
            refused += others.get("refused").and_then(Value::as_f64).unwrap_or(f64::NAN);
            signed_in.push(serde_json::from_value(others)?);
            Ok(serde_json::from_value(searched?)?)
        },
        &mut |seconds| Ok(serde_json::from_value(site.load(&searches(seconds))?)?),
    ])?;
    // The first was the warm-up.
    let signed_in = signed_in.get(1..).unwrap_or_default();
    let name =
        format!("search, 1 km, {CONNECTIONS} connections, while {ARRIVALS} sign in a second");
    report.add(
        Figure::new(&name, "requests/s", Spread::rate(&meanwhile)).beside(Spread::rate(&alone)),
    );
    report.add(
        Figure::new(format!("p50 of {name}"), "ms", Spread::p50(&meanwhile))
            .beside(Spread::p50(&alone)),
    );
    report.add(
        Figure::new(format!("p99 of {name}"), "ms", Spread::p99(&meanwhile))
            .beside(Spread::p99(&alone)),
    );
    report.add(Figure::new("sign-ins meanwhile", "requests/s", Spread::rate(signed_in)));
    report.add(Figure::new("p50 of a sign-in", "ms", Spread::p50(signed_in)));
    report.add(Figure::new("p99 of a sign-in", "ms", Spread::p99(signed_in)));
    report.add(Figure::new("sign-ins that were refused", "", Spread::once(refused)));
    report.add(Figure::new(
        "api: memory after sign-ins and searches",
        "MB",
        Spread::once(api.memory()?),
    ));
    Ok(())
}
