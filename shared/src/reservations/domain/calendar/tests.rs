use icalendar::{
    Calendar, CalendarComponent, Component as _, DatePerhapsTime, EventLike as _,
    EventStatus as ReadStatus,
};
use proptest::prelude::*;

use super::*;

fn event() -> CalendarEvent {
    CalendarEvent {
        uid: "019abcde-0000-7000-8000-00000a2b3c4d@curbhold.example".to_owned(),
        sequence: 2,
        status: EventStatus::Confirmed,
        written_at: "2026-06-15T13:00:05Z".parse().unwrap(),
        starts_at: "2026-06-15T14:00:00Z".parse().unwrap(),
        ends_at: "2026-06-15T15:30:00Z".parse().unwrap(),
        summary: "Parking: spot B14".to_owned(),
        description: "Reference 0A2B3C4D".to_owned(),
        location: "Spot B14, Main Street".to_owned(),
        lat: 40.75,
        lng: -73.98,
        url: "https://curbhold.example/reservations/1".to_owned(),
        organizer: "Curbhold <no-reply@curbhold.example>".parse().unwrap(),
    }
}

/// Returns the file as another implementation of RFC 5545 reads it.
fn read(event: &CalendarEvent) -> Calendar {
    event.to_ics().parse().unwrap()
}

#[test]
fn file_has_the_lines_of_the_standard() {
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Curbhold//Curbhold//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:019abcde-0000-7000-8000-00000a2b3c4d@curbhold.example",
        "SEQUENCE:2",
        "DTSTAMP:20260615T130005Z",
        "DTSTART:20260615T140000Z",
        "DTEND:20260615T153000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "SUMMARY:Parking: spot B14",
        "DESCRIPTION:Reference 0A2B3C4D",
        "LOCATION:Spot B14\\, Main Street",
        "GEO:40.750000;-73.980000",
        "URL:https://curbhold.example/reservations/1",
        "ORGANIZER;CN=Curbhold:mailto:no-reply@curbhold.example",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(event().to_ics(), expected.join("\r\n"));
}

#[test]
fn cancelled_event_has_the_method_cancel() {
    for (status, method, line) in [
        (EventStatus::Tentative, "PUBLISH", "STATUS:TENTATIVE\r\n"),
        (EventStatus::Confirmed, "PUBLISH", "STATUS:CONFIRMED\r\n"),
        (EventStatus::Cancelled, "CANCEL", "STATUS:CANCELLED\r\n"),
    ] {
        let event = CalendarEvent { status, ..event() };
        let text = event.to_ics();
        assert_eq!(event.method(), method);
        assert!(text.contains(&format!("METHOD:{method}\r\n")) && text.contains(line), "{text}");
    }
}

#[test]
fn organizer_has_the_name_of_the_sender() {
    for (sender, line) in [
        ("mail@park.example", "ORGANIZER:mailto:mail@park.example\r\n"),
        ("Midtown <mail@park.example>", "ORGANIZER;CN=Midtown:mailto:mail@park.example\r\n"),
        (
            r#""Parking; \"Inc.\"" <a@park.example>"#,
            "ORGANIZER;CN=\"Parking; 'Inc.'\":mailto:a@park.example\r\n",
        ),
    ] {
        let text = CalendarEvent { organizer: sender.parse().unwrap(), ..event() }.to_ics();
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn texts_are_escaped() {
    for (text, escaped) in [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("one\ntwo\r\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("bell\u{7}, tab\t", "bell\\, tab\t"),
        ("\r\nATTENDEE:mailto:x@example.com", "\\nATTENDEE:mailto:x@example.com"),
    ] {
        assert_eq!(escape(text), escaped);
    }
}

#[test]
fn line_is_folded_at_75_octets() {
    let mut text = String::new();
    fold(&"a".repeat(75), &mut text);
    assert_eq!(text, format!("{}\r\n", "a".repeat(75)));
    let mut text = String::new();
    fold(&"a".repeat(150), &mut text);
    let (first, second) = ("a".repeat(75), "a".repeat(74));
    assert_eq!(text, format!("{first}\r\n {second}\r\n a\r\n"));
    // The 75th octet would be in the middle of the letter.
    let mut text = String::new();
    fold(&format!("{}é", "a".repeat(74)), &mut text);
    assert_eq!(text, format!("{}\r\n é\r\n", "a".repeat(74)));
}

#[test]
fn other_reader_understands_the_file() {
    let event = CalendarEvent {
        summary: "Parking; spot B14, \"north\" \\ side".to_owned(),
        location: format!("Straße des 17. Juni, {}", "zwischen Ernst-Reuter-Platz, ".repeat(9)),
        ..event()
    };
    let calendar = read(&event);
    assert_eq!(calendar.property_value("METHOD"), Some("PUBLISH"));
    let [found] = calendar.components.as_slice() else { panic!("not one component") };
    let found = found.as_event().unwrap();
    assert_eq!(found.get_uid(), Some(event.uid.as_str()));
    assert_eq!(found.get_sequence(), Some(2));
    assert_eq!(found.get_status(), Some(ReadStatus::Confirmed));
    assert_eq!(found.get_timestamp(), Some(event.written_at));
    assert_eq!(found.get_start(), Some(DatePerhapsTime::from(event.starts_at)));
    assert_eq!(found.get_end(), Some(DatePerhapsTime::from(event.ends_at)));
    assert_eq!(found.get_summary(), Some(event.summary.as_str()));
    assert_eq!(found.get_location(), Some(event.location.as_str()));
}

proptest! {
    #[test]
    fn any_text_is_read_as_it_was_written(text in "\\PC{0,200}") {
        let event = CalendarEvent { description: format!("<{text}>"), ..event() };
        let file = event.to_ics();
        prop_assert!(file.split("\r\n").all(|line| line.len() <= MAX_LINE), "{}", file);
        let calendar = read(&event);
        let found = calendar.components.first().and_then(CalendarComponent::as_event).unwrap();
        prop_assert_eq!(found.get_description(), Some(event.description.as_str()));
    }
}
