//! Handlers of jobs, by subject. Each is safe to run twice, late, or never.

mod billing;
mod identity;
mod reservations;

use shared::platform::jobs::Job;

use crate::{Context, executor::Outcome};

/// Runs the handler of a job.
pub(crate) async fn run(context: &Context, job: Job) -> anyhow::Result<Outcome> {
    match job {
        Job::ExpireHold(id) => reservations::expire_hold::run(context, id).await,
        Job::EndReservation(of) => reservations::end_reservation::run(context, of).await,
        Job::Remind(of) => reservations::remind::run(context, of).await,
        Job::CollectCharge(id) => billing::collect_charge::run(context, id).await,
        Job::DunCharge(id) => billing::dun_charge::dun(context, id).await,
        Job::WriteOffCharge(id) => billing::dun_charge::write_off(context, id).await,
        Job::RecordFee(id) => billing::sync_payment::record_fee(context, id).await,
        Job::SyncPayment(id) => billing::sync_payment::sync(context, &id).await,
        Job::IssueRefund(id) => billing::issue_refund::issue(context, id).await,
        Job::SyncRefund(id) => billing::issue_refund::sync(context, &id).await,
        Job::SyncDispute(id) => billing::sync_dispute::sync(context, &id).await,
        Job::DetachCard(id) => reservations::sync_setup_intent::detach(context, &id).await,
        Job::SyncSetupIntent(id) => reservations::sync_setup_intent::sync(context, &id).await,
        Job::ReleaseCard(id) => reservations::sync_setup_intent::release(context, id).await,
        Job::SendMail(template, of) => billing::send_mail::run(context, template, of).await,
        Job::SendProof(id) => identity::send_verification::run(context, id).await,
        Job::SendAccountMail(template, user_id, about) => {
            identity::send_account_mail::run(context, template, user_id, about).await
        }
    }
}
