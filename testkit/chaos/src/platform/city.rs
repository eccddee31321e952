//! The spots for which drivers compete.

use anyhow::Result;
use diesel::{Connection, PgConnection};
use shared::platform::{db::migrate::migrate, domain::ids::SpotId};
use testkit::builders::City;

use crate::Plan;

/// In minor units per hour: a second costs a dollar, ten cents or nothing.
const RATES: [i32; 8] = [360_000, 360_000, 360_000, 360_000, 36_000, 360_000, 360_000, 0];

/// Migrates the database and creates slightly fewer spots than drivers need, so that they compete:
/// a stay takes about five seconds.
pub(super) fn create(database_url: &str, plan: &Plan) -> Result<Vec<SpotId>> {
    migrate(database_url)?;
    let mut conn = PgConnection::establish(database_url)?;
    let city = City::insert(&mut conn);
    let count = u64::from(plan.reservations) * 4 / plan.duration.as_secs().max(1);
    let count = usize::try_from(count)?.max(RATES.len());
    let spots = RATES.iter().cycle().take(count).zip(0_u32..);
    Ok(spots
        .map(|(rate, at)| city.spot(&mut conn, &format!("S{at}"), f64::from(at), *rate))
        .collect())
}
