//! Job types and the only way to enqueue them. The handlers are in the worker.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    domain::{
        ids::{ChargeId, JobId, ProofId, RefundId, ReservationId, UserId},
        mail::{AccountMail, MailTemplate},
    },
    models::job::NewJob,
    telemetry::trace,
};
use crate::{Error, Result};

/// One revision of one reservation. A job for an outdated revision does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    pub reservation_id: ReservationId,
    pub revision: i32,
}

/// A unit of asynchronous work. It carries ids and reads the current state when it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Frees the spot of an unconfirmed hold.
    ExpireHold(ReservationId),
    /// Completes a reservation at its end, and bills it.
    EndReservation(Revision),
    /// Reminds the driver that the visit ends soon.
    Remind(Revision),
    /// Collects a charge at Stripe.
    CollectCharge(ChargeId),
    /// Marks a payment that awaits the driver's approval as overdue.
    DunCharge(ChargeId),
    /// Writes off a charge that has been overdue for too long.
    WriteOffCharge(ChargeId),
    /// Fetches Stripe's fee, which is not known at the time of collection.
    RecordFee(ChargeId),
    /// Fetches the status of a payment from Stripe, and records the payment if it succeeded.
    SyncPayment(String),
    IssueRefund(RefundId),
    /// Fetches the status of a refund from Stripe.
    SyncRefund(String),
    /// Fetches the status of a dispute from Stripe.
    SyncDispute(String),
    /// Detaches a removed card at Stripe.
    DetachCard(String),
    /// Fetches the status of a card's set-up from Stripe, and confirms the reservation if it
    /// succeeded.
    SyncSetupIntent(String),
    /// Detaches at Stripe the card of a reservation that is over and will not be charged.
    ReleaseCard(ReservationId),
    /// Sends a mail about a revision.
    SendMail(MailTemplate, Revision),
    /// Sends a verification mail with a link and a code.
    SendProof(ProofId),
    /// Sends a user a mail about the account; the last id is that of the event.
    SendAccountMail(AccountMail, UserId, Uuid),
}

/// A job row of an older or newer version of the program.
#[derive(Debug, thiserror::Error)]
#[error("no job of kind {kind:?} with this payload")]
pub struct UnknownJob {
    kind: String,
}

impl Job {
    /// Stable name of the job in the table, in messages and in logs.
    pub fn kind(&self) -> String {
        match self {
            Self::ExpireHold(_) => "reservation.expire_hold".to_owned(),
            Self::EndReservation(_) => "reservation.end".to_owned(),
            Self::Remind(_) => "reservation.remind".to_owned(),
            Self::CollectCharge(_) => "charge.collect".to_owned(),
            Self::DunCharge(_) => "charge.dun".to_owned(),
            Self::WriteOffCharge(_) => "charge.write_off".to_owned(),
            Self::RecordFee(_) => "charge.record_fee".to_owned(),
            Self::SyncPayment(_) => "payment.sync".to_owned(),
            Self::IssueRefund(_) => "refund.issue".to_owned(),
            Self::SyncRefund(_) => "refund.sync".to_owned(),
            Self::SyncDispute(_) => "dispute.sync".to_owned(),
            Self::DetachCard(_) => "card.detach".to_owned(),
            Self::SyncSetupIntent(_) => "setup_intent.sync".to_owned(),
            Self::ReleaseCard(_) => "card.release".to_owned(),
            Self::SendMail(template, _) => format!("mail.{}", template.as_str()),
            Self::SendProof(_) => "proof.send".to_owned(),
            Self::SendAccountMail(template, ..) => format!("account_mail.{}", template.as_str()),
        }
    }

    /// Parses a row.
    ///
    /// # Errors
    /// [`UnknownJob`] when the kind or the payload is unknown.
    pub fn from_row(kind: &str, payload: &Value) -> Result<Self, UnknownJob> {
        let unknown = || UnknownJob { kind: kind.to_owned() };
        if let Some(template) = kind.strip_prefix("mail.") {
            let template = template.parse().map_err(|_| unknown())?;
            return whole(payload)
                .map(|revision| Self::SendMail(template, revision))
                .ok_or_else(unknown);
        }
        if let Some(template) = kind.strip_prefix("account_mail.") {
            let template = template.parse().map_err(|_| unknown())?;
            let about = member(payload, "user_id").zip(member(payload, "about"));
            return about
                .map(|(user_id, about)| Self::SendAccountMail(template, user_id, about))
                .ok_or_else(unknown);
        }
        match kind {
            "reservation.expire_hold" => member(payload, "reservation_id").map(Self::ExpireHold),
            "reservation.end" => whole(payload).map(Self::EndReservation),
            "reservation.remind" => whole(payload).map(Self::Remind),
            "charge.collect" => member(payload, "charge_id").map(Self::CollectCharge),
            "charge.dun" => member(payload, "charge_id").map(Self::DunCharge),
            "charge.write_off" => member(payload, "charge_id").map(Self::WriteOffCharge),
            "charge.record_fee" => member(payload, "charge_id").map(Self::RecordFee),
            "payment.sync" => member(payload, "payment_intent_id").map(Self::SyncPayment),
            "refund.issue" => member(payload, "refund_id").map(Self::IssueRefund),
            "refund.sync" => member(payload, "stripe_refund_id").map(Self::SyncRefund),
            "dispute.sync" => member(payload, "dispute_id").map(Self::SyncDispute),
            "card.detach" => member(payload, "payment_method_id").map(Self::DetachCard),
            "setup_intent.sync" => member(payload, "setup_intent_id").map(Self::SyncSetupIntent),
            "card.release" => member(payload, "reservation_id").map(Self::ReleaseCard),
            "proof.send" => member(payload, "proof_id").map(Self::SendProof),
            _ => None,
        }
        .ok_or_else(unknown)
    }

    /// Returns the number of attempts after which the job is dead and needs an operator.
    pub fn max_attempts(&self) -> i32 {
        match self {
            // Collection is retried for about four days, including the back-off between attempts.
            Self::CollectCharge(_) => 400,
            _ => 30,
        }
    }

    /// Deduplication key: enqueueing a job of the same kind and key while one waits only
    /// reschedules it.
    pub fn dedupe_key(&self) -> String {
        match self {
            Self::ExpireHold(id) | Self::ReleaseCard(id) => id.to_string(),
            Self::EndReservation(of) | Self::Remind(of) => of.reservation_id.to_string(),
            Self::CollectCharge(id)
            | Self::DunCharge(id)
            | Self::WriteOffCharge(id)
            | Self::RecordFee(id) => id.to_string(),
            Self::IssueRefund(id) => id.to_string(),
            Self::SyncSetupIntent(id)
            | Self::SyncPayment(id)
            | Self::SyncRefund(id)
            | Self::SyncDispute(id)
            | Self::DetachCard(id) => id.clone(),
            Self::SendMail(_, of) => format!("{}:{}", of.reservation_id, of.revision),
            Self::SendProof(id) => id.to_string(),
            Self::SendAccountMail(.., about) => about.to_string(),
        }
    }

    /// Enqueues the job for `run_at`, in the transaction of `conn`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn enqueue_at(
        &self,
        conn: &mut PgConnection,
        run_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (kind, payload, dedupe_key) = (self.kind(), self.payload(), self.dedupe_key());
        let traceparent = trace::current();
        let job = NewJob {
            id: JobId::new(),
            kind: &kind,
            payload: &payload,
            dedupe_key: Some(&dedupe_key),
            run_at,
            created_at: now,
            traceparent: traceparent.as_deref(),
        };
        job.upsert(conn).map_err(Error::from)
    }

    /// Enqueues the job for immediate execution, in the transaction of `conn`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn enqueue(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> Result<()> {
        self.enqueue_at(conn, now, now)
    }

    fn payload(&self) -> Value {
        match self {
            Self::ExpireHold(id) | Self::ReleaseCard(id) => json!({ "reservation_id": id }),
            Self::EndReservation(of) | Self::Remind(of) | Self::SendMail(_, of) => {
                json!({ "reservation_id": of.reservation_id, "revision": of.revision })
            }
            Self::CollectCharge(id)
            | Self::DunCharge(id)
            | Self::WriteOffCharge(id)
            | Self::RecordFee(id) => {
                json!({ "charge_id": id })
            }
            Self::SyncPayment(id) => json!({ "payment_intent_id": id }),
            Self::IssueRefund(id) => json!({ "refund_id": id }),
            Self::SyncRefund(id) => json!({ "stripe_refund_id": id }),
            Self::SyncDispute(id) => json!({ "dispute_id": id }),
            Self::DetachCard(id) => json!({ "payment_method_id": id }),
            Self::SyncSetupIntent(id) => json!({ "setup_intent_id": id }),
            Self::SendProof(id) => json!({ "proof_id": id }),
            Self::SendAccountMail(_, user_id, about) => {
                json!({ "user_id": user_id, "about": about })
            }
        }
    }
}

fn whole<T: DeserializeOwned>(payload: &Value) -> Option<T> {
    T::deserialize(payload).ok()
}

fn member<T: DeserializeOwned>(payload: &Value, name: &str) -> Option<T> {
    payload.get(name).and_then(|value| T::deserialize(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_round_trips() {
        let of = Revision { reservation_id: ReservationId::new(), revision: 3 };
        let mut jobs = vec![
            Job::ExpireHold(of.reservation_id),
            Job::EndReservation(of),
            Job::Remind(of),
            Job::CollectCharge(ChargeId::new()),
            Job::DunCharge(ChargeId::new()),
            Job::WriteOffCharge(ChargeId::new()),
            Job::RecordFee(ChargeId::new()),
            Job::SyncPayment("pi_1".to_owned()),
            Job::IssueRefund(RefundId::new()),
            Job::SyncRefund("re_1".to_owned()),
            Job::SyncDispute("dp_1".to_owned()),
            Job::DetachCard("pm_1".to_owned()),
            Job::SyncSetupIntent("seti_1".to_owned()),
            Job::ReleaseCard(of.reservation_id),
            Job::SendProof(ProofId::new()),
        ];
        jobs.extend(
            AccountMail::ALL
                .iter()
                .map(|mail| Job::SendAccountMail(*mail, UserId::new(), Uuid::now_v7())),
        );
        jobs.extend(MailTemplate::ALL.iter().map(|template| Job::SendMail(*template, of)));
        for job in jobs {
            assert_eq!(Job::from_row(&job.kind(), &job.payload()).unwrap(), job);
        }
    }

    #[test]
    fn unknown_jobs_are_errors() {
        assert!(Job::from_row("reservation.paint", &json!({})).is_err());
        assert!(Job::from_row("charge.collect", &json!({ "charge_id": 7 })).is_err());
        assert!(Job::from_row("mail.poem", &json!({})).is_err());
    }
}
