//! How things stand.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    analytics::models::figures::{self, CityFigures},
    billing::models::{charge::Charge, stripe_alarm::StripeAlarm},
    platform::domain::money::{Currency, Money},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{App, extract::Operator, problem::Problem, views::MoneyView};

/// How a city stands. Each spot counts once: as taken or held, else as retired, else as closed,
/// else as free.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CityFiguresView {
    city_id: Uuid,
    name: String,
    /// Spots that could be reserved now.
    free: i64,
    /// Spots that a driver holds now.
    held: i64,
    /// Spots where somebody is parked.
    taken: i64,
    /// Spots that are closed now.
    closed: i64,
    /// Spots that are out of service.
    retired: i64,
    /// What was billed since midnight in the city.
    billed_today: MoneyView,
    /// What was collected since then, for whatever day.
    collected_today: MoneyView,
    /// What drivers have been told to pay and have not.
    overdue: MoneyView,
    /// How many charges that is.
    overdue_charges: i64,
}

/// How the jobs stand.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobFiguresView {
    /// Jobs that should be under way.
    due: i64,
    /// For how many seconds the oldest of them has been due; 0 when there is none.
    lag_seconds: i64,
    /// Jobs that failed and are tried again.
    retrying: i64,
    /// Jobs that have been given up and wait for a person.
    dead: i64,
}

/// An error of Stripe that has to be mended, such as a revoked key: until then nothing is
/// collected, and no driver is told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StripeAlarmView {
    /// The call to Stripe.
    #[schema(example = "create_payment")]
    call: String,
    /// `authentication`, `permission`, or another class of `docs/PAYMENTS.md`.
    #[schema(example = "authentication")]
    class: String,
    /// Stripe's message.
    message: String,
    first_at: DateTime<Utc>,
    last_at: DateTime<Utc>,
}

/// How things stand.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Figures {
    at: DateTime<Utc>,
    cities: Vec<CityFiguresView>,
    jobs: JobFiguresView,
    /// Errors of Stripe of the last half-hour that have to be mended.
    stripe_alarms: Vec<StripeAlarmView>,
    /// Charges with a refund that did not arrive, and no other one given since.
    failed_refunds: i64,
}

/// Show live figures
///
/// Counted afresh: spots by state, today's revenue in each city's day, what is overdue, how late
/// the jobs are.
#[utoipa::path(get, path = "/api/v1/admin/figures", tag = "admin", security(("bearer" = [])),
    responses((status = 200, body = Figures),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_figures(
    State(app): State<App>,
    _: Operator,
) -> Result<Json<Figures>, Problem> {
    let now = app.now();
    let found = app.db.read(move |conn| {
        let (cities, jobs) = (figures::of_cities(conn, now)?, figures::of_jobs(conn, now)?);
        Ok::<_, Error>((
            cities,
            jobs,
            StripeAlarm::active(conn, now)?,
            Charge::count_refund_failed(conn)?,
        ))
    });
    let (cities, jobs, alarms, failed_refunds) = found.await?;
    let stripe_alarms = alarms.into_iter().map(|alarm| {
        let StripeAlarm { call, class, message, first_at, last_at } = alarm;
        StripeAlarmView { call, class, message, first_at, last_at }
    });
    let stripe_alarms = stripe_alarms.collect();
    let cities = cities.into_iter().map(view).collect::<Result<_, _>>()?;
    let lag = jobs.oldest_due.map_or(0, |due| (now - due).num_seconds());
    let jobs = JobFiguresView {
        due: jobs.due,
        lag_seconds: lag,
        retrying: jobs.retrying,
        dead: jobs.dead,
    };
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
