//! Live figures of cities and jobs.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    analytics::models::figures::{self, CityFigures},
    billing::models::{charge::Charge, stripe_alarm::StripeAlarm},
    identity::domain::permission::Permission,
    platform::domain::money::{Currency, Money},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Permitted, permissions::ViewFigures},
    problem::Problem,
    views::MoneyView,
};

/// Live figures of a city. Each spot counts once, in this order of precedence: taken or held,
/// retired, closed, free.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CityFiguresView {
    city_id: Uuid,
    name: String,
    /// Spots that can be reserved now.
    free: i64,
    /// Spots with an active hold.
    held: i64,
    /// Spots with a stay in progress.
    taken: i64,
    /// Spots with an active closure.
    closed: i64,
    /// Spots that are out of service.
    retired: i64,
    /// Amount billed since midnight in the city.
    billed_today: MoneyView,
    /// Amount collected since midnight in the city, for charges of any day.
    collected_today: MoneyView,
    /// Amount that drivers have been asked to pay and have not paid.
    overdue: MoneyView,
    /// Number of overdue charges.
    overdue_charges: i64,
}

/// Live figures of the job queue.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobFiguresView {
    /// Jobs whose scheduled time has passed and that have not started.
    due: i64,
    /// Age of the oldest due job, in seconds; 0 if there is none.
    lag_seconds: i64,
    /// Jobs that failed and will be retried.
    retrying: i64,
    /// Jobs that exhausted their attempts and need an operator.
    dead: i64,
}

/// A Stripe error that needs an operator, such as a revoked key. Until it is resolved nothing is
/// collected, and drivers are not notified.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StripeAlarmView {
    /// The failed Stripe call.
    #[schema(example = "create_payment")]
    call: String,
    /// `authentication`, `permission`, or another class of `docs/PAYMENTS.md`.
    #[schema(example = "authentication")]
    class: String,
    /// Stripe's error message.
    message: String,
    first_at: DateTime<Utc>,
    last_at: DateTime<Utc>,
}

/// Live figures.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Figures {
    at: DateTime<Utc>,
    /// Cities in which the user may see figures.
    cities: Vec<CityFiguresView>,
    /// `null` without the permission `view_jobs`.
    jobs: Option<JobFiguresView>,
    /// Stripe errors of the last 30 minutes that need an operator; empty without the permission
    /// `view_reconciliations`.
    stripe_alarms: Vec<StripeAlarmView>,
    /// Charges of these cities with a failed refund and no refund issued since.
    failed_refunds: i64,
}

/// Show live figures
///
/// Computed for each request: spots by state, revenue since midnight in each city, overdue charges
/// and job lag.
#[utoipa::path(get, path = "/api/v1/admin/figures", tag = "admin",
    security(("bearer" = ["view_figures"])),
    responses((status = 200, body = Figures),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_figures(
    State(app): State<App>,
    operator: Permitted<ViewFigures>,
) -> Result<Json<Figures>, Problem> {
    let (now, scope, sees_jobs) = (app.now(), operator.scope(), operator.has(Permission::ViewJobs));
    let sees_alarms = operator.has(Permission::ViewReconciliations);
    let found = app.db.read(move |conn| {
        let jobs = if sees_jobs { Some(figures::of_jobs(conn, now)?) } else { None };
        let alarms = if sees_alarms { StripeAlarm::active(conn, now)? } else { Vec::new() };
        let failed_refunds = Charge::count_refund_failed(conn, &scope)?;
        Ok::<_, Error>((figures::of_cities(conn, &scope, now)?, jobs, alarms, failed_refunds))
    });
    let (cities, jobs, alarms, failed_refunds) = found.await?;
    let stripe_alarms = alarms.into_iter().map(|alarm| {
        let StripeAlarm { call, class, message, first_at, last_at } = alarm;
        StripeAlarmView { call, class, message, first_at, last_at }
    });
    let stripe_alarms = stripe_alarms.collect();
    let cities = cities.into_iter().map(view).collect::<Result<_, _>>()?;
    let jobs = jobs.map(|jobs| JobFiguresView {
        due: jobs.due,
        lag_seconds: jobs.oldest_due.map_or(0, |due| (now - due).num_seconds()),
        retrying: jobs.retrying,
        dead: jobs.dead,
    });
    Ok(Json(Figures { at: now, cities, jobs, stripe_alarms, failed_refunds }))
}

fn view(city: CityFigures) -> Result<CityFiguresView, Error> {
    let currency: Currency = city
        .currency
        .parse()
        .map_err(|_| Error::Internal(format!("currency {}", city.currency)))?;
    let money = |minor| Money::new(minor, currency).into();
    Ok(CityFiguresView {
        city_id: city.id.0,
        name: city.name,
        free: city.free,
        held: city.held,
        taken: city.taken,
        closed: city.closed,
        retired: city.retired,
        billed_today: money(city.billed_minor),
        collected_today: money(city.collected_minor),
        overdue: money(city.overdue_minor),
        overdue_charges: city.overdue,
    })
}
