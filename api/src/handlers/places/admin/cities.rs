//! Cities: list, create and change.

use axum::{Json as Body, extract::State, http::StatusCode};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::{
        domain::time_zone::{TIME_ZONE_MESSAGE, parse_time_zone},
        models::city::{City, CityChanges},
        operations::{self, CreateCity as NewCity},
    },
    platform::{
        domain::{ids::CityId, money::Currency, text::TextRule},
        error::FieldError,
    },
    reservations,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Json, Operator},
    handlers::admin::{checked, errors},
    problem::Problem,
};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CityView {
    id: Uuid,
    /// Short name for commands and URLs.
    #[schema(example = "new-york")]
    slug: String,
    #[schema(example = "New York")]
    name: String,
    /// IANA time zone.
    #[schema(example = "America/New_York")]
    time_zone: String,
    /// ISO 4217 currency of all rates and charges in the city.
    #[schema(example = "USD")]
    currency: &'static str,
}

/// All cities, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Cities {
    cities: Vec<CityView>,
}

/// A city to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateCity {
    /// Words of lower-case letters and digits, separated by `-`.
    #[schema(example = "new-york")]
    slug: String,
    #[schema(example = "New York")]
    name: String,
    /// IANA time zone.
    #[schema(example = "America/New_York")]
    time_zone: String,
    /// ISO 4217: `CAD`, `EUR`, `GBP`, `JPY` or `USD`.
    #[schema(example = "USD")]
    currency: String,
}

/// Fields to change. An omitted field keeps its value.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct UpdateCity {
    slug: Option<String>,
    name: Option<String>,
    time_zone: Option<String>,
    /// Can be changed only while there are no held or confirmed reservations and no charges.
    currency: Option<String>,
}

impl From<City> for CityView {
    fn from(city: City) -> Self {
        let City { id, slug, name, time_zone, currency } = city;
        Self {
            id: id.0,
            slug,
            name,
            time_zone: time_zone.name().to_owned(),
            currency: currency.code(),
        }
    }
}

/// Validates a slug: words of lower-case letters and digits, separated by `-`.
fn slug(text: &str) -> Result<String, FieldError> {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    if text.len() <= 60 && text.split('-').all(is_word) {
        Ok(text.to_owned())
    } else {
        Err(FieldError::new(
            "slug",
            "malformed",
            "must be lower-case letters and digits, in words divided by -",
        ))
    }
}

fn time_zone(text: &str) -> Result<Tz, FieldError> {
    parse_time_zone(text).ok_or_else(|| FieldError::new("time_zone", "unknown", TIME_ZONE_MESSAGE))
}

fn currency(text: &str) -> Result<Currency, FieldError> {
    text.parse()
        .map_err(|_| FieldError::new("currency", "unknown", "must be CAD, EUR, GBP, JPY or USD"))
}

/// List cities
#[utoipa::path(get, path = "/api/v1/admin/cities", tag = "admin", security(("bearer" = [])),
    responses((status = 200, body = Cities),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_cities(
    State(app): State<App>,
    _: Operator,
) -> Result<Body<Cities>, Problem> {
    let found = app.db.read(|conn| Ok::<_, Error>(City::all(conn)?)).await?;
    Ok(Body(Cities { cities: found.into_iter().map(CityView::from).collect() }))
}

/// Add a city
#[utoipa::path(post, path = "/api/v1/admin/cities", tag = "admin", security(("bearer" = [])),
    request_body = CreateCity,
    responses((status = 201, body = CityView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_city(
    State(app): State<App>,
    operator: Operator,
    Json(body): Json<CreateCity>,
) -> Result<(StatusCode, Body<CityView>), Problem> {
    let mut wrong = Vec::new();
    let slug = errors(&mut wrong, slug(&body.slug));
    let name = errors(&mut wrong, checked("name", &body.name, TextRule::NAME));
    let time_zone = errors(&mut wrong, time_zone(&body.time_zone));
    let currency = errors(&mut wrong, currency(&body.currency));
    let (Some(slug), Some(name), Some(time_zone), Some(currency)) =
        (slug, name, time_zone, currency)
    else {
        return Err(Error::Invalid(wrong).into());
    };
    let new = NewCity { slug, name, time_zone, currency };
    let (audit, now) = (operator.audit_context(), app.now());
    let created =
        app.db.write(move |conn| operations::create_city(conn, &new, &audit, now)).await?;
    Ok((StatusCode::CREATED, Body(created.into())))
}

/// Change a city
///
/// The currency can be changed only while there are no held or confirmed reservations and no
/// charges, because amounts are never converted.
#[utoipa::path(patch, path = "/api/v1/admin/cities/{id}", tag = "admin", security(("bearer" = [])),
    request_body = UpdateCity,
    params(("id" = Uuid, Path, description = "The city")),
    responses((status = 200, body = CityView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_city(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<UpdateCity>,
) -> Result<Body<CityView>, Problem> {
    let mut wrong = Vec::new();
    let changes = CityChanges {
        slug: body.slug.and_then(|text| errors(&mut wrong, slug(&text))),
        name: body.name.and_then(|text| errors(&mut wrong, checked("name", &text, TextRule::NAME))),
        time_zone: body
            .time_zone
            .and_then(|text| errors(&mut wrong, time_zone(&text)))
            .map(Tz::name),
        currency: body
            .currency
            .and_then(|text| errors(&mut wrong, currency(&text)))
            .map(Currency::code),
    };
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong).into());
    }
    let (audit, now, id) = (operator.audit_context(), app.now(), CityId(id.0));
    let changed = app
        .db
        .write(move |conn| reservations::operations::update_city(conn, id, &changes, &audit, now))
        .await?;
    Ok(Body(changed.into()))
}
