//! Calendar files (RFC 5545) with one event. A file has the method that RFC 5546 requires for its
//! event.

use chrono::{DateTime, Utc};

use crate::platform::domain::mail_sender::MailSender;

/// Maximum length of a line in octets, without its line break (RFC 5545, 3.1).
const MAX_LINE: usize = 75;

/// Status of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventStatus {
    /// May still be withdrawn.
    Tentative,
    Confirmed,
    Cancelled,
}

/// An event of a calendar.
#[derive(Debug, Clone)]
pub struct CalendarEvent {
    /// The same in every file about this event.
    pub uid: String,
    /// Higher in every later file about this event. A calendar ignores lower ones.
    pub sequence: i32,
    pub status: EventStatus,
    /// Time at which the file is written.
    pub written_at: DateTime<Utc>,
    pub starts_at: DateTime<Utc>,
    /// Exclusive.
    pub ends_at: DateTime<Utc>,
    pub summary: String,
    pub description: String,
    pub location: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lng: f64,
    /// Address of a page about the event.
    pub url: String,
    /// The publisher: the sender of our mails.
    pub organizer: MailSender,
}

impl CalendarEvent {
    /// Returns `CANCEL` or `PUBLISH`. The MIME type of the file must name it too.
    pub fn method(&self) -> &'static str {
        match self.status {
            EventStatus::Cancelled => "CANCEL",
            EventStatus::Tentative | EventStatus::Confirmed => "PUBLISH",
        }
    }

    /// Returns the text of the file, with CRLF at the end of each line.
    pub fn to_ics(&self) -> String {
        let status = match self.status {
            EventStatus::Tentative => "TENTATIVE",
            EventStatus::Confirmed => "CONFIRMED",
            EventStatus::Cancelled => "CANCELLED",
        };
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Curbhold//Curbhold//EN".to_owned(),
            "CALSCALE:GREGORIAN".to_owned(),
            format!("METHOD:{}", self.method()),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", escape(&self.uid)),
            format!("SEQUENCE:{}", self.sequence),
            format!("DTSTAMP:{}", instant(self.written_at)),
            format!("DTSTART:{}", instant(self.starts_at)),
            format!("DTEND:{}", instant(self.ends_at)),
            format!("STATUS:{status}"),
            // A parked car does not make its driver busy.
            "TRANSP:TRANSPARENT".to_owned(),
            format!("SUMMARY:{}", escape(&self.summary)),
            format!("DESCRIPTION:{}", escape(&self.description)),
            format!("LOCATION:{}", escape(&self.location)),
            format!("GEO:{:.6};{:.6}", self.lat, self.lng),
            format!("URL:{}", self.url),
            format!("ORGANIZER{}:mailto:{}", common_name(&self.organizer), self.organizer.address),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ];
        lines.iter().fold(String::new(), |mut text, line| {
            fold(line, &mut text);
            text
        })
    }
}

fn instant(at: DateTime<Utc>) -> impl std::fmt::Display {
    at.format("%Y%m%dT%H%M%SZ")
}

/// Returns the parameter with the name of a person or company, if there is one. A parameter cannot
/// contain double quotes or control characters; other characters are safe inside quotes.
fn common_name(sender: &MailSender) -> String {
    let Some(name) = &sender.name else { return String::new() };
    let name = name.replace('"', "'").replace(char::is_control, "");
    let is_plain = !name.contains([':', ';', ',']);
    if is_plain { format!(";CN={name}") } else { format!(";CN=\"{name}\"") }
}

/// Escapes a value of the type TEXT. Control characters, which it cannot contain, are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push(letter),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Appends a line. A long line continues on the next ones after a blank, and is not cut inside a
/// character.
fn fold(line: &str, text: &mut String) {
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > MAX_LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(letter);
        length += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests;
