//! Actions of an operator on behalf of a driver.

use axum::Json as Body;
use chrono::{DateTime, Utc};
use shared::{
    Result,
    places::domain::terms::Terms,
    platform::{db::PgConnection, domain::ids::ReservationId},
    reservations::{models::reservation_details::ReservationDetails, operations::OperatorAction},
};

use crate::{
    App,
    extract::{Id, Operator},
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
    operator: Operator,
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
    let (terms, now) = (app.terms.clone(), app.now());
    let details = app.db.write(move |conn| operation(conn, &action, &terms, now)).await?;
    Ok(Body(ReservationView::new(details, now)))
}
