//! The mails that arrived beside those that the database says were sent.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use diesel::PgConnection;
use mail_catcher::Mail;

use crate::calm::texts;

/// The Message-ID of every mail that was written down, without the host.
const SENT: &str =
    "select reservation_id || '.' || template || '.' || revision as text from mails where reservation_id is not null";
/// Mails whose worker was killed between the mail server's answer and the commit, and that would have told an old state when they were tried again:
/// they went out, and nobody wrote it down.
const OVERTAKEN: &str = "select (payload->>'reservation_id') || '.' || substr(kind, 6) || '.' || (payload->>'revision') as text from jobs \
                         where kind like 'mail.%' and attempts > 1 and last_error = 'a later mail tells how things stand'";
/// Completed stays whose end was not told.
const UNTOLD: &str = "select 'completed reservation ' || id || ' has no mail about its end' as text from reservations r \
                      where status = 'completed' and not exists ( \
                          select 1 from mails m where m.reservation_id = r.id and m.template = 'ended')";

/// How many mails came, how many of them again, and what is wrong with them.
#[derive(Debug, Default)]
pub(crate) struct Mails {
    pub(crate) count: usize,
    /// Came again with the same Message-ID: a crash between the server's answer and the database. It is the same mail.
    pub(crate) repeated: usize,
    pub(crate) broken: Vec<String>,
}

/// Compares them.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn compare(conn: &mut PgConnection, arrived: &[Mail]) -> Result<Mails> {
    let sent: BTreeSet<String> = texts(conn, SENT)?.into_iter().collect();
    let overtaken: BTreeSet<String> = texts(conn, OVERTAKEN)?.into_iter().collect();
    let mut subjects: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for mail in arrived {
        let id = mail.message_id.split_once('@').map_or(mail.message_id.as_str(), |(id, _)| id);
        subjects.entry(id).or_default().insert(&mail.subject);
    }
    let mut broken = texts(conn, UNTOLD)?;
    broken.extend(
        sent.iter().filter(|id| !subjects.contains_key(id.as_str())).map(|id| format!("the mail {id} never arrived")),
    );
    for (id, subjects) in &subjects {
        if !sent.contains(*id) && !overtaken.contains(*id) {
            broken.push(format!("the mail {id} arrived and is not written down"));
        }
        if subjects.len() > 1 {
            broken.push(format!("mails with the same Message-ID {id} differ: {subjects:?}"));
        }
    }
    Ok(Mails { count: arrived.len(), repeated: arrived.len() - subjects.len(), broken })
}
