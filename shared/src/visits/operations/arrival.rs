//! An arrival at a site: its place with the rules, the vehicle, and the incidents that it causes.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    check_in::{Arriving, CheckIn},
    read_plate::is_refusal,
};
use crate::{
    Error, Result,
    equipment::domain::{means::Means, vendor::IncidentKind},
    identity::{
        domain::vehicle::{VehicleClass, VehicleDetails},
        models::vehicle::Vehicle,
    },
    places::{
        domain::{position::Position, site::EntryMode, site_rules::SiteRules, terms::Terms},
        models::{site::Site, site_rules, terms::at_site},
    },
    platform::{
        domain::ids::{GuestId, SiteId, UserId, VehicleId},
        token::Tokens,
    },
    reservations::models::reservation::Reservation,
    visits::domain::geofence::{corners_of, is_near},
};

/// Details of a vehicle, with its id if it is a saved one.
pub(super) type ChosenVehicle = (Option<VehicleId>, VehicleDetails);

/// A site in service, with its rules and terms.
#[derive(Debug, Clone)]
pub(super) struct Entrance {
    pub(super) site: Site,
    pub(super) rules: SiteRules,
    pub(super) terms: Terms,
}

/// A check-in in progress.
pub(super) struct Arrival<'a> {
    pub(super) request: &'a CheckIn,
    pub(super) entrance: Entrance,
    pub(super) tokens: &'a Tokens,
    /// Time of the arrival, not after `now`.
    pub(super) at: DateTime<Utc>,
    pub(super) now: DateTime<Utc>,
    /// Incidents that are recorded with the visit.
    pub(super) incidents: Vec<(IncidentKind, String)>,
    /// An open visit of another driver has the plate: this visit cannot hold it.
    pub(super) is_plate_held: bool,
    /// An open visit of another driver has the app.
    pub(super) is_app_held: bool,
}

impl Entrance {
    /// Returns the site, if it is in service. `terms` are the defaults.
    ///
    /// # Errors
    /// `NotFound`.
    pub(super) fn find(conn: &mut PgConnection, id: SiteId, terms: &Terms) -> Result<Self> {
        let site = Site::find(conn, id)?;
        if site.retired_at.is_some() {
            return Err(Error::NotFound);
        }
        let (rules, terms) = (site_rules::of_site(conn, id)?, at_site(conn, terms, &site)?);
        Ok(Self { site, rules, terms })
    }

    /// Returns the saved vehicle with this id; without an id, the only one of the account.
    ///
    /// # Errors
    /// `Invalid` for a vehicle of another account, for several vehicles if `must_choose`, and for
    /// none where vehicles enter by their plates.
    pub(super) fn vehicle_of(
        &self,
        conn: &mut PgConnection,
        user_id: UserId,
        id: Option<VehicleId>,
        must_choose: bool,
    ) -> Result<Option<ChosenVehicle>> {
        if let Some(id) = id {
            return saved_vehicle(conn, user_id, id).map(Some);
        }
        let mut saved = Vehicle::of_user(conn, user_id)?;
        if saved.len() > 1 && must_choose {
            let message = "must be one of your vehicles: the one that arrives";
            return Err(Error::field("vehicle_id", "required", message));
        }
        let only = saved.pop().filter(|_| saved.is_empty());
        if only.is_none() && self.site.entry_mode == EntryMode::Plate {
            let message = "must be a vehicle of yours: its plate opens the barrier";
            return Err(Error::field("vehicle_id", "required", message));
        }
        Ok(only.map(|vehicle| (Some(vehicle.id), vehicle.details)))
    }
}

impl<'a> Arrival<'a> {
    /// Reads the place of an arrival.
    ///
    /// # Errors
    /// `NotFound`.
    pub(super) fn new(
        conn: &mut PgConnection,
        request: &'a CheckIn,
        tokens: &'a Tokens,
        terms: &Terms,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let entrance = Entrance::find(conn, request.site_id, terms)?;
        let at = request.arrived_at.map_or(now, |at| at.min(now));
        let (is_plate_held, is_app_held) = (false, false);
        let incidents = Vec::new();
        Ok(Self { request, entrance, tokens, at, now, incidents, is_plate_held, is_app_held })
    }

    /// Returns whether a device has let the vehicle in before, without a question to the service.
    pub(super) fn is_late(&self) -> bool {
        self.request.arrived_at.is_some()
    }

    /// Returns the name of the driver, or of the device that acts, in the audit log.
    pub(super) fn actor(&self, guest: Option<GuestId>) -> String {
        match (&self.request.actor, self.request.who) {
            (Some(actor), _) => actor.clone(),
            (None, Arriving::Account { user_id, .. }) => format!("user:{user_id}"),
            (None, Arriving::Booking { principal: Some(principal), .. }) => {
                principal.audit_name(guest)
            }
            (None, Arriving::Booking { id, principal: None }) => format!("reservation:{id}"),
        }
    }

    /// Returns the time at which a visit with a booking ends at the latest.
    pub(super) fn bound_of(&self, booking: &Reservation) -> DateTime<Utc> {
        let max_visit = self.entrance.rules.max_visit_of(&self.entrance.terms);
        booking.period.ends_at().max(self.at + max_visit)
    }

    /// Returns a refusal as an error. The refusal of a late arrival is an incident instead.
    ///
    /// # Errors
    /// The refusal; those of the database and of bugs also for a late arrival.
    pub(super) fn allow(&mut self, checked: Result<()>) -> Result<()> {
        match checked {
            // `NotFound` stays an error: nothing begins without the account or the vehicle.
            Err(error)
                if self.is_late() && is_refusal(&error) && !matches!(error, Error::NotFound) =>
            {
                self.incidents.push((IncidentKind::EnteredOfflineRefused, error.to_string()));
                Ok(())
            }
            checked => checked,
        }
    }

    /// Checks that the driver who has scanned a code, or typed its words, is near the site.
    ///
    /// # Errors
    /// `Invalid` without a position, `TooFarAway`.
    pub(super) fn check_position(&self) -> Result<()> {
        let Entrance { site, rules, .. } = &self.entrance;
        let is_copied_easily = matches!(self.request.means, Means::Code | Means::Words);
        let Some(geofence_m) = rules.geofence_m.filter(|_| is_copied_easily) else {
            return Ok(());
        };
        let Some(seen) = &self.request.position else {
            let message = "must be given: this site admits only drivers who are there";
            return Err(Error::field("position", "required", message));
        };
        let corners = site.boundary.as_deref().map(corners_of).unwrap_or_default();
        let center = Position { lat: site.lat, lng: site.lng };
        is_near(seen.position, seen.accuracy_m, center, &corners, geofence_m)
            .map_err(|distance_m| Error::TooFarAway { distance_m })
    }

    /// Returns the vehicle that arrives with an account, as [`Entrance::vehicle_of`] does. A reader
    /// of passes cannot ask which one it is.
    ///
    /// # Errors
    /// `Invalid`.
    pub(super) fn vehicle_of(
        &mut self,
        conn: &mut PgConnection,
        user_id: UserId,
        id: Option<VehicleId>,
        must_choose: bool,
    ) -> Result<Option<ChosenVehicle>> {
        let must_choose = must_choose && self.request.means != Means::Pass;
        match self.entrance.vehicle_of(conn, user_id, id, must_choose) {
            Ok(vehicle) => Ok(vehicle),
            Err(refusal) => self.allow(Err(refusal)).map(|()| None),
        }
    }

    /// Returns the hashes of a vehicle's plate under all secrets, the current one first; none
    /// without a vehicle.
    ///
    /// # Errors
    /// Never in practice: when a secret is not a valid key.
    pub(super) fn plate_hashes(&self, vehicle: Option<&ChosenVehicle>) -> Result<Vec<Vec<u8>>> {
        let Some((_, details)) = vehicle else { return Ok(Vec::new()) };
        match self.tokens.open_plate(&details.plate) {
            Some(plate) => self.tokens.plate_hashes(&plate),
            None => Ok(vec![details.plate.hash.clone()]),
        }
    }
}

/// Returns the vehicle with this id of an account.
///
/// # Errors
/// `Invalid` for a vehicle of another account.
pub(super) fn saved_vehicle(
    conn: &mut PgConnection,
    user_id: UserId,
    id: VehicleId,
) -> Result<ChosenVehicle> {
    match Vehicle::find(conn, user_id, id) {
        Ok(vehicle) => Ok((Some(vehicle.id), vehicle.details)),
        Err(diesel::NotFound) => {
            Err(Error::field("vehicle_id", "unknown", "must be one of your vehicles"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns the class that is priced: that of the vehicle, else a car.
pub(super) fn class_of(vehicle: Option<&ChosenVehicle>) -> VehicleClass {
    vehicle.map_or(VehicleClass::Car, |(_, details)| details.class)
}
