//! Reminds the driver of a visit that lasts long, unless it has ended or ends soon.

use chrono::TimeDelta;
use shared::{
    Error,
    billing::jobs::SendMail,
    platform::{
        domain::{mail::MailTemplate, revision::Revision},
        jobs::Job,
    },
    reservations::models::reservation::Reservation,
    visits::{jobs::RemindVisit, models::visit::Visit},
};

use crate::{Context, executor::Outcome, handlers::Handle};

/// Time before the bound in which the reminder of the reservation's end is enough.
const NOTICE: TimeDelta = TimeDelta::minutes(15);

impl Handle for RemindVisit {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let now = context.clock.now();
        let remind = context.db.write(move |conn| {
            let visit = Visit::find(conn, self.visit_id)?;
            if !visit.is_open() || visit.bound_at <= now + NOTICE {
                return Ok(false);
            }
            let revision = Reservation::find(conn, visit.reservation_id)?.revision;
            let of = Revision { reservation_id: visit.reservation_id, revision };
            SendMail { template: MailTemplate::VisitRunning, of }.enqueue(conn, now)?;
            Ok::<_, Error>(true)
        });
        Ok(if remind.await? {
            Outcome::Done
        } else {
            Outcome::Skipped("the visit has ended or ends soon")
        })
    }
}
