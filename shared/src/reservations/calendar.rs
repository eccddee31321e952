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
use crate::{
    Error, Result,
    platform::domain::{
        language::Language, mail_sender::MailSender, reference::ReservationReference,
    },
};

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

/// Returns the calendar file of a reservation at its revision, in the driver's language. `sender`
/// is that of the mails. The file contains no token, because calendars are shared.
///
/// # Errors
/// `Internal` for a base URL that cannot be extended, which does not happen in practice.
pub fn calendar_file(
    details: &ReservationDetails,
    public_url: &Url,
    sender: &MailSender,
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
    let address = place.address_in(details.language);
    let [summary, description] =
        texts(&place.label, &place.street, &address, reference, details.language);
    let event = CalendarEvent {
        uid: format!("{}@{host}", reservation.id),
        sequence: reservation.revision + i32::from(is_expired),
        status,
        written_at: now,
        starts_at: reservation.period.starts_at(),
        ends_at: reservation.period.ends_at(),
        summary,
        description,
        location: format!("{address}, {}", place.city),
        lat: place.lat,
        lng: place.lng,
        url: page.map_err(|error| Error::Internal(error.to_string()))?.into(),
        organizer: sender.clone(),
    };
    let name = format!("parking-{reference}.ics");
    Ok(CalendarFile { method: event.method(), name, text: event.to_ics() })
}

/// Returns the summary and the description of the event.
fn texts(
    spot: &str,
    street: &str,
    address: &str,
    reference: ReservationReference,
    language: Language,
) -> [String; 2] {
    match language {
        Language::English => [
            format!("Parking: spot {spot}, {street}"),
            format!("Spot {spot}, {address}. Reference {reference}"),
        ],
        Language::Spanish => [
            format!("Aparcamiento: plaza {spot}, {street}"),
            format!("Plaza {spot}, {address}. Referencia {reference}"),
        ],
        Language::German => [
            format!("Parken: Parkplatz {spot}, {street}"),
            format!("Parkplatz {spot}, {address}. Referenz {reference}"),
        ],
        Language::French => [
            format!("Stationnement\u{a0}: place {spot}, {street}"),
            format!("Place {spot}, {address}. Référence {reference}"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::platform::domain::ids::ReservationId;

    #[test]
    fn event_has_texts_in_each_language() {
        let reference = ReservationReference::from(ReservationId(Uuid::nil()));
        let texts =
            |language| texts("B14", "Main Street", "Main Street, Ecke 1", reference, language);
        assert_eq!(
            texts(Language::German),
            [
                "Parken: Parkplatz B14, Main Street".to_owned(),
                format!("Parkplatz B14, Main Street, Ecke 1. Referenz {reference}"),
            ]
        );
        for language in Language::ALL.iter().filter(|language| **language != Language::English) {
            for text in texts(*language) {
                let is_english =
                    ["Parking", "Spot", "Reference"].iter().any(|word| text.contains(word));
                assert!(!is_english, "{text}");
            }
        }
    }
}
