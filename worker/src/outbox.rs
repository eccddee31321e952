//! Outbox of mails: a mail is rendered, stored in a transaction of its own, passed unchanged to the
//! mail server, and its outcome is stored.
//!
//! Sending a mail and storing that it was sent cannot be atomic. After a crash between them the
//! stored mail is sent again: the same bytes with the same Message-ID, which make it the same mail
//! (RFC 5322, 3.6.4). Later changes are announced by a later mail.

use metrics::counter;
use shared::{
    Error,
    platform::{
        metrics::MAILS,
        models::mail::{Mail, MailKey, NewMail, RecipientOf},
    },
};
use uuid::Uuid;

use crate::{
    Context,
    email::{Delivery, Rendered},
    executor::Outcome,
};

/// A rendered mail that is not stored yet.
pub(crate) struct Draft {
    pub(crate) key: MailKey,
    pub(crate) to: String,
    /// Source of the recipient's address.
    pub(crate) recipient_of: RecipientOf,
    /// The form that is sent.
    pub(crate) mail: Rendered,
    /// The form that is stored: without link tokens and codes.
    pub(crate) kept: Rendered,
}

/// Stores a mail and sends it.
pub(crate) async fn post(context: &Context, draft: Draft) -> anyhow::Result<Outcome> {
    let Draft { key, to, recipient_of, mail, kept } = draft;
    let (id, created_at) = (Uuid::now_v7(), context.clock.now());
    let host = context.links.public_url.host_str().unwrap_or("curbhold");
    let message = match context.mailer.compose(&to, &key.message_id(host), &mail, created_at) {
        Ok(message) => message,
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "Cannot compose a mail");
            return Ok(Outcome::Skipped("no mail can be sent to this address"));
        }
    };
    let sealed = context.links.tokens.seal(id, &message)?;
    let new = NewMail {
        id,
        key,
        recipient: to,
        subject: kept.subject,
        body_text: kept.text,
        body_html: kept.html,
        sealed,
        created_at,
    };
    match context.db.write(move |conn| Ok::<_, Error>(new.store(conn, recipient_of)?)).await? {
        Some(stored) => deliver(context, stored).await,
        None => Ok(Outcome::Skipped("the recipient's personal data is erased")),
    }
}

/// Sends a stored mail unchanged.
pub(crate) async fn deliver(context: &Context, mail: Mail) -> anyhow::Result<Outcome> {
    let (Some(sealed), Some(to)) = (&mail.sealed, &mail.recipient) else {
        return Ok(Outcome::Skipped("the mail has gone out, or was given up"));
    };
    let Some(message) = context.links.tokens.open(mail.id, sealed) else {
        tracing::error!(mail.id = %mail.id, "JWT_SECRET was replaced while a mail waited: its \
            links would not work");
        return withdraw(context, mail, "its links do not work any more").await;
    };
    match context.mailer.send(to, &message).await? {
        Delivery::Sent => {
            counter!(MAILS, "outcome" => "sent").increment(1);
            let now = context.clock.now();
            context.db.write(move |conn| Ok::<_, Error>(mail.mark_sent(conn, now)?)).await?;
            Ok(Outcome::Done)
        }
        Delivery::Undeliverable(reason) => {
            counter!(MAILS, "outcome" => "undeliverable").increment(1);
            tracing::warn!(mail.id = %mail.id, "The mail server has refused a mail for good");
            let now = context.clock.now();
            context
                .db
                .write(move |conn| Ok::<_, Error>(mail.mark_undeliverable(conn, &reason, now)?))
                .await?;
            Ok(Outcome::Skipped("the mail server has refused it for good"))
        }
    }
}

/// Gives up a stored mail that must not be sent any more.
pub(crate) async fn withdraw(
    context: &Context,
    mail: Mail,
    why: &'static str,
) -> anyhow::Result<Outcome> {
    let now = context.clock.now();
    context.db.write(move |conn| Ok::<_, Error>(mail.withdraw(conn, now)?)).await?;
    Ok(Outcome::Skipped(why))
}
