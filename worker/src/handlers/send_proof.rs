//! Sends a mail with a link and a code, unless it has gone out, or is of no use any more.
//!
//! Which mail that is depends on whether the address has an account: the api asks for the same in any case, so that it has nothing to tell.

use shared::{
    Error,
    domain::{
        ids::ProofId,
        mail::{AccountMail, MailTemplate},
        proof::Purpose,
        status::Status,
    },
    models::{email_proof::EmailProof, mail, reservation_details::ReservationDetails, segment::Segment, user::User},
};

use super::send_mail::{Subject, facts};
use crate::{
    Context,
    email::{AccountFacts, Facts, Proof, Rendered, render, render_account},
    executor::Outcome,
};

/// What a mail is about, as the database has it.
struct Found {
    proof: EmailProof,
    /// Who has the address.
    owner: Option<User>,
    /// What a guest holds.
    hold: Option<Subject>,
    is_sent: bool,
}

pub(super) async fn run(context: &Context, id: ProofId) -> anyhow::Result<Outcome> {
    let found = context.db.read(move |conn| {
        let Some(proof) = EmailProof::find(conn, id)? else { return Ok(None) };
        let owner = User::by_email(conn, &proof.email)?;
        let hold = match proof.reservation_id {
            None => None,
            Some(reservation_id) => {
                let details = ReservationDetails::find(conn, reservation_id)?;
                let segments = Segment::of_reservation(conn, reservation_id)?;
                Some(Subject { details, segments, refund: None, offer: None, is_reported: false, is_sent: false })
            }
        };
        let mut is_sent = false;
        for name in names(&proof) {
            is_sent |= mail::is_sent_about(conn, id.0, name)?;
        }
        Ok::<_, Error>(Some(Found { proof, owner, hold, is_sent }))
    });
    let Some(Found { proof, owner, hold, is_sent }) = found.await? else {
        return Ok(Outcome::Nothing("it was forgotten"));
    };
    if is_sent {
        return Ok(Outcome::Nothing("the mail has gone out"));
    }
    if !proof.takes_link(context.clock.now()) {
        return Ok(Outcome::Nothing("it was used, or has ended"));
    }
    let (template, mail) = match (hold, which(&proof, owner.as_ref())) {
        (Some(hold), _) if hold.details.reservation.status != Status::Held => {
            return Ok(Outcome::Nothing("the hold is over"));
        }
        (Some(hold), _) => {
            let facts = Facts { proof: Some(link_and_code(context, &proof)?), ..facts(context, hold)? };
            (MailTemplate::HoldPlaced.as_str(), render(MailTemplate::HoldPlaced, &facts)?)
        }
        (None, Some(template)) => (template.as_str(), about_account(context, &proof, template)?),
        (None, None) => return Ok(Outcome::Nothing("nobody has this address")),
    };
    let host = context.links.public_url.host_str().unwrap_or("curbhold");
    context.mailer.send(&proof.email, &format!("<{id}.{template}@{host}>"), &mail).await?;
    let now = context.clock.now();
    context.db.write(move |conn| Ok::<_, Error>(mail::mark_sent_about(conn, id.0, template, now)?)).await?;
    Ok(Outcome::Done)
}

/// Every mail that may have gone out for a proof.
fn names(proof: &EmailProof) -> Vec<&'static str> {
    match proof.purpose {
        Purpose::Reservation => vec![MailTemplate::HoldPlaced.as_str()],
        Purpose::SignUp | Purpose::Account => {
            vec![AccountMail::ConfirmAccount.as_str(), AccountMail::KnownAccount.as_str()]
        }
        Purpose::PasswordReset => vec![AccountMail::ResetPassword.as_str()],
    }
}

/// The mail about an account; `None` when there is nothing to say to whoever has the address.
fn which(proof: &EmailProof, owner: Option<&User>) -> Option<AccountMail> {
    match (proof.purpose, owner) {
        (Purpose::SignUp, None) => Some(AccountMail::ConfirmAccount),
        (Purpose::SignUp, Some(_)) => Some(AccountMail::KnownAccount),
        (Purpose::Account, Some(owner)) if proof.user_id != Some(owner.id) => Some(AccountMail::KnownAccount),
        (Purpose::Account, _) => Some(AccountMail::ConfirmAccount),
        (Purpose::PasswordReset, Some(owner)) if owner.disabled_at.is_none() => Some(AccountMail::ResetPassword),
        (Purpose::PasswordReset, _) | (Purpose::Reservation, _) => None,
    }
}

fn about_account(context: &Context, proof: &EmailProof, template: AccountMail) -> anyhow::Result<Rendered> {
    let asks = template != AccountMail::KnownAccount;
    let facts = AccountFacts {
        email: proof.email.clone(),
        proof: if asks { Some(link_and_code(context, proof)?) } else { None },
        public_url: context.links.public_url.clone(),
    };
    render_account(template, &facts)
}

fn link_and_code(context: &Context, proof: &EmailProof) -> anyhow::Result<Proof> {
    Ok(Proof { code: context.links.tokens.code(proof.id)?, url: context.links.prove(proof)? })
}
