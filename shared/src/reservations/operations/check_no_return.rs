//! Checks that a vehicle or its driver does not return to a zone too early.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    identity::models::{email_verification::lock_subject, guest::Guest, user::User},
    places::models::spot::Spot,
    platform::{
        domain::{
            email::comparison_form,
            ids::{ReservationId, ZoneId},
            owner::Owner,
            period::Period,
            when::length,
        },
        error::Refused,
    },
    pricing::domain::posted::PublishedVersion,
    reservations::models::{
        nearby_stay::{StaysOf, near},
        reservation::Reservation,
        reservation_vehicle::ReservationVehicle,
        segment,
    },
};

/// The vehicle and driver of a stay, and its zone.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    pub zone_id: ZoneId,
    /// `None` for a guest whose address is not verified: the check would disclose the stays of
    /// another person.
    pub driver: Option<Owner>,
    /// `true` if a guest has verified the address for this stay.
    pub is_verified: bool,
    /// The keyed hash of the plate, if a vehicle was chosen.
    pub plate_hash: Option<Vec<u8>>,
    /// The reservation itself, which does not count.
    pub reservation_id: Option<ReservationId>,
    /// If given, only stays that begin at this time or later count.
    pub from: Option<DateTime<Utc>>,
}

impl Visitor {
    pub(super) fn of_reservation(
        conn: &mut PgConnection,
        reservation: &Reservation,
    ) -> Result<Self> {
        let vehicle = ReservationVehicle::current(conn, reservation.id)?;
        Ok(Self {
            zone_id: Spot::find(conn, reservation.spot_id)?.zone_id,
            driver: reservation.driver().filter(|_| !reservation.awaits_verification()),
            is_verified: reservation.email_confirmed_at.is_some(),
            plate_hash: vehicle.map(|vehicle| vehicle.details.plate.hash),
            reservation_id: Some(reservation.id),
            from: None,
        })
    }

    /// Like [`Self::of_reservation`], for added time: it is no return from stays before it.
    pub(super) fn of_extension(conn: &mut PgConnection, reservation: &Reservation) -> Result<Self> {
        let from = Some(reservation.period.ends_at());
        Ok(Self { from, ..Self::of_reservation(conn, reservation)? })
    }

    fn verified_address(&self, conn: &mut PgConnection) -> Result<Option<String>> {
        verified_address(conn, self.driver, self.is_verified)
    }
}

/// Returns the verified address of a driver. An account and a guest with the same one are the same
/// driver. `is_verified` is `true` if a guest has verified the address for the stay.
///
/// # Errors
/// Only database errors.
pub(super) fn verified_address(
    conn: &mut PgConnection,
    driver: Option<Owner>,
    is_verified: bool,
) -> Result<Option<String>> {
    Ok(match driver {
        Some(Owner::User(id)) => {
            let user = User::find(conn, id)?;
            user.email_confirmed_at.map(|_| user.email)
        }
        Some(Owner::Guest(id)) if is_verified => Some(Guest::find(conn, id)?.email),
        Some(Owner::Guest(_)) | None => None,
    })
}

/// Rejects a stay that is closer to another one of the same driver or vehicle in the zone than the
/// tariff allows.
///
/// # Errors
/// `NotAllowedByTariff` with the code `no_return`. Its next start is that after the driver's own
/// stays: the end of another driver's stay with the same plate is not disclosed.
pub(super) fn check_no_return(
    conn: &mut PgConnection,
    version: &PublishedVersion,
    visitor: &Visitor,
    period: Period,
    now: DateTime<Utc>,
) -> Result<()> {
    let minutes = version.tariff.document().no_return_minutes.unwrap_or_default();
    if minutes == 0 {
        return Ok(());
    }
    let away = TimeDelta::minutes(minutes);
    let (zone_id, except) = (visitor.zone_id, visitor.reservation_id);
    let address = visitor.verified_address(conn)?;
    let mut last_end = |of: StaysOf<'_>| -> Result<Option<DateTime<Utc>>> {
        let stays = near(conn, of, zone_id, period.widened(away), except, now)?;
        let counts = |stay: &Period| visitor.from.is_none_or(|from| stay.starts_at() >= from);
        Ok(stays.into_iter().filter(counts).map(Period::ends_at).max())
    };
    let of_driver = match visitor.driver {
        Some(driver) => last_end(StaysOf::Driver(driver, address.as_deref()))?,
        None => None,
    };
    let of_plate = match &visitor.plate_hash {
        Some(hash) => last_end(StaysOf::Plate(hash))?,
        None => None,
    };
    if of_driver.is_none() && of_plate.is_none() {
        return Ok(());
    }
    Err(Error::NotAllowedByTariff(Box::new(Refused {
        code: "no_return",
        text: format!("No return to this zone within {} of another stay.", length(minutes * 60)),
        allowed_until: None,
        allowed_from: of_driver.map(|last_end| last_end + away),
    })))
}

/// Like [`check_no_return`], for a stay that is about to be stored: stays of the same driver or
/// plate are serialized until the transaction ends. Lock all spots, the reservation and the quote
/// first.
///
/// # Errors
/// As [`check_no_return`].
pub(super) fn lock_and_check_no_return(
    conn: &mut PgConnection,
    version: &PublishedVersion,
    visitor: &Visitor,
    period: Period,
    now: DateTime<Utc>,
) -> Result<()> {
    if version.tariff.document().no_return_minutes.is_none() {
        return Ok(());
    }
    lock_visitor(conn, visitor)?;
    check_no_return(conn, version, visitor, period, now)
}

/// Locks the driver, the verified address and the plate, in the same order for all visitors.
fn lock_visitor(conn: &mut PgConnection, visitor: &Visitor) -> Result<()> {
    let driver = visitor.driver.map(|driver| match driver {
        Owner::User(id) => format!("user:{id}"),
        Owner::Guest(id) => format!("guest:{id}"),
    });
    let address = visitor.verified_address(conn)?;
    let address = address.map(|address| format!("email:{}", comparison_form(&address)));
    let plate = visitor.plate_hash.as_ref().map(|hash| {
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("plate:{hash}")
    });
    let mut keys: Vec<_> = driver.into_iter().chain(address).chain(plate).collect();
    keys.sort_unstable();
    for key in keys {
        lock_subject(conn, &format!("no_return:{key}"))?;
    }
    Ok(())
}

/// Checks a locked reservation again whose driver or vehicle has become known. Without a tariff
/// there is no such rule.
///
/// # Errors
/// As [`check_no_return`].
pub(super) fn check_visitor(
    conn: &mut PgConnection,
    reservation: &Reservation,
    visitor: &Visitor,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(tariff) = segment::tariff_of(conn, reservation.id)? else { return Ok(()) };
    lock_and_check_no_return(conn, &tariff.version, visitor, reservation.period, now)
}
