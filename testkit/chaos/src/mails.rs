//! Compares the mails that arrived with those that the database marks as sent.

use std::collections::BTreeMap;

use anyhow::Result;
use diesel::PgConnection;
use mail_catcher::Mail;

use crate::drain::texts;

/// Sent flag and Message-ID, without the host, of each mail.
const STORED: &str = "select (sent_at is not null) || ' ' || coalesce(reservation_id || '.' || \
    template || '.' || revision, subject_id || '.' || template) as text from mails";
/// Completed reservations without a mail about their end.
const NOT_NOTIFIED: &str = "select 'completed reservation ' || id || ' has no mail about its end' \
    as text from reservations r where status = 'completed' and not exists (select 1 from mails m \
    where m.reservation_id = r.id and m.template = 'ended' and m.sent_at is not null)";

#[derive(Debug, Default)]
pub(crate) struct Mails {
    pub(crate) count: usize,
    /// Copies with the same Message-ID: the worker crashed between the reply and its commit.
    pub(crate) repeated: usize,
    pub(crate) violations: Vec<String>,
}

pub(crate) fn compare(conn: &mut PgConnection, arrived: &[Mail]) -> Result<Mails> {
    let stored = texts(conn, STORED)?;
    let stored: BTreeMap<&str, bool> = stored
        .iter()
        .filter_map(|text| text.split_once(' '))
        .map(|(is_sent, id)| (id, is_sent == "true"))
        .collect();
    let mut copies: BTreeMap<&str, Vec<&Mail>> = BTreeMap::new();
    for mail in arrived {
        let id = mail.message_id.split_once('@').map_or(mail.message_id.as_str(), |(id, _)| id);
        copies.entry(id).or_default().push(mail);
    }
    let mut violations = texts(conn, NOT_NOTIFIED)?;
    let lost = stored.iter().filter(|(id, is_sent)| **is_sent && !copies.contains_key(*id));
    violations.extend(lost.map(|(id, _)| format!("the mail {id} never arrived")));
    for (id, copies) in &copies {
        // A mail is stored before it is sent: one that arrived has a row even if the worker died.
        if !stored.contains_key(id) {
            violations.push(format!("the mail {id} arrived and is not stored"));
        }
        let differences = copies
            .iter()
            .skip(1)
            .filter_map(|copy| difference(&copies.first()?.source, &copy.source));
        violations.extend(
            differences.map(|found| format!("mails with the same Message-ID {id} differ: {found}")),
        );
    }
    Ok(Mails { count: arrived.len(), repeated: arrived.len() - copies.len(), violations })
}

/// The first line in which two mails differ; `None` when their bytes are equal.
fn difference(first: &[u8], second: &[u8]) -> Option<String> {
    if first == second {
        return None;
    }
    let (first, second) = (String::from_utf8_lossy(first), String::from_utf8_lossy(second));
    let differ = first.lines().zip(second.lines()).find(|(first, second)| first != second);
    Some(differ.map_or_else(
        || "one is longer".to_owned(),
        |(first, second)| format!("{first:?} and {second:?}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_with_different_bytes_differ() {
        let (first, other) = (b"Hello\r\nWe have charged you", b"Hello\r\nYour card was refused");
        assert_eq!(difference(first, first), None);
        let found = difference(first, other);
        assert_eq!(found.unwrap(), r#""We have charged you" and "Your card was refused""#);
        assert_eq!(difference(first, b"Hello").unwrap(), "one is longer");
    }
}
