//! Representations of visits.

use std::collections::{HashMap, hash_map::Entry};

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Result,
    equipment::models::{barrier_command::BarrierCommand, lane::Lane},
    identity::domain::principal::Principal,
    places::domain::site_rules::Numbering,
    platform::{
        db::PgConnection,
        domain::{
            ids::{LaneId, VisitId},
            language::Language,
        },
        token::Tokens,
    },
    pricing::domain::price::flat_words,
    reservations::{models::reservation_vehicle::ReservationVehicle, operations::undo_until},
    visits::models::visit_details::VisitDetails,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    handlers::identity::vehicles::entered_plate,
    views::{MoneyView, ReservationView},
};

/// The garage or lot of a visit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitSiteView {
    id: Uuid,
    #[schema(example = "Garage 45")]
    name: String,
    /// `true` if the driver may park on any spot.
    unnumbered: bool,
    /// Latitude in degrees.
    lat: f64,
    /// Longitude in degrees.
    lng: f64,
}

/// The latest command to open a barrier for a visit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BarrierView {
    command_id: Uuid,
    /// Name of the lane.
    #[schema(example = "Entrance")]
    lane: String,
    /// `issued`, `delivered` to the device, `opened`, `failed` or `expired`.
    #[schema(example = "opened")]
    state: &'static str,
    expires_at: DateTime<Utc>,
}

/// A visit: from arrival to departure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitView {
    id: Uuid,
    reservation_id: Uuid,
    /// `open`, `ended`, or `overdue`: the visit has ended at its bound, and no departure was
    /// reported since.
    #[schema(example = "open")]
    state: &'static str,
    site: VisitSiteView,
    /// Label of the spot; `null` where the driver may park on any.
    #[schema(example = "B14")]
    spot_label: Option<String>,
    /// Level of the spot; `null` without levels.
    level: Option<String>,
    arrived_at: DateTime<Utc>,
    /// The visit ends by itself then, unless it is ended earlier.
    bound_at: DateTime<Utc>,
    /// `null` while it is open.
    ended_at: Option<DateTime<Utc>>,
    /// `exit`, `operator`, `lost_ticket`, `reset`, `passback` (the vehicle entered again), `bound`
    /// or `revoked`; `null` while it is open.
    #[schema(example = "exit")]
    end_reason: Option<&'static str>,
    /// `code`, `words`, `nfc`, `plate`, `pass` or `operator`.
    #[schema(example = "code")]
    entered_by: &'static str,
    /// IANA time zone of the city.
    #[schema(example = "America/New_York")]
    time_zone: String,
    /// Price of the time until now, or until the end.
    cost_so_far: MoneyView,
    /// Price of the whole reservation, the maximum that is charged for it.
    at_most: MoneyView,
    /// The accepted tariff in words.
    rules: String,
    /// `true` if the visit is open and ends only at the exit, which is controlled. Another end is
    /// refused with `exit_required`.
    ends_at_exit: bool,
    /// Latest command to open a barrier; `null` if none was needed.
    barrier: Option<BarrierView>,
    reservation: ReservationView,
    /// Plate of the vehicle; `null` if it is not known.
    plate: Option<String>,
}

impl BarrierView {
    pub(super) fn new(command: &BarrierCommand, lane: String, now: DateTime<Utc>) -> Self {
        Self {
            command_id: command.id.0,
            lane,
            state: command.state(now),
            expires_at: command.expires_at,
        }
    }
}

/// Creates views of visits. Each lane is read once.
pub(super) struct VisitViews<'a> {
    tokens: &'a Tokens,
    /// Language of the rules; `None` for the driver's.
    language: Option<Language>,
    now: DateTime<Utc>,
    lanes: HashMap<LaneId, String>,
}

impl<'a> VisitViews<'a> {
    pub(super) fn new(tokens: &'a Tokens, language: Option<Language>, now: DateTime<Utc>) -> Self {
        Self { tokens, language, now, lanes: HashMap::new() }
    }

    pub(super) fn view(
        &mut self,
        conn: &mut PgConnection,
        details: VisitDetails,
    ) -> Result<VisitView> {
        let state = details.visit.state().as_str();
        let VisitDetails { visit, reservation, site, tariff, command, cost_so_far } = details;
        let language = self.language.unwrap_or(reservation.language);
        let (stay, place) = (&reservation.reservation, &reservation.place);
        let vehicle = ReservationVehicle::current(conn, stay.id)?;
        let plate = vehicle.and_then(|vehicle| entered_plate(&vehicle.details, self.tokens));
        let is_unnumbered = site.numbering == Numbering::Unnumbered;
        let rules = match &tariff {
            Some(tariff) => tariff.rules(language),
            None => flat_words(stay.rate(), language),
        };
        let barrier = match &command {
            Some(command) => {
                Some(BarrierView::new(command, self.lane(conn, command.lane_id)?, self.now))
            }
            None => None,
        };
        let undo = undo_until(conn, stay, self.now)?;
        let ends_at_exit = visit.is_open() && Lane::has_controlled_exit(conn, visit.site_id)?;
        Ok(VisitView {
            id: visit.id.0,
            reservation_id: stay.id.0,
            state,
            site: VisitSiteView {
                id: visit.site_id.0,
                name: site.name,
                unnumbered: is_unnumbered,
                lat: site.position.lat,
                lng: site.position.lng,
            },
            spot_label: (!is_unnumbered).then(|| place.label.clone()),
            level: site.level,
            arrived_at: visit.arrived_at,
            bound_at: visit.bound_at,
            ended_at: visit.ended_at,
            end_reason: visit.end_reason.map(|reason| reason.as_str()),
            entered_by: visit.entered_by.as_str(),
            time_zone: place.time_zone.name().to_owned(),
            cost_so_far: cost_so_far.into(),
            at_most: stay.estimate().into(),
            rules,
            ends_at_exit,
            barrier,
            plate,
            reservation: ReservationView::new(reservation, self.now)
                .with_tariff(tariff, self.language)
                .with_undo(undo),
        })
    }

    /// Returns the name of a lane.
    pub(super) fn lane(&mut self, conn: &mut PgConnection, id: LaneId) -> Result<String> {
        match self.lanes.entry(id) {
            Entry::Occupied(known) => Ok(known.get().clone()),
            Entry::Vacant(unknown) => Ok(unknown.insert(Lane::find(conn, id)?.name).clone()),
        }
    }
}

/// Returns the view of a visit that `principal` may read.
pub(super) async fn visit_view(
    app: &App,
    id: VisitId,
    principal: Principal,
    language: Option<Language>,
) -> Result<VisitView> {
    let (tokens, now) = (app.tokens.clone(), app.now());
    let read = move |conn: &mut _| {
        let details = VisitDetails::of_principal(conn, id, principal, now)?;
        VisitViews::new(&tokens, language, now).view(conn, details)
    };
    app.db.read(read).await
}
