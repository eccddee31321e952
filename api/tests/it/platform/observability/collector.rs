//! An OpenTelemetry collector that keeps received spans.

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, extract::State, routing::post};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest, common::v1::any_value::Value,
    trace::v1::ResourceSpans,
};
use prost::Message;
use tokio::net::TcpListener;

/// A received span.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) service: String,
    pub(super) name: String,
    pub(super) trace: Vec<u8>,
}

/// The spans received so far.
#[derive(Clone, Default)]
pub(super) struct Collector(Arc<Mutex<Vec<Span>>>);

impl Collector {
    /// Listens on a free port. Returns the collector and its URL.
    pub(super) async fn start() -> (Self, String) {
        let (collector, listener) =
            (Self::default(), TcpListener::bind("127.0.0.1:0").await.unwrap());
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().route("/v1/traces", post(keep)).with_state(collector.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (collector, url)
    }

    pub(super) fn spans(&self) -> Vec<Span> {
        self.0.lock().unwrap().clone()
    }
}

async fn keep(State(collector): State<Collector>, body: Bytes) {
    let sent = ExportTraceServiceRequest::decode(body).unwrap();
    let spans = sent.resource_spans.into_iter().flat_map(spans_of);
    collector.0.lock().unwrap().extend(spans);
}

fn spans_of(of_process: ResourceSpans) -> Vec<Span> {
    let attributes = of_process.resource.unwrap_or_default().attributes;
    let service = attributes.into_iter().find(|attribute| attribute.key == "service.name");
    let service = match service.and_then(|service| service.value?.value) {
        Some(Value::StringValue(name)) => name,
        other => panic!("service.name is missing: {other:?}"),
    };
    let spans = of_process.scope_spans.into_iter().flat_map(|scope| scope.spans);
    spans
        .map(|span| Span { service: service.clone(), name: span.name, trace: span.trace_id })
        .collect()
}
