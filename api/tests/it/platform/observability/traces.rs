//! One trace leads from a request through RabbitMQ to the call of Stripe.

use testkit::processes::{Process, binary};

use super::collector::{Collector, Span};
use crate::support::site::{Site, end_once_begun, wait_until};

/// The services and names of the spans of a trace.
fn names<'a>(spans: &'a [Span], trace: &[u8]) -> Vec<(&'a str, &'a str)> {
    spans
        .iter()
        .filter(|span| span.trace == trace)
        .map(|span| (span.service.as_str(), span.name.as_str()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn trace_leads_from_request_to_stripe_call() {
    let (collector, endpoint) = Collector::start().await;
    let site = Site::new().await;
    let mut variables = site.variables();
    let own =
        [("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.as_str()), ("OTEL_BSP_SCHEDULE_DELAY", "100")];
    variables.extend(own.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let _api = Process::start(&binary("api"), &["serve"], &variables);
    site.wait_for_api().await;
    let _worker = Process::start(&binary("worker"), &["run"], &variables);

    let (guest, id) = site.park(600).await;
    end_once_begun(&guest, &id).await;
    site.wait_until_paid(&guest, &id).await;

    let expected = [
        ("curbhold-api", "POST /api/v1/reservations/{id}/end"),
        ("curbhold-api", "publish"),
        ("curbhold-worker", "job"),
        ("curbhold-worker", "collect"),
    ];
    wait_until("one trace holds all", || async {
        let spans = collector.spans();
        let ends = spans.iter().find(|span| span.name == expected[0].1);
        ends.is_some_and(|end| {
            let of_trace = names(&spans, &end.trace);
            expected.iter().all(|span| of_trace.contains(span))
        })
    })
    .await;
}
