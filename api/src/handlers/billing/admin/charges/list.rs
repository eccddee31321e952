//! List of charges.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{
    Error,
    billing::{
        domain::{charge::ChargeState, charge_kind::ChargeKind},
        models::charge::Charge,
    },
    platform::domain::ids::ChargeId,
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Permitted, choice, permissions::ViewMoney},
    handlers::admin::next_cursor,
    problem::Problem,
    views::ChargeView,
};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedCharge {
    id: Uuid,
    /// `null` for a charge of another subject.
    reservation_id: Option<Uuid>,
    /// The wallet, permit, invoice or carried amount; `null` for a charge of a reservation.
    subject_id: Option<Uuid>,
    /// `stay`, `extension`, `overstay`, `no_show`, `late_cancellation`, `top_up`, `permit`,
    /// `subscription`, `invoice` or `carried_over`.
    #[schema(value_type = String, example = "stay")]
    kind: ChargeKind,
    city_id: Uuid,
    /// `null` until the stay is over.
    charge: Option<ChargeView>,
}

/// A page of charges, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Charges {
    charges: Vec<ListedCharge>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListCharges {
    /// Such as `paid`; `overdue` for all that is, `refund_failed` for those with a refund that did
    /// not arrive
    #[serde(default, deserialize_with = "state_filter")]
    #[param(value_type = Option<String>)]
    state: Option<StateFilter>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<ChargeId>>,
}

enum StateFilter {
    Is(ChargeState),
    Overdue,
    RefundFailed,
}

fn state_filter<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<StateFilter>, D::Error> {
    choice(deserializer, |text| match text {
        "overdue" => Ok(StateFilter::Overdue),
        "refund_failed" => Ok(StateFilter::RefundFailed),
        _ => {
            let state = text.parse::<ChargeState>().map(StateFilter::Is);
            state.map_err(|error| format!("{error}, overdue, refund_failed"))
        }
    })
}

/// List charges
///
/// Filters by state, by overdue charges or by failed refunds.
#[utoipa::path(get, path = "/api/v1/admin/charges", tag = "admin",
    security(("bearer" = ["view_money"])), params(ListCharges),
    responses((status = 200, body = Charges),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_charges(
    State(app): State<App>,
    operator: Permitted<ViewMoney>,
    Params(query): Params<ListCharges>,
) -> Result<Body<Charges>, Problem> {
    let refund_failed = matches!(query.state, Some(StateFilter::RefundFailed));
    let states = match query.state {
        None | Some(StateFilter::RefundFailed) => ChargeState::ALL.to_vec(),
        Some(StateFilter::Overdue) => ChargeState::OVERDUE.to_vec(),
        Some(StateFilter::Is(state)) => vec![state],
    };
    let (limit, before) = (query.limit.0, query.cursor.map(|cursor| cursor.0));
    let scope = operator.scope();
    let found = app.db.read(move |conn| {
        Ok::<_, Error>(Charge::search(conn, &states, refund_failed, &scope, before, limit + 1)?)
    });
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |charge| charge.id.0);
    let view = |charge: Charge| ListedCharge {
        id: charge.id.0,
        reservation_id: charge.reservation_id.map(|id| id.0),
        subject_id: charge.subject_id,
        kind: charge.kind,
        city_id: charge.city_id.0,
        charge: ChargeView::new(charge),
    };
    Ok(Body(Charges { charges: found.into_iter().map(view).collect(), next_cursor }))
}
