//! Prometheus metrics of both processes, and the alerts and dashboards that use them.

use std::{collections::BTreeSet, fs, path::Path};

use testkit::processes::Process;

use crate::support::site::{Metrics, Site, end_once_begun, wait_until};

/// Api and worker with metrics, after a paid stay.
struct Watched {
    api: Metrics,
    worker: Metrics,
    _processes: [Process; 2],
    site: Site,
}

impl Watched {
    async fn new() -> Self {
        let site = Site::new().await;
        let (api_process, api) = site.start_api_with_metrics().await;
        let (worker_process, worker) = site.start_with_metrics("worker", "run");
        let (guest, id) = site.park(600).await;
        guest.search("lat=40.7543&lng=-73.9884&radius=100").await.ok();
        end_once_begun(&guest, &id).await;
        site.wait_until_paid(&guest, &id).await;
        Self { api, worker, _processes: [api_process, worker_process], site }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_is_counted_by_api_and_worker() {
    let watched = Watched::new().await;
    let of_api = [
        "curbhold_reservation_transitions_total{event=\"hold\"} 1\n",
        "curbhold_reservation_transitions_total{event=\"confirm\"} 1\n",
        "axum_http_requests_total{method=\"POST\",status=\"201\",\
         endpoint=\"/api/v1/reservations\"} 1\n",
        "curbhold_searches_total{from=\"",
        "curbhold_database_wait_seconds_count ",
        "curbhold_stripe_seconds_count{call=\"create_setup_intent\",outcome=\"ok\"} 1\n",
        "curbhold_jobs_relayed_total{outcome=\"published\"} ",
    ];
    let of_worker = [
        "curbhold_posted_minor_total{posting=\"collect\",currency=\"USD\"} ",
        "curbhold_job_lag_seconds_count{kind=\"charge.collect\"} 1\n",
        "curbhold_job_attempt_seconds_count{kind=\"charge.collect\",outcome=\"done\"} 1\n",
        "curbhold_stripe_seconds_count{call=\"collect\",outcome=\"ok\"} 1\n",
    ];
    // An outcome is counted shortly after its commit.
    wait_until("api and worker export every line", || async {
        let (api, worker) = (watched.api.scrape().await, watched.worker.scrape().await);
        of_api.iter().all(|line| api.contains(line))
            && of_worker.iter().all(|line| worker.contains(line))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_paths_share_one_label() {
    let watched = Watched::new().await;
    for path in ["/wp-login.php", "/.env", "/api/v1/nothing"] {
        assert_eq!(
            reqwest::get(format!("{}{path}", watched.site.url())).await.unwrap().status(),
            404
        );
    }
    let exported = watched.api.scrape().await;
    assert!(
        exported.contains("status=\"404\",endpoint=\"none\"} 3\n")
            && !exported.contains("wp-login"),
        "{exported}"
    );
}

/// The words in a text that look like names of our metrics.
fn metrics_in(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let ours = words.filter(|word| word.starts_with("curbhold_") || word.starts_with("axum_http_"));
    ours.map(str::to_owned).collect()
}

#[test]
fn alerts_and_dashboards_use_existing_metrics() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let sources = ["shared/src/platform/metrics.rs", "nginx/bin/watch"];
    let exported: BTreeSet<_> = sources
        .iter()
        .flat_map(|file| metrics_in(&fs::read_to_string(root.join(file)).unwrap()))
        .collect();
    for file in ["deploy/watch/alerts.yml", "deploy/watch/grafana/dashboards/curbhold.json"] {
        let used = metrics_in(&fs::read_to_string(root.join(file)).unwrap());
        assert!(!used.is_empty(), "{file}");
        for name in used {
            let base =
                ["_bucket", "_sum", "_count"].iter().find_map(|suffix| name.strip_suffix(suffix));
            let exists =
                exported.contains(base.unwrap_or(&name)) || name.starts_with("axum_http_requests_");
            assert!(exists, "{file} uses {name}");
        }
    }
}
