//! Traces: from a request through the jobs that it enqueues to the calls of Stripe's API. A trace
//! crosses processes as a `traceparent` (W3C Trace Context,
//! <https://www.w3.org/TR/trace-context/>): in the job's row, and in the headers of its message.

use std::collections::HashMap;

use opentelemetry::{KeyValue, propagation::TextMapPropagator, trace::TracerProvider};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{SdkTracerProvider, Tracer},
};
use tracing::{Level, Span, level_filters::LevelFilter};
use tracing_opentelemetry::{OpenTelemetryLayer, OpenTelemetrySpanExt};
use tracing_subscriber::{
    Layer,
    filter::{Filtered, Targets},
};
use url::Url;

/// The header that carries the trace context.
pub const TRACEPARENT: &str = "traceparent";

/// Crates whose spans are exported. Spans of libraries would expose secrets, and exporting the
/// exporter's own spans would create new ones endlessly.
const OURS: [&str; 3] = ["api", "shared", "worker"];

/// Exports spans to a collector in the background.
pub(super) struct Exporter {
    provider: SdkTracerProvider,
    tracer: Tracer,
}

impl Exporter {
    /// Exports to a collector's OTLP endpoint over HTTP. OpenTelemetry reads the sampling settings
    /// `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` itself.
    pub(super) fn new(endpoint: &Url, service: &'static str) -> Result<Self, ExporterBuildError> {
        let endpoint = format!("{}/v1/traces", endpoint.as_str().trim_end_matches('/'));
        let exporter = SpanExporter::builder().with_http().with_endpoint(endpoint).build()?;
        let resource = Resource::builder()
            .with_service_name(service)
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource)
            .build();
        let tracer = provider.tracer("curbhold");
        Ok(Self { provider, tracer })
    }

    /// The tracing layer that records spans. It is independent of the log filter, which may exclude
    /// spans.
    pub(super) fn layer<S>(&self) -> Filtered<OpenTelemetryLayer<S, Tracer>, Targets, S>
    where
        S: tracing::Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>,
    {
        let ours =
            Targets::new().with_targets(OURS.map(|name| (name, LevelFilter::from(Level::INFO))));
        OpenTelemetryLayer::new(self.tracer.clone()).with_filter(ours)
    }

    /// Exports the remaining spans.
    pub(super) fn flush(self) {
        if let Err(error) = self.provider.shutdown() {
            tracing::warn!(%error, "Some spans were not sent");
        }
    }
}

/// The current span as a `traceparent`; `None` when tracing is off.
pub fn current() -> Option<String> {
    let mut carrier = HashMap::new();
    TraceContextPropagator::new().inject_context(&Span::current().context(), &mut carrier);
    carrier.remove(TRACEPARENT)
}

/// Sets the parent of `span` from `traceparent`; without a valid one, `span` starts a new trace.
pub fn follow(span: &Span, traceparent: Option<&str>) {
    let Some(traceparent) = traceparent else { return };
    let carrier = HashMap::from([(TRACEPARENT.to_owned(), traceparent.to_owned())]);
    let parent = TraceContextPropagator::new().extract(&carrier);
    if span.set_parent(parent).is_err() {
        tracing::debug!("Tracing is off");
    }
}
