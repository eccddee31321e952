//! Actions of an operator on behalf of a driver.

use axum::Json as Body;
use chrono::{DateTime, Utc};
use shared::{
    Error, Result,
    places::{domain::terms::Terms, models::place},
    platform::{
        db::PgConnection,
        domain::{ids::ReservationId, language::Language},
    },
    reservations::{
        models::{reservation_details::ReservationDetails, segment},
        operations::OperatorAction,
    },
};

use crate::{
    App,
    extract::{Id, Permitted, permissions::ManageReservations},
    handlers::admin::{Reason, note},
    problem::Problem,
    views::ReservationView,
};

/// An operation on behalf of a driver.
type Operation =
    fn(&mut PgConnection, &OperatorAction, &Terms, DateTime<Utc>) -> Result<ReservationDetails>;

/// Runs an operation, and returns the reservation as the driver sees it.
pub(super) async fn act_for_driver(
    app: App,
    operator: Permitted<ManageReservations>,
    id: Id,
    body: Reason,
    operation: Operation,
) -> Result<Body<ReservationView>, Problem> {
    let action = OperatorAction {
        id: ReservationId(id.0),
        principal: operator.principal(),
        note: note(&body.note)?,
        audit: operator.audit_context(),
    };
    let (terms, scope, now) = (app.terms.clone(), operator.scope(), app.now());
    let changed = app.db.write(move |conn| {
        scope.check(place::of_reservation(conn, action.id)?)?;
        let details = operation(conn, &action, &terms, now)?;
        Ok::<_, Error>((details, segment::tariff_of(conn, action.id)?))
    });
    let (details, tariff) = changed.await?;
    Ok(Body(ReservationView::new(details, now).with_tariff(tariff, Some(Language::English))))
}
