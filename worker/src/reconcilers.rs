//! Reconcilers: periodically enqueue jobs that were lost through a crash, a lost message or a bug.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use shared::{
    Error, Result,
    billing::{
        self,
        jobs::{CollectCharge, IssueRefund},
        models::{charge::Charge, refund::Refund},
    },
    equipment, identity, places,
    platform::{
        self,
        domain::revision::Revision,
        jobs::Job,
        models::job::{self, is_unfinished},
    },
    pricing,
    reservations::{
        self,
        jobs::{EndReservation, ExpireHold},
        models::reservation::Reservation,
    },
    visits,
};

use crate::{Context, reconcile_daily, yield_prices::adjust_yields};

/// Minimum delay before work counts as missed.
const GRACE: TimeDelta = TimeDelta::seconds(30);

/// Reconciles periodically, until the process ends.
pub async fn reconcile_forever(context: Context) {
    let mut ticks = tokio::time::interval(context.jobs.reconcile_interval);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = reconcile(&context).await {
            tracing::warn!(%error, "Could not reconcile");
        }
        if let Err(error) = reconcile_daily(&context).await {
            tracing::warn!(%error, "Daily reconciliation with Stripe failed");
        }
    }
}

/// Runs one round: enqueues overdue jobs, waives carried amounts that have waited for too long,
/// re-encrypts plates, purges expired rows, publishes the states of sites and overdue jobs, and
/// adjusts rates by yield policies. Returns the number of enqueued and published jobs.
///
/// # Errors
/// When PostgreSQL cannot be reached.
pub async fn reconcile(context: &Context) -> Result<usize> {
    let now = context.clock.now();
    let published_before = now - TimeDelta::from_std(context.jobs.republish_after).unwrap_or(GRACE);
    let tokens = context.links.tokens.clone();
    let found = context.db.write(move |conn| {
        let lost = job::requeue_lost(conn, published_before, now)?;
        let holds = Reservation::overdue_holds(conn, None, now - GRACE)?;
        let stays = Reservation::overdue_ends(conn, now - GRACE)?;
        let charges = Charge::unsettled(conn, now - GRACE)?;
        let refunds = Refund::unsettled(conn, now - GRACE)?;
        let holds = holds.iter().map(|held| ExpireHold { reservation_id: held.id });
        let charges = charges.iter().map(|charge| CollectCharge { charge_id: charge.id });
        let refunds = refunds.iter().map(|refund| IssueRefund { refund_id: refund.id });
        let revived = revive(conn, holds, now)?
            + revive(conn, stays.iter().map(end_of), now)?
            + revive(conn, charges, now)?
            + revive(conn, refunds, now)?;
        billing::operations::waive_lapsed(conn, now)?;
        reservations::operations::reseal_plates(conn, &tokens)?;
        identity::models::purge::purge(conn, now)?;
        places::models::import::purge(conn, now)?;
        places::models::purge::purge(conn)?;
        pricing::models::purge::purge(conn, now)?;
        equipment::models::purge::purge(conn, now)?;
        visits::models::purge::purge(conn, now)?;
        billing::models::purge::purge(conn, now)?;
        reservations::models::purge::purge(conn, now)?;
        platform::models::purge::purge(conn, now)?;
        visits::operations::refresh_site_states(conn, &[], now)?;
        Ok::<_, Error>((lost, revived))
    });
    let (lost, revived) = found.await?;
    if lost + revived > 0 {
        tracing::warn!(lost, revived, "Enqueued overdue jobs again");
    }
    // The relay runs in the API; if none is running, overdue jobs are published from here.
    let relayed = context.relay.publish_due(GRACE).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "Could not relay overdue jobs");
        0
    });
    adjust_yields(context).await?;
    Ok(lost + revived + relayed)
}

fn end_of(reservation: &Reservation) -> EndReservation {
    EndReservation(Revision { reservation_id: reservation.id, revision: reservation.revision })
}

/// Enqueues each job unless one is pending. Returns the number of enqueued jobs.
fn revive<J: Job>(
    conn: &mut PgConnection,
    jobs: impl Iterator<Item = J>,
    now: DateTime<Utc>,
) -> Result<usize> {
    let mut revived = 0;
    for job in jobs {
        if !is_unfinished(conn, &job.kind(), &job.dedupe_key())? {
            job.enqueue(conn, now)?;
            revived += 1;
        }
    }
    Ok(revived)
}
