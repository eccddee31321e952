//! Handlers, one per kind of job. Each is safe to run twice, late, or never.

mod collect_charge;
mod dispute;
mod dun_charge;
mod end_reservation;
mod expire_hold;
mod payment;
mod refund;
mod remind;
mod send_account_mail;
mod send_mail;
mod send_proof;
mod setup_intent;

use shared::platform::jobs::Job;

use crate::{Context, executor::Outcome};

/// Runs the handler of a job.
pub(crate) async fn run(context: &Context, job: Job) -> anyhow::Result<Outcome> {
    match job {
        Job::ExpireHold(id) => expire_hold::run(context, id).await,
        Job::EndReservation(of) => end_reservation::run(context, of).await,
        Job::Remind(of) => remind::run(context, of).await,
        Job::CollectCharge(id) => collect_charge::run(context, id).await,
        Job::DunCharge(id) => dun_charge::dun(context, id).await,
        Job::WriteOffCharge(id) => dun_charge::write_off(context, id).await,
        Job::RecordFee(id) => payment::record_fee(context, id).await,
        Job::SyncPayment(id) => payment::sync(context, &id).await,
        Job::IssueRefund(id) => refund::issue(context, id).await,
        Job::SyncRefund(id) => refund::sync(context, &id).await,
        Job::SyncDispute(id) => dispute::sync(context, &id).await,
        Job::DetachCard(id) => setup_intent::detach(context, &id).await,
        Job::SyncSetupIntent(id) => setup_intent::sync(context, &id).await,
        Job::ReleaseCard(id) => setup_intent::release(context, id).await,
        Job::SendMail(template, of) => send_mail::run(context, template, of).await,
        Job::SendProof(id) => send_proof::run(context, id).await,
        Job::SendAccountMail(template, user_id, about) => {
            send_account_mail::run(context, template, user_id, about).await
        }
    }
}
