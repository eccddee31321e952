//! Reminds the driver before the end of a stay, unless the end has changed.

use shared::{
    Error,
    platform::{
        domain::mail::MailTemplate,
        jobs::{Job, Revision},
    },
    reservations::{domain::status::Status, models::reservation::Reservation},
};

use crate::{Context, executor::Outcome};

pub(crate) async fn run(context: &Context, of: Revision) -> anyhow::Result<Outcome> {
    let now = context.clock.now();
    let remind = context.db.write(move |conn| {
        let reservation = Reservation::find(conn, of.reservation_id)?;
        let is_current = reservation.status == Status::Confirmed
            && reservation.revision == of.revision
            && reservation.period.ends_at() > now;
        if is_current {
            Job::SendMail(MailTemplate::Reminder, of).enqueue(conn, now)?;
        }
        Ok::<_, Error>(is_current)
    });
    Ok(if remind.await? { Outcome::Done } else { Outcome::Nothing("the end has moved or come") })
}
