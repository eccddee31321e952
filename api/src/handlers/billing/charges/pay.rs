//! Payment of a charge.

use axum::{Json, extract::State};
use serde::Serialize;
use shared::{
    Error,
    billing::{domain::charge::ChargeEvent, models::card_on_file::CardOnFile},
    platform::{config::limits::Limit, domain::ids::ChargeId},
};
use utoipa::ToSchema;

use super::show::{OwedView, owed};
use crate::{
    App,
    extract::{ChargeAccess, ClientAddress, Id},
    limits::RateLimitScope,
    problem::Problem,
};

/// Parameters for Stripe.js to confirm the payment.
#[derive(Serialize, ToSchema)]
pub(crate) struct PaymentView {
    /// Client secret of the PaymentIntent, used by Stripe.js.
    client_secret: String,
    payment_intent_id: String,
    publishable_key: String,
    /// Stripe's status of the PaymentIntent.
    #[schema(example = "requires_payment_method")]
    status: String,
    /// Card of the reservation, or the default card of the user who owes a charge without one.
    /// Offered for the payment; another card is accepted as well.
    payment_method_id: Option<String>,
}

/// Begin to pay
///
/// Returns the PaymentIntent of the charge, the same one whose collection failed. The browser
/// confirms it with this card or another, with authentication by the bank if required. Afterwards
/// call *Check the payment*.
#[utoipa::path(post, path = "/api/v1/charges/{id}/payment", tag = "charges",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The charge")),
    responses((status = 200, body = PaymentView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn begin_payment(
    State(app): State<App>,
    access: ChargeAccess,
    address: ClientAddress,
    id: Id,
) -> Result<Json<PaymentView>, Problem> {
    app.limits.check(Limit::Card, &[RateLimitScope::Address(address), access.into()]).await?;
    let charge = access.charge(&app, ChargeId(id.0)).await?;
    if !charge.state.can_be_paid() {
        return Err(charge.state.transition_error(ChargeEvent::Collect).into());
    }
    let payment = app.payments().begin(charge.id, app.now()).await?;
    let card =
        app.db.read(move |conn| Ok::<_, Error>(CardOnFile::of_charge(conn, &charge)?)).await?;
    Ok(Json(PaymentView {
        client_secret: payment.client_secret,
        payment_intent_id: payment.id,
        publishable_key: app.stripe.publishable_key.clone(),
        status: payment.status,
        payment_method_id: card.map(|card| card.stripe_payment_method_id),
    }))
}

/// Check the payment
///
/// Retrieves the status of the payment from Stripe and updates the charge.
#[utoipa::path(post, path = "/api/v1/charges/{id}/sync", tag = "charges", security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The charge")),
    responses((status = 200, body = OwedView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn sync_charge(
    State(app): State<App>,
    access: ChargeAccess,
    address: ClientAddress,
    id: Id,
) -> Result<Json<OwedView>, Problem> {
    app.limits.check(Limit::Stripe, &[RateLimitScope::Address(address), access.into()]).await?;
    let charge = access.charge(&app, ChargeId(id.0)).await?;
    if let Some(payment_id) = charge.stripe_payment_intent_id.filter(|_| charge.state.can_be_paid())
    {
        app.payments().sync(&payment_id, app.now()).await?;
    }
    owed(&app, charge.id).await
}
