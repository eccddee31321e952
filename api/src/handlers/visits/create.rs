//! Entry of a site by a code.

use axum::{Json as Body, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::{
    Error, Result,
    equipment::operations::{Presented, resolve_code},
    identity::domain::principal::Principal,
    places::domain::{position::Position, terms::Terms},
    platform::{
        db::PgConnection,
        domain::{
            ids::{CardId, ReservationId, SiteId, VehicleId, VisitId},
            language::Language,
        },
        models::idempotency_key::IdempotencyKey,
        token::Tokens,
    },
    pricing::quote_signer::QuoteSigner,
    visits::{
        models::visit::Visit,
        operations::{Arriving, CheckIn, SeenAt, check_in},
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    limit_entry,
    presented::{CodeMembers, TagMessage, check_direction},
    refused::refused_entry,
    view::{VisitView, visit_view},
};
use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, Idempotency, Json, ReservationAccess},
    problem::Problem,
};

/// The position of the phone.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
pub(crate) struct PositionBody {
    /// Degrees north, -90 to 90.
    #[schema(example = 40.7543)]
    lat: f64,
    /// Degrees east, -180 to 180.
    #[schema(example = -73.9884)]
    lng: f64,
    /// Accuracy as the browser reports it, in metres.
    accuracy_m: Option<f64>,
}

/// An arrival: give `code`, `words` or `nfc`.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(crate) struct CreateVisit {
    /// Content of a scanned code: the part of its address behind `/go/`.
    code: Option<String>,
    /// The three words below a code, in any spelling.
    #[schema(example = "maple river stone")]
    words: Option<String>,
    /// Message of an NFC tag.
    nfc: Option<TagMessage>,
    /// Random id of the app's installation. One vehicle at a time enters with an installation.
    app_device: Uuid,
    /// One of your saved vehicles; needed if you have several, and where the entrance reads plates.
    vehicle_id: Option<Uuid>,
    /// Saved card to charge; by default your default card.
    card_id: Option<Uuid>,
    /// Reservation to use; by default one of yours at the site that has begun or begins within ten
    /// minutes.
    reservation_id: Option<Uuid>,
    /// Needed where the site checks it.
    position: Option<PositionBody>,
}

/// A validated arrival.
struct Arrival {
    presented: Presented,
    principal: Principal,
    who: Arriving,
    app_device: Vec<u8>,
    card_id: Option<CardId>,
    position: Option<SeenAt>,
    language: Option<Language>,
    key: Option<IdempotencyKey>,
}

/// The visit of an arrival.
struct Arrived {
    visit_id: VisitId,
    site_id: SiteId,
    has_command: bool,
    status: StatusCode,
}

impl PositionBody {
    pub(super) fn validate(self) -> Result<SeenAt> {
        let position = Position { lat: self.lat, lng: self.lng };
        if !position.is_on_earth() {
            let message = "must be a position on the earth, in degrees";
            return Err(Error::field("position", "out_of_range", message));
        }
        if self.accuracy_m.is_some_and(|accuracy| accuracy < 0.0) {
            return Err(Error::field(
                "position.accuracy_m",
                "out_of_range",
                "must not be negative",
            ));
        }
        Ok(SeenAt { position, accuracy_m: self.accuracy_m })
    }
}

impl CreateVisit {
    fn members(&self) -> CodeMembers<'_> {
        CodeMembers {
            code: self.code.as_deref(),
            words: self.words.as_deref(),
            nfc: self.nfc.as_ref(),
        }
    }

    fn validate(
        &self,
        principal: Principal,
        key: Idempotency,
        signer: &QuoteSigner,
        language: Option<Language>,
    ) -> Result<Arrival> {
        let (who, scope) = match principal {
            Principal::User(user_id) => {
                let vehicle_id = self.vehicle_id.map(VehicleId);
                let own = Arriving::Account { user_id, vehicle_id };
                let who = self.reservation_id.map_or(own, |id| Arriving::Booking {
                    id: ReservationId(id),
                    principal: Some(principal),
                });
                (who, format!("user:{user_id}:visit"))
            }
            Principal::ReservationLink(id) => {
                let who = Arriving::Booking { id, principal: Some(principal) };
                (who, format!("reservation:{id}:visit"))
            }
            _ => return Err(Error::Unauthenticated),
        };
        Ok(Arrival {
            presented: self.members().require(signer)?,
            principal,
            who,
            app_device: Sha256::digest(self.app_device.as_bytes()).to_vec(),
            card_id: self.card_id.map(CardId),
            position: self.position.map(PositionBody::validate).transpose()?,
            language,
            key: key.bind(scope, self),
        })
    }
}

impl Arrival {
    /// Opens the visit. A repeated request returns its visit, even if the code has expired and the
    /// counter of the tag is spent.
    fn enter(
        self,
        conn: &mut PgConnection,
        tokens: &Tokens,
        terms: &Terms,
        now: DateTime<Utc>,
    ) -> Result<Arrived> {
        let known = self.key.as_ref().map(|key| key.claim(conn)).transpose()?.flatten();
        if let Some(id) = known {
            let visit = Visit::of_reservation(conn, id)?.ok_or(Error::NotFound)?;
            let visit = Visit::of_principal(conn, visit.id, self.principal)?;
            return Ok(Arrived {
                visit_id: visit.id,
                site_id: visit.site_id,
                has_command: false,
                status: StatusCode::CREATED,
            });
        }
        let resolved = resolve_code(conn, &self.presented, tokens, now)?;
        check_direction(conn, &resolved.code, false)?;
        resolved.spend(conn)?;
        let request = CheckIn {
            site_id: resolved.code.site_id,
            who: self.who,
            spot_id: resolved.code.spot_id,
            means: self.presented.means(),
            lane_id: resolved.code.lane_id,
            app_device: Some(self.app_device),
            card_id: self.card_id,
            position: self.position,
            arrived_at: None,
            language: self.language,
            key: self.key,
            actor: None,
        };
        let checked = check_in(conn, &request, tokens, terms, now)?;
        Ok(Arrived {
            visit_id: checked.visit.id,
            site_id: checked.visit.site_id,
            has_command: checked.command.is_some(),
            status: if checked.is_new { StatusCode::CREATED } else { StatusCode::OK },
        })
    }
}

/// Enter a garage or lot
///
/// Opens a visit by the code of an entrance or a spot, and the barrier of its lane. A reservation
/// of yours at the site is used; otherwise a free spot is chosen and reserved until the longest
/// time that the site, its tariff and the next reservation allow. The visit costs the time until
/// you leave, by the tariff in force now, and is charged to your card then. A guest enters with a
/// reservation and its manage token.
///
/// The response is 200 if the same vehicle entered less than ten minutes ago: nothing changes, and
/// the barrier opens again. A repeated request with the same `Idempotency-Key` returns the same
/// visit. `site_full` contains up to three sites nearby in `sites`, `spot_taken` up to three spots
/// of the site. Without a card that is valid the problem is `payment_source_required`.
#[utoipa::path(post, path = "/api/v1/visits", tag = "visits",
    security(("bearer" = [])),
    request_body = CreateVisit,
    params(("Idempotency-Key" = Option<String>, Header,
        description = "A text of yours; a repeat with it does not enter twice")),
    responses((status = 201, body = VisitView),
        (status = 200, body = VisitView, description = "The vehicle entered just before"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_visit(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    address: ClientAddress,
    AcceptLanguage(language): AcceptLanguage,
    key: Idempotency,
    Json(body): Json<CreateVisit>,
) -> Result<(StatusCode, Body<VisitView>), Problem> {
    limit_entry(&app, address, principal, body.members().has_words()).await?;
    let arrival = body.validate(principal, key, &app.quote_signer, language)?;
    let (tokens, terms, now) = (app.tokens.clone(), app.terms.clone(), app.now());
    let entered = app.db.write(move |conn| arrival.enter(conn, &tokens, &terms, now)).await;
    let arrived = match entered {
        Ok(arrived) => arrived,
        Err(error) => return Err(refused_entry(&app, error, principal, address, language).await),
    };
    app.visit_changed(arrived.site_id, arrived.has_command);
    let view = visit_view(&app, arrived.visit_id, principal, language).await?;
    Ok((arrived.status, Body(view)))
}
