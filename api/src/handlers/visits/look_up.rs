//! Look-up of a code: the site, the rules, and what the caller lacks to enter.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Error, Result,
    equipment::{
        domain::code_kind::CodeKind,
        models::{entry_code::EntryCode, lane::Lane},
        operations::{Presented, resolve_code},
    },
    identity::{
        domain::{principal::Principal, vehicle::VehicleClass},
        models::vehicle::Vehicle,
    },
    places::{
        domain::terms::Terms,
        models::{site::Site, site_on_map::SiteOnMap, spot::Spot, terms},
    },
    platform::{
        config::limits::Limit,
        db::PgConnection,
        domain::{
            ids::SiteId,
            language::Language,
            period::{Period, next_second},
        },
        error::OverdueCharge,
        token::Tokens,
    },
    visits::{
        domain::{end_reason::EndReason, site_count::SiteCount},
        models::{site_count, visit::Visit, visit_details::VisitDetails},
        operations::open_exit::last_visit,
    },
};

use super::{
    code_view::{CodeView, LaneRef, SpotRef},
    needs::{Needs, needs},
    presented::{PresentedBody, is_for},
    view::{VisitView, VisitViews},
};
use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, Json, ReservationAccess},
    handlers::{
        identity::vehicles::VehicleView,
        places::sites::{SiteListItem, ordinary_offer, rules_of, spot_offer, zones_of},
        reservations::overdue_views,
    },
    limits::RateLimitScope,
    problem::Problem,
    search::OfferTerms,
};

/// Time after the end of a visit in which a code for both directions may be used to leave.
const LEAVES_LATE_WITHIN: TimeDelta = TimeDelta::hours(24);

/// A look-up by a caller, who may be unknown.
struct LookUp<'a> {
    principal: Option<Principal>,
    language: Option<Language>,
    tokens: &'a Tokens,
    /// The defaults.
    terms: &'a Terms,
    now: DateTime<Utc>,
}

/// Look up a code
///
/// Returns the site and the lane of a scanned code, typed words or a read NFC tag, the caller's
/// visit, and what the caller lacks to enter. Nothing changes: the counter of a tag is not
/// used. Works without signing in.
#[utoipa::path(post, path = "/api/v1/entry-codes/look-up", tag = "visits",
    security((), ("bearer" = [])),
    request_body = PresentedBody,
    responses((status = 200, body = CodeView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn look_up_code(
    State(app): State<App>,
    access: Option<ReservationAccess>,
    address: ClientAddress,
    AcceptLanguage(language): AcceptLanguage,
    Json(body): Json<PresentedBody>,
) -> Result<Body<CodeView>, Problem> {
    let principal = access.map(|access| access.0);
    let caller = principal.map(RateLimitScope::from);
    let scopes: Vec<_> = caller.into_iter().chain([RateLimitScope::Address(address)]).collect();
    app.limits.check(Limit::LookUp, &scopes).await?;
    let presented = body.members().require(&app.quote_signer)?;
    let (tokens, terms, now) = (app.tokens.clone(), app.terms.clone(), app.now());
    let read = move |conn: &mut _| {
        let look_up = LookUp { principal, language, tokens: &tokens, terms: &terms, now };
        look_up.read(conn, &presented)
    };
    let (mut view, overdue) = app.db.read(read).await?;
    view.overdue = overdue_views(&app, &overdue)?;
    Ok(Body(view))
}

impl LookUp<'_> {
    /// Returns the code, and the caller's overdue charges if they prevent the entry.
    fn read(
        &self,
        conn: &mut PgConnection,
        presented: &Presented,
    ) -> Result<(CodeView, Vec<OverdueCharge>)> {
        let (code, means) =
            (resolve_code(conn, presented, self.tokens, self.now)?.code, presented.means());
        let site = SiteOnMap::of_ids(conn, &[code.site_id])?.pop().ok_or(Error::NotFound)?;
        let count = site_count::of_sites(conn, &[code.site_id], self.now)?.pop();
        let count = count.ok_or(Error::NotFound)?;
        let lane = code.lane_id.map(|id| Lane::find(conn, id)).transpose()?;
        let spot = code.spot_id.map(|id| Spot::find(conn, id)).transpose()?;
        let open = self.open_visit(conn, code.site_id)?;
        let is_inside = open.as_ref().is_some_and(|open| open.site_id == code.site_id);
        let ended = if is_inside { None } else { self.ended_visit(conn, &code)? };
        let visit = ended.or(open);
        let needs = if is_inside || !is_for(conn, &code, false)? {
            Needs::step(self.principal.is_none().then_some("sign_in"))
        } else {
            let entrance = (means, &count.rules);
            needs(conn, code.site_id, self.principal, entrance, self.terms, self.now)?
        };
        let view = CodeView {
            kind: code.kind.as_str(),
            means: means.as_str(),
            site: SiteListItem::new(&site, &count, self.terms),
            lane: lane.map(LaneRef::new),
            spot: spot.map(|spot| SpotRef { id: spot.id.0, label: spot.label }),
            rules: self.rules(conn, &code, &count)?,
            other_site: visit.as_ref().is_some_and(|visit| visit.site_id != code.site_id),
            open_visit: visit.map(|visit| self.visit(conn, visit)).transpose()?,
            needs: needs.step,
            overdue: Vec::new(),
            vehicles: self.vehicles(conn)?,
        };
        Ok((view, needs.overdue))
    }

    /// Returns the caller's open visit: that at the site, else the latest at another one.
    fn open_visit(&self, conn: &mut PgConnection, site_id: SiteId) -> Result<Option<Visit>> {
        let mut open = match self.principal {
            Some(Principal::User(id)) => Visit::open_of_user(conn, id)?,
            Some(Principal::ReservationLink(id)) => {
                let visit = Visit::of_reservation(conn, id)?;
                visit.into_iter().filter(Visit::is_open).collect()
            }
            _ => Vec::new(),
        };
        let here = open.iter().rposition(|visit| visit.site_id == site_id);
        Ok(here.map(|index| open.swap_remove(index)).or_else(|| open.pop()))
    }

    /// Returns the caller's latest visit at the site of an exit, if it has ended and the vehicle is
    /// not known to have left. In a lane for both directions the vehicle may be about to enter:
    /// then only a visit that has ended by itself, and not long ago.
    fn ended_visit(&self, conn: &mut PgConnection, code: &EntryCode) -> Result<Option<Visit>> {
        if code.lane_id.is_none() || !is_for(conn, code, true)? {
            return Ok(None);
        }
        let last = last_visit(conn, self.principal, code.site_id, self.now)?;
        let has_just_ended = |visit: &Visit| {
            let is_recent = visit.ended_at.is_some_and(|at| self.now < at + LEAVES_LATE_WITHIN);
            is_recent && visit.end_reason != Some(EndReason::Exit)
        };
        Ok(last.filter(|visit| {
            let is_leaving = code.kind == CodeKind::Exit || has_just_ended(visit);
            !visit.is_open() && visit.departed_at.is_none() && is_leaving
        }))
    }

    fn visit(&self, conn: &mut PgConnection, visit: Visit) -> Result<VisitView> {
        let details = VisitDetails::of_visit(conn, visit, self.now)?;
        VisitViews::new(self.tokens, self.language, self.now).view(conn, details)
    }

    /// Returns the rules of the spot of the code, or else of an ordinary spot of the site.
    fn rules(
        &self,
        conn: &mut PgConnection,
        code: &EntryCode,
        count: &SiteCount,
    ) -> Result<String> {
        let site = Site::find(conn, code.site_id)?;
        let terms = terms::at_site(conn, self.terms, &site)?;
        let starts_at = next_second(self.now);
        let Some(period) = Period::new(starts_at, starts_at + terms.min_stay) else {
            return Ok(String::new());
        };
        let (class, longest) = (VehicleClass::Car, terms.max_stay);
        let offer_terms =
            OfferTerms { class, longest, language: self.language.unwrap_or_default() };
        let zones: Vec<_> = zones_of(count).collect();
        let offer = match code.spot_id {
            Some(id) => spot_offer(conn, id, period, offer_terms, self.now)?,
            None => ordinary_offer(conn, &zones, period, offer_terms, self.now)?,
        };
        Ok(rules_of(offer.as_ref()))
    }

    fn vehicles(&self, conn: &mut PgConnection) -> Result<Vec<VehicleView>> {
        let Some(id) = self.principal.and_then(Principal::user_id) else { return Ok(Vec::new()) };
        let saved = Vehicle::of_user(conn, id)?.into_iter();
        Ok(saved.map(|vehicle| VehicleView::new(vehicle, self.tokens)).collect())
    }
}
