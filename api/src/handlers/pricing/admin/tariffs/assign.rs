//! Assignment of a tariff to a place.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    identity::domain::vehicle::VehicleClass,
    platform::{
        domain::ids::{SiteId, SpotId, TariffId, ZoneId},
        error::FieldError,
    },
    pricing::{
        domain::posted::AssignmentPlace,
        models::{assignment_details::AssignmentDetails, tariff::TariffRecord},
        operations,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::AssignmentView;
use crate::{
    App,
    extract::{Id, Instant, Json, Permitted, permissions::ManageTariffs},
    handlers::admin::errors,
    problem::Problem,
};

/// An assignment to make, at one place at most; without a place, the tariff is assigned to its
/// city.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AssignTariff {
    site_id: Option<Uuid>,
    zone_id: Option<Uuid>,
    spot_id: Option<Uuid>,
    /// `car`, `motorcycle`, `scooter`, `van` or `truck`; for the classes without an assignment of
    /// their own if omitted.
    #[schema(example = "truck")]
    vehicle_class: Option<String>,
    /// Start, at most two years ahead; defaults to now.
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Instant>,
    /// Exclusive; without an end if omitted.
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Instant>,
}

/// The valid values of a request; without a place for the city of the tariff.
#[derive(Debug, Clone, Copy)]
struct Target {
    place: Option<AssignmentPlace>,
    vehicle_class: Option<VehicleClass>,
}

impl AssignTariff {
    fn target(&self) -> Result<Target, Error> {
        let mut wrong = Vec::new();
        let place = errors(&mut wrong, self.place()).flatten();
        let class = self.vehicle_class.as_deref();
        let vehicle_class = class.and_then(|text| errors(&mut wrong, vehicle_class(text)));
        if wrong.is_empty() {
            Ok(Target { place, vehicle_class })
        } else {
            Err(Error::Invalid(wrong))
        }
    }

    fn place(&self) -> Result<Option<AssignmentPlace>, FieldError> {
        let site = self.site_id.map(|id| ("site_id", AssignmentPlace::Site(SiteId(id))));
        let zone = self.zone_id.map(|id| ("zone_id", AssignmentPlace::Zone(ZoneId(id))));
        let spot = self.spot_id.map(|id| ("spot_id", AssignmentPlace::Spot(SpotId(id))));
        let mut places = [site, zone, spot].into_iter().flatten();
        match (places.next(), places.next()) {
            (Some((first, _)), Some((second, _))) => {
                let message = format!("cannot be given beside {first}");
                Err(FieldError::new(second, "conflicting", message))
            }
            (place, _) => Ok(place.map(|(_, place)| place)),
        }
    }
}

fn vehicle_class(text: &str) -> Result<VehicleClass, FieldError> {
    text.parse().map_err(|_| {
        let known: Vec<_> = VehicleClass::ALL.iter().map(|class| class.as_str()).collect();
        let message = format!("must be one of {}", known.join(", "));
        FieldError::new("vehicle_class", "unknown", message)
    })
}

/// Assign a tariff to a place
///
/// For a stay on a spot, the nearest place with an assignment counts: spot, zone, site, city; at
/// one place, the assignment for the vehicle class. Two assignments for the same place and class
/// cannot overlap.
#[utoipa::path(post, path = "/api/v1/admin/tariffs/{id}/assignments", tag = "admin",
    security(("bearer" = ["manage_tariffs"])),
    request_body = AssignTariff,
    params(("id" = Uuid, Path, description = "The tariff")),
    responses((status = 201, body = AssignmentView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn assign_tariff(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
    Json(body): Json<AssignTariff>,
) -> Result<(StatusCode, Body<AssignmentView>), Problem> {
    let (target, audit, now, id) =
        (body.target()?, operator.audit_context(), app.now(), TariffId(id.0));
    let scope = operator.scope();
    let assigned = app.db.write(move |conn| {
        let tariff = TariffRecord::find(conn, id)?;
        scope.check(tariff.place())?;
        let new = operations::AssignTariff {
            tariff_id: id,
            place: target.place.unwrap_or(AssignmentPlace::City(tariff.city_id)),
            vehicle_class: target.vehicle_class,
            starts_at: body.starts_at.map(|at| at.0),
            ends_at: body.ends_at.map(|at| at.0),
        };
        let assignment = operations::assign_tariff(conn, &new, &audit, now)?;
        Ok::<_, Error>(AssignmentDetails::find(conn, assignment.id)?)
    });
    Ok((StatusCode::CREATED, Body(AssignmentView::new(&assigned.await?, now))))
}
