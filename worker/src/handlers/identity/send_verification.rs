//! Sends a mail with a link and a code, unless it was sent before or is no longer needed.
//!
//! The kind of mail depends on whether the address has an account. The API enqueues the same job in
//! both cases, so its response does not reveal whether the account exists.

use shared::{
    Error,
    identity::{
        domain::verification::Purpose,
        jobs::SendVerification,
        models::{email_verification::EmailVerification, user::User},
    },
    platform::{
        domain::{
            language::Language,
            mail::{AccountMail, MailTemplate},
        },
        models::mail::{Mail, MailKey, RecipientOf},
    },
    reservations::{
        domain::status::Status,
        models::{reservation_details::ReservationDetails, segment::Segment},
    },
};

use crate::{
    Context,
    email::{AccountFacts, Facts, Proof, Rendered, render, render_account},
    executor::Outcome,
    handlers::{
        Handle,
        billing::send_mail::{Subject, facts, rules_of},
    },
    outbox::{self, Draft},
};

/// Reason for skipping a mail whose link is no longer valid.
const ENDED: &str = "it was used, or has ended";
/// Reason for skipping a mail about a hold that has ended.
const HOLD_OVER: &str = "the hold is over";

/// The verification that a mail concerns, as stored, with related rows.
struct Found {
    proof: EmailVerification,
    /// The account with the address.
    owner: Option<User>,
    hold: Option<Subject>,
    /// The mail, if it was rendered before.
    stored: Option<Mail>,
}

impl Handle for SendVerification {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let id = self.proof_id;
        let found = context.db.read(move |conn| {
            let Some(proof) = EmailVerification::find(conn, id)? else { return Ok(None) };
            let owner = User::by_email(conn, &proof.email)?;
            let hold = match proof.reservation_id {
                None => None,
                Some(reservation_id) => {
                    let details = ReservationDetails::find(conn, reservation_id)?;
                    let segments = Segment::of_reservation(conn, reservation_id)?;
                    Some(Subject {
                        rules: rules_of(conn, &segments, details.language)?,
                        details,
                        segments,
                        refund: None,
                        offer: None,
                        is_reported: false,
                        visit: None,
                        keeps_card: false,
                    })
                }
            };
            let mut stored = None;
            for template in names(&proof) {
                stored =
                    stored.or(Mail::find(conn, &MailKey::Other { subject_id: id.0, template })?);
            }
            Ok::<_, Error>(Some(Found { proof, owner, hold, stored }))
        });
        let Some(Found { proof, owner, hold, stored }) = found.await? else {
            return Ok(Outcome::Skipped("it was forgotten"));
        };
        let is_over =
            hold.as_ref().is_some_and(|hold| hold.details.reservation.status != Status::Held);
        let over = if is_over {
            Some(HOLD_OVER)
        } else {
            (!proof.takes_link(context.clock.now())).then_some(ENDED)
        };
        match (stored, over) {
            (Some(stored), _) if stored.has_outcome() => {
                return Ok(Outcome::Skipped("the mail has gone out, or was given up"));
            }
            (Some(stored), Some(why)) => return outbox::withdraw(context, stored, why).await,
            (Some(stored), None) => return outbox::deliver(context, stored).await,
            (None, Some(why)) => return Ok(Outcome::Skipped(why)),
            (None, None) => {}
        }
        let (template, [mail, kept]) = match (hold, which(&proof, owner.as_ref())) {
            (Some(hold), _) => {
                let facts =
                    Facts { proof: Some(link_and_code(context, &proof)?), ..facts(context, hold)? };
                let template = MailTemplate::HoldPlaced;
                (
                    template.as_str(),
                    [render(template, &facts)?, render(template, &facts.without_secrets())?],
                )
            }
            (None, Some(template)) => {
                let chosen = owner.and_then(|owner| owner.language);
                let language = chosen.or(proof.language).unwrap_or_default();
                (template.as_str(), about_account(context, &proof, template, language)?)
            }
            (None, None) => return Ok(Outcome::Skipped("nobody has this address")),
        };
        let key = MailKey::Other { subject_id: id.0, template };
        outbox::post(
            context,
            Draft { key, to: proof.email, recipient_of: RecipientOf::Proof(id), mail, kept },
        )
        .await
    }
}

/// Returns the names of all mails that may have been sent for a verification.
fn names(proof: &EmailVerification) -> Vec<&'static str> {
    match proof.purpose {
        Purpose::Reservation => vec![MailTemplate::HoldPlaced.as_str()],
        Purpose::SignUp | Purpose::Account => {
            vec![AccountMail::ConfirmAccount.as_str(), AccountMail::KnownAccount.as_str()]
        }
        Purpose::PasswordReset => vec![AccountMail::ResetPassword.as_str()],
        Purpose::GuestLink => Vec::new(),
    }
}

/// Returns the mail about an account; `None` when no mail applies to the owner of the address.
fn which(proof: &EmailVerification, owner: Option<&User>) -> Option<AccountMail> {
    match (proof.purpose, owner) {
        (Purpose::SignUp, None) => Some(AccountMail::ConfirmAccount),
        (Purpose::SignUp, Some(_)) => Some(AccountMail::KnownAccount),
        (Purpose::Account, Some(owner)) if proof.user_id != Some(owner.id) => {
            Some(AccountMail::KnownAccount)
        }
        (Purpose::Account, _) => Some(AccountMail::ConfirmAccount),
        (Purpose::PasswordReset, Some(owner)) if owner.disabled_at.is_none() => {
            Some(AccountMail::ResetPassword)
        }
        (Purpose::PasswordReset | Purpose::Reservation | Purpose::GuestLink, _) => None,
    }
}

/// Returns the mail in the sent form and in the stored form.
fn about_account(
    context: &Context,
    proof: &EmailVerification,
    template: AccountMail,
    language: Language,
) -> anyhow::Result<[Rendered; 2]> {
    let has_code = template != AccountMail::KnownAccount;
    let facts = AccountFacts {
        language,
        email: proof.email.clone(),
        proof: if has_code { Some(link_and_code(context, proof)?) } else { None },
        public_url: context.links.public_url.clone(),
    };
    Ok([render_account(template, &facts)?, render_account(template, &facts.without_secrets())?])
}

fn link_and_code(context: &Context, proof: &EmailVerification) -> anyhow::Result<Proof> {
    Ok(Proof {
        code: context.links.tokens.code(proof.id)?,
        url: context.links.prove(proof)?,
        code_minutes: (proof.code_expires_at - proof.created_at).num_minutes(),
        link_hours: (proof.expires_at - proof.created_at).num_hours(),
    })
}
