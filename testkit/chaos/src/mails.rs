//! The mails that arrived beside those that the database says were sent.

use std::collections::BTreeMap;

use anyhow::Result;
use diesel::PgConnection;
use mail_catcher::Mail;

use crate::calm::texts;

/// The Message-ID of every mail, without the host, and whether it was sent.
const STORED: &str = "select (sent_at is not null) || ' ' || coalesce(reservation_id || '.' || \
    template || '.' || revision, \
                          subject_id || '.' || template) as text from mails";
/// Completed stays whose end was not told.
const UNTOLD: &str = "select 'completed reservation ' || id || ' has no mail about its end' as \
    text from reservations r \
                      where status = 'completed' and not exists ( \
                          select 1 from mails m where m.reservation_id = r.id and m.template = \
                          'ended' and m.sent_at is not null)";

/// How many mails came, how many of them again, and what is wrong with them.
#[derive(Debug, Default)]
pub(crate) struct Mails {
    pub(crate) count: usize,
    /// Came again with the same Message-ID: a crash between the server's answer and the database.
    /// It is the same mail.
    pub(crate) repeated: usize,
    pub(crate) broken: Vec<String>,
}

/// Compares them.
///
/// # Errors
/// When the database does not answer.
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
    let mut broken = texts(conn, UNTOLD)?;
    let lost = stored.iter().filter(|(id, is_sent)| **is_sent && !copies.contains_key(*id));
    broken.extend(lost.map(|(id, _)| format!("the mail {id} never arrived")));
    for (id, copies) in &copies {
        // A mail is stored before it is sent: one that arrived has a row, whatever became of its
        // worker.
        if !stored.contains_key(id) {
            broken.push(format!("the mail {id} arrived and is not written down"));
        }
        broken.extend(
            copies.iter().skip(1).filter_map(|copy| difference(copies.first()?, copy)).map(
                |difference| format!("mails with the same Message-ID {id} differ: {difference}"),
            ),
        );
    }
    Ok(Mails { count: arrived.len(), repeated: arrived.len() - copies.len(), broken })
}

/// The first line in which two mails differ; `None` when they are the same, byte by byte.
fn difference(first: &Mail, second: &Mail) -> Option<String> {
    if first.source == second.source {
        return None;
    }
    let (first, second) =
        (String::from_utf8_lossy(&first.source), String::from_utf8_lossy(&second.source));
    let differ = first.lines().zip(second.lines()).find(|(first, second)| first != second);
    Some(differ.map_or_else(
        || "one is longer".to_owned(),
        |(first, second)| format!("{first:?} and {second:?}"),
    ))
}

#[cfg(test)]
mod tests {
    use mail_catcher::MailCatcher;

    use super::*;

    #[tokio::test]
    async fn copies_with_different_bytes_differ() {
        let catcher =
            MailCatcher::start("127.0.0.1:0".parse().unwrap(), "127.0.0.1:0".parse().unwrap())
                .await
                .unwrap();
        for text in ["We have charged you", "We have charged you", "Your card was refused"] {
            speak(&catcher, text).await;
        }
        let [first, same, other] = catcher.mails().try_into().unwrap();
        assert_eq!(difference(&first, &same), None);
        assert_eq!(
            difference(&first, &other).unwrap(),
            r#""We have charged you" and "Your card was refused""#
        );
    }

    async fn speak(catcher: &MailCatcher, text: &str) {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let address = catcher.smtp_url();
        let mut stream =
            tokio::net::TcpStream::connect(address.strip_prefix("smtp://").unwrap()).await.unwrap();
        let commands = "EHLO me\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n";
        let mail = format!("{commands}Message-ID: <one@d.example>\r\n\r\n{text}\r\n.\r\nQUIT\r\n");
        stream.write_all(mail.as_bytes()).await.unwrap();
        stream.read_to_end(&mut Vec::new()).await.unwrap();
    }
}
