//! The exit, for a vehicle with or without a visit.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    equipment::operations::{Presented, resolve_code},
    identity::domain::principal::Principal,
    places::domain::terms::Terms,
    platform::{config::limits::Limit, db::PgConnection, token::Tokens},
    visits::operations::{self, OpenedExit, SeenAt},
};
use utoipa::ToSchema;

use super::{
    create::PositionBody,
    presented::{CodeMembers, TagMessage, check_direction},
    view::{BarrierView, VisitView, visit_view},
};
use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, Json, ReservationAccess},
    limits::RateLimitScope,
    problem::Problem,
};

/// A vehicle in front of an exit: give `code`, `words` or `nfc`.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct OpenExit {
    /// Content of a scanned code: the part of its address behind `/go/`.
    code: Option<String>,
    /// The three words below a code, in any spelling.
    #[schema(example = "maple river stone")]
    words: Option<String>,
    /// Message of an NFC tag.
    nfc: Option<TagMessage>,
    /// Needed without signing in.
    position: Option<PositionBody>,
}

/// An exit that was opened.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenedExitView {
    /// The caller's visit at the site: it ends now, or has ended before; `null` without one.
    visit: Option<VisitView>,
    /// The command to the barrier; `null` if the lane has none that is opened from here.
    barrier: Option<BarrierView>,
}

/// A validated request.
struct Exit {
    presented: Presented,
    principal: Option<Principal>,
    position: Option<SeenAt>,
}

impl OpenExit {
    fn members(&self) -> CodeMembers<'_> {
        CodeMembers {
            code: self.code.as_deref(),
            words: self.words.as_deref(),
            nfc: self.nfc.as_ref(),
        }
    }
}

impl Exit {
    fn open(
        &self,
        conn: &mut PgConnection,
        tokens: &Tokens,
        terms: &Terms,
        now: DateTime<Utc>,
    ) -> Result<OpenedExit> {
        let resolved = resolve_code(conn, &self.presented, tokens, now)?;
        check_direction(conn, &resolved.code, true)?;
        let lane_id = resolved.code.lane_id.ok_or(Error::NoBarrier)?;
        resolved.spend(conn)?;
        let request = operations::OpenExit {
            lane_id,
            principal: self.principal,
            means: self.presented.means(),
            position: self.position,
        };
        operations::open_exit(conn, &request, terms, now)
    }
}

/// Open an exit
///
/// Opens the barrier for a vehicle that wants to leave: an exit is never refused. The open visit of
/// the caller at the site ends, as by `POST …/visits/{id}/exit`; with several of them the problem
/// is `already_inside` with one (`visit_id`). Without an open visit the barrier opens too, and the
/// operator sees an incident, unless the caller's visit has ended in the last ten minutes.
///
/// Works without signing in, for a caller whose position is near the site. With the code of an
/// entrance the problem is `wrong_direction`, and with a code that is at no lane `no_barrier`.
#[utoipa::path(post, path = "/api/v1/exits", tag = "visits",
    security((), ("bearer" = [])),
    request_body = OpenExit,
    responses((status = 200, body = OpenedExitView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn open_exit(
    State(app): State<App>,
    access: Result<Option<ReservationAccess>, Problem>,
    address: ClientAddress,
    AcceptLanguage(language): AcceptLanguage,
    Json(body): Json<OpenExit>,
) -> Result<Body<OpenedExitView>, Problem> {
    // A session that has ended keeps nobody inside.
    let principal = access.ok().flatten().map(|access| access.0);
    let caller = principal.map(RateLimitScope::from);
    let scopes: Vec<_> = caller.into_iter().chain([RateLimitScope::Address(address)]).collect();
    app.limits.check(Limit::Entry, &scopes).await?;
    if principal.is_none() || body.members().has_words() {
        app.limits.check(Limit::LookUp, &scopes).await?;
    }
    let exit = Exit {
        presented: body.members().require(&app.quote_signer)?,
        principal,
        position: body.position.map(PositionBody::validate).transpose()?,
    };
    let (tokens, terms, now) = (app.tokens.clone(), app.terms.clone(), app.now());
    let open = move |conn: &mut _| exit.open(conn, &tokens, &terms, now);
    let OpenedExit { lane, visit, command } = app.db.write(open).await?;
    app.visit_changed(lane.site_id, command.is_some());
    let visit = match (visit, principal) {
        (Some(visit), Some(principal)) => {
            Some(visit_view(&app, visit.id, principal, language).await?)
        }
        _ => None,
    };
    let barrier = command.map(|command| BarrierView::new(&command, lane.name, now));
    Ok(Body(OpenedExitView { visit, barrier }))
}
