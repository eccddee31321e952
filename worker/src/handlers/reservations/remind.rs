//! Reminds the driver before the end of a stay, unless the end has changed.

use shared::{
    Error,
    billing::jobs::SendMail,
    platform::{domain::mail::MailTemplate, jobs::Job},
    reservations::{domain::status::Status, jobs::Remind, models::reservation::Reservation},
};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for Remind {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let Self(of) = self;
        let now = context.clock.now();
        let remind = context.db.write(move |conn| {
            let reservation = Reservation::find(conn, of.reservation_id)?;
            let is_current = reservation.status == Status::Confirmed
                && reservation.revision == of.revision
                && reservation.period.ends_at() > now;
            if is_current {
                SendMail { template: MailTemplate::Reminder, of }.enqueue(conn, now)?;
            }
            Ok::<_, Error>(is_current)
        });
        Ok(if remind.await? {
            Outcome::Done
        } else {
            Outcome::Skipped("the end has moved or come")
        })
    }
}
