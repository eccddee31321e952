//! Liveness and readiness of the api.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use shared::{Error, platform::db};
use utoipa::ToSchema;

use crate::App;

/// Liveness response.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    #[schema(example = "ok")]
    status: &'static str,
}

/// Liveness check
///
/// Does not query any other service.
#[utoipa::path(get, path = "/api/v1/health", tag = "health", responses((status = 200,
    body = Health)))]
pub(crate) async fn show_health() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// Liveness check at the path used by orchestrators
///
/// Does not query any other service.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = Health)))]
pub(crate) async fn show_liveness() -> Json<Health> {
    show_health().await
}

/// Status of each dependency: `ok` or an error message.
#[derive(Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// Required: the status code is 503 without it.
    postgresql: String,
    /// If it is down, reservations work, and jobs wait until it is back.
    rabbitmq: String,
    /// If it is down, maps receive no live updates.
    redis: String,
    /// If none is running, new reservations are refused, because nothing would end and bill them.
    workers: String,
}

/// Readiness check
///
/// Returns 503 if PostgreSQL does not respond. Failures of RabbitMQ, Redis or the workers do not
/// make the api unready.
#[utoipa::path(get, path = "/readyz", tag = "health",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness)))]
pub(crate) async fn show_readiness(State(app): State<App>) -> (StatusCode, Json<Readiness>) {
    let (postgresql, rabbitmq, redis, workers) = tokio::join!(
        app.db.read(|conn| Ok::<_, Error>(db::ping(conn)?)),
        app.amqp.ping(),
        app.cache.ping(),
        app.workers.status(&app.db, app.now()),
    );
    let status = if postgresql.is_ok() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let readiness = Readiness {
        postgresql: status_text(postgresql),
        rabbitmq: status_text(rabbitmq),
        redis: status_text(redis),
        workers,
    };
    (status, Json(readiness))
}

fn status_text<E: std::fmt::Display>(result: Result<(), E>) -> String {
    result.map_or_else(|error| error.to_string(), |()| "ok".to_owned())
}
