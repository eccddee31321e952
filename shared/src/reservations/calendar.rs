//! The calendar file of a reservation, for download and as an attachment of mails.

use chrono::{DateTime, Utc};
use url::Url;

use super::{
    domain::{
        calendar::{CalendarEvent, EventStatus},
        status::Status,
    },
    models::reservation_details::ReservationDetails,
};
use crate::{Error, Result, platform::domain::reference::ReservationReference};

/// A calendar file, and what its MIME type and its header have to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFile {
    /// `PUBLISH` or `CANCEL`, as in the text.
    pub method: &'static str,
    pub name: String,
    pub text: String,
}

impl CalendarFile {
    pub fn content_type(&self) -> String {
        format!("text/calendar; charset=utf-8; method={}", self.method)
    }
}

/// Returns the calendar file of a reservation at its revision. It contains no token, because
/// calendars are shared.
///
/// # Errors
/// `Internal` for a base URL that cannot be extended, which does not happen in practice.
pub fn calendar_file(
    details: &ReservationDetails,
    public_url: &Url,
    now: DateTime<Utc>,
) -> Result<CalendarFile> {
    let (reservation, place) = (&details.reservation, &details.place);
    // The job that records the expiry of the hold, and raises the revision, may still be waiting.
    let is_expired = reservation.is_hold_expired(now);
    let status = match reservation.status {
        Status::Held if is_expired => EventStatus::Cancelled,
        Status::Held => EventStatus::Tentative,
        Status::Confirmed | Status::Completed => EventStatus::Confirmed,
        Status::Expired | Status::Cancelled | Status::Revoked => EventStatus::Cancelled,
    };
    let host = public_url.host_str().unwrap_or("curbhold");
    let page = public_url.join(&format!("reservations/{}", reservation.id));
    let reference = ReservationReference::from(reservation.id);
    let event = CalendarEvent {
        uid: format!("{}@{host}", reservation.id),
        sequence: reservation.revision + i32::from(is_expired),
        status,
        written_at: now,
        starts_at: reservation.period.starts_at(),
        ends_at: reservation.period.ends_at(),
        summary: format!("Parking: spot {}, {}", place.label, place.street),
        description: format!("Spot {}, {}. Reference {reference}", place.label, place.address()),
        location: format!("{}, {}", place.address(), place.city),
        lat: place.lat,
        lng: place.lng,
        url: page.map_err(|error| Error::Internal(error.to_string()))?.into(),
        organizer: format!("no-reply@{host}"),
    };
    let name = format!("parking-{reference}.ics");
    Ok(CalendarFile { method: event.method(), name, text: event.to_ics() })
}
