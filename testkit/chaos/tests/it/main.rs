//! A short run of the chaos test, with real processes and services of its own.

use std::time::Duration;

use chaos::Plan;

#[tokio::test(flavor = "multi_thread")]
async fn invariants_hold_after_short_run() {
    let plan = Plan { seed: 20_260_615, reservations: 60, duration: Duration::from_secs(15) };
    let directory =
        std::env::temp_dir().join(format!("curbhold-chaos-test-{}", std::process::id()));
    let report = chaos::run(&plan, directory, &|text| println!("{text}")).await;
    let report = report.unwrap_or_else(|error| panic!("cannot run: {error:#}"));
    println!("{report}");
    assert!(report.is_clean(), "{report}");
    assert!(report.stays_with_tariff() > 0 && report.visits() > 0, "{report}");
}
