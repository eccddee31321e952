//! Whether the api lives, and whether it can work.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use shared::{Error, platform::db};
use utoipa::ToSchema;

use crate::App;

/// A sign of life.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    #[schema(example = "ok")]
    status: &'static str,
}

/// Whether the api lives
///
/// Asks nothing of anybody else.
#[utoipa::path(get, path = "/api/v1/health", tag = "health", responses((status = 200,
    body = Health)))]
pub(crate) async fn show_health() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// The same, at the address where orchestrators look
///
/// Asks nothing of anybody else.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = Health)))]
pub(crate) async fn show_liveness() -> Json<Health> {
    show_health().await
}

/// What the api needs, each `ok` or what is wrong with it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// Without it nothing works: 503.
    postgresql: String,
    /// Without it reservations work, and what is due waits until it is back.
    rabbitmq: String,
    /// Without it there is no news on maps.
    redis: String,
    /// Without any, no new reservations are taken: nobody would end and bill them.
    workers: String,
}

/// Whether the api can work
///
/// 503 when PostgreSQL does not answer. RabbitMQ, Redis and the workers may be away without taking
/// the api out of service.
#[utoipa::path(get, path = "/readyz", tag = "health",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness)))]
pub(crate) async fn show_readiness(State(app): State<App>) -> (StatusCode, Json<Readiness>) {
    let (postgresql, rabbitmq, redis, workers) = tokio::join!(
        app.db.read(|conn| Ok::<_, Error>(db::ping(conn)?)),
        app.amqp.ping(),
        app.cache.ping(),
        app.workers.tell(&app.db, app.now()),
    );
    let status = if postgresql.is_ok() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let readiness = Readiness {
        postgresql: told(postgresql),
        rabbitmq: told(rabbitmq),
        redis: told(redis),
        workers,
    };
    (status, Json(readiness))
}

fn told<E: std::fmt::Display>(answer: Result<(), E>) -> String {
    answer.map_or_else(|error| error.to_string(), |()| "ok".to_owned())
}
