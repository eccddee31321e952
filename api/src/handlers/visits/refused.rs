//! Refused entries, with what the driver can do instead.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use shared::{
    Error, Result,
    identity::domain::{principal::Principal, vehicle::VehicleClass},
    places::{
        domain::{
            position::{Position, Unit},
            terms::Terms,
        },
        models::{place, site::Site, terms},
    },
    platform::{
        db::PgConnection,
        domain::{
            ids::{SpotId, ZoneId},
            language::Language,
            period::{Period, next_second},
        },
    },
    visits::models::site_count,
};

use crate::{
    App,
    extract::ClientAddress,
    handlers::{
        billing::charges::resend_payment_link,
        places::sites::{free_spots_of_site, nearby_sites, zones_of},
        reservations::{overdue, spots::views},
    },
    problem::Problem,
    search::OfferTerms,
    views::FreeSpotView,
};

/// Maximum number of other spots.
const MAX_SPOTS: i64 = 3;

/// Returns the problem of a refused entry: with sites nearby if the site is full, with other spots
/// of the site if the spot is taken, and with the ways to pay an overdue charge.
pub(super) async fn refused_entry(
    app: &App,
    error: Error,
    principal: Principal,
    address: ClientAddress,
    language: Option<Language>,
) -> Problem {
    match error {
        Error::SiteFull { site_id } => {
            let now = app.now();
            let near = app.db.read(move |conn| nearby_sites(conn, site_id, now)).await;
            Problem::from(error).with_sites(or_none(near))
        }
        Error::SpotTaken { spot_id } => {
            let others = other_spots(app, spot_id, language.unwrap_or_default()).await;
            Problem::from(error).with_alternatives(or_none(others))
        }
        Error::PaymentOverdue { charges } if principal.user_id().is_some() => {
            overdue(app, charges).unwrap_or_else(Problem::from)
        }
        error => resend_payment_link(app, error, address).await.into(),
    }
}

/// The refusal does not depend on the alternatives.
fn or_none<T>(found: Result<Vec<T>>) -> Vec<T> {
    found.inspect_err(|error| tracing::warn!(%error, "No alternatives")).unwrap_or_default()
}

/// Returns free spots of the site of a taken spot, for the shortest stay of a car from now on.
async fn other_spots(
    app: &App,
    spot_id: SpotId,
    language: Language,
) -> Result<Vec<FreeSpotView<'static>>> {
    let (defaults, now) = (app.terms.clone(), app.now());
    let read = move |conn: &mut _| site_of_spot(conn, spot_id, &defaults, now);
    let Some((center, zones, terms)) = app.db.read(read).await? else { return Ok(Vec::new()) };
    let starts_at = next_second(now);
    let Some(period) = Period::new(starts_at, starts_at + terms.min_stay) else {
        return Ok(Vec::new());
    };
    let offer_terms = OfferTerms { class: VehicleClass::Car, longest: terms.max_stay, language };
    let found = free_spots_of_site(app, center, zones, period, offer_terms, MAX_SPOTS).await?;
    Ok(views(&found, Unit::Metre).into_iter().map(FreeSpotView::into_owned).collect())
}

/// Returns position, zones and terms of the site of a spot; `None` on the street.
fn site_of_spot(
    conn: &mut PgConnection,
    id: SpotId,
    defaults: &Terms,
    now: DateTime<Utc>,
) -> Result<Option<(Position, HashSet<ZoneId>, Terms)>> {
    let Some(site_id) = place::of_spot(conn, id)?.site() else { return Ok(None) };
    let site = Site::find(conn, site_id)?;
    let counts = site_count::of_sites(conn, &[site_id], now)?;
    let zones = counts.iter().flat_map(zones_of);
    let position = Position { lat: site.lat, lng: site.lng };
    Ok(Some((position, zones.collect(), terms::at_site(conn, defaults, &site)?)))
}
