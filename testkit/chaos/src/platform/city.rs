//! The spots for which drivers compete, their tariffs, and the garage.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{Connection, PgConnection};
use rand::rngs::StdRng;
use shared::{
    places::{domain::place_terms::PlaceTerms, models::terms},
    platform::{
        db::migrate::migrate,
        domain::ids::{SpotId, TariffId},
        models::audit::AuditContext,
    },
    pricing::{
        domain::posted::AssignmentPlace,
        operations::{AssignTariff, PublishVersion, assign_tariff, create_tariff, publish_version},
    },
};
use testkit::builders::City;

use super::garage::Garage;
use crate::{Plan, tariffs::random_document};

/// In minor units per hour: a second costs a dollar, ten cents or nothing.
pub(super) const RATES: [i32; 8] =
    [360_000, 360_000, 360_000, 360_000, 36_000, 360_000, 360_000, 0];
const TARIFFS: usize = 3;
/// Highest rate of drivers with a reduced-rate permit: a second costs half a dollar.
const REDUCED_RATE: i32 = 180_000;

/// Migrates the database and creates slightly fewer spots than drivers need, so that they compete:
/// a stay takes about five seconds. Every second spot has a tariff. The garage is not among them.
pub(super) fn create(
    database_url: &str,
    plan: &Plan,
    now: DateTime<Utc>,
) -> Result<(Vec<SpotId>, Garage)> {
    migrate(database_url)?;
    let mut conn = PgConnection::establish(database_url)?;
    let city = City::insert(&mut conn);
    let reduced =
        PlaceTerms { reduced_rate_cap_minor: Some(REDUCED_RATE), ..PlaceTerms::default() };
    terms::set(&mut conn, city.id, None, reduced, now)?;
    let count = u64::from(plan.reservations) * 4 / plan.duration.as_secs().max(1);
    let count = usize::try_from(count)?.max(RATES.len());
    let numbered = RATES.iter().cycle().take(count).zip(0_u32..);
    let spots: Vec<SpotId> = numbered
        .map(|(rate, at)| city.spot(&mut conn, &format!("S{at}"), f64::from(at), *rate))
        .collect();
    let mut rng = plan.tariff_rng();
    for number in 0..TARIFFS {
        let tariff_id =
            create_with_version(&mut conn, city, &format!("Tariff {number}"), &mut rng, now)?;
        let of_tariff = spots.iter().skip(1 + 2 * number).step_by(2 * TARIFFS);
        of_tariff.copied().try_for_each(|spot| assign(&mut conn, tariff_id, spot, now))?;
        // From the middle of the run on; an operator publishes versions of the others.
        if number == 0 {
            let middle = now + TimeDelta::from_std(plan.duration / 2)?;
            publish(&mut conn, tariff_id, &mut rng, middle, now)?;
        }
    }
    let garage = Garage::create(&mut conn, city, now)?;
    Ok((spots, garage))
}

fn create_with_version(
    conn: &mut PgConnection,
    city: City,
    name: &str,
    rng: &mut StdRng,
    now: DateTime<Utc>,
) -> Result<TariffId> {
    let tariff = create_tariff(conn, city.id, name, &audit(), now)?;
    publish(conn, tariff.id, rng, now, now)?;
    Ok(tariff.id)
}

fn publish(
    conn: &mut PgConnection,
    tariff_id: TariffId,
    rng: &mut StdRng,
    effective_from: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let version = PublishVersion {
        tariff_id,
        document: random_document(rng, now),
        effective_from: Some(effective_from),
        published_by: None,
        base_version_id: None,
    };
    publish_version(conn, &version, &audit(), now)?;
    Ok(())
}

fn assign(
    conn: &mut PgConnection,
    tariff_id: TariffId,
    spot: SpotId,
    now: DateTime<Utc>,
) -> Result<()> {
    let assignment = AssignTariff {
        tariff_id,
        place: AssignmentPlace::Spot(spot),
        vehicle_class: None,
        starts_at: None,
        ends_at: None,
    };
    assign_tariff(conn, &assignment, &audit(), now)?;
    Ok(())
}

fn audit() -> AuditContext {
    AuditContext { actor: "command".to_owned(), request: None }
}
