//! Sets the terms of a city or a site.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Error, Result,
    places::{
        domain::{place_terms::PlaceTerms, site::SiteAccess, terms::Terms},
        models::{
            city::City,
            site::Site,
            terms::{of_place, of_sites, set},
        },
    },
    platform::{
        domain::ids::{CityId, SiteId},
        models::audit::{AuditContext, AuditEvent},
    },
};

/// The terms of a city or a site.
#[derive(Debug, Clone)]
pub struct TermsOfPlace {
    /// Those that are set for the place itself.
    pub own: PlaceTerms,
    /// Those that apply there.
    pub effective: Terms,
}

/// Returns the terms of a city.
///
/// # Errors
/// `NotFound`.
pub fn city_terms(conn: &mut PgConnection, id: CityId, defaults: &Terms) -> Result<TermsOfPlace> {
    let city = City::find(conn, id)?;
    let own = of_place(conn, city.id, None)?;
    let effective = defaults.at(own, PlaceTerms::default(), SiteAccess::default());
    Ok(TermsOfPlace { own, effective })
}

/// Returns the terms of a site.
///
/// # Errors
/// `NotFound`.
pub fn site_terms(conn: &mut PgConnection, id: SiteId, defaults: &Terms) -> Result<TermsOfPlace> {
    let site = Site::find(conn, id)?;
    let own = of_place(conn, site.city_id, Some(site.id))?;
    let city = of_place(conn, site.city_id, None)?;
    Ok(TermsOfPlace { own, effective: defaults.at(city, own, site.access) })
}

/// Replaces the terms of a city. They apply to new holds and to changes of reservations. Locks the
/// city.
///
/// # Errors
/// `NotFound`; `Invalid` when the minimum stay would be longer than the maximum, in the city or in
/// one of its sites.
pub fn set_city_terms(
    conn: &mut PgConnection,
    id: CityId,
    new: PlaceTerms,
    defaults: &Terms,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TermsOfPlace> {
    City::lock(conn, id)?;
    let before = city_terms(conn, id, defaults)?;
    set(conn, id, None, new, now)?;
    let after = city_terms(conn, id, defaults)?;
    check_stay_order(&after.effective)?;
    for site in of_sites(conn, id)? {
        check_stay_order(&defaults.at(after.own, site, SiteAccess::default()))?;
    }
    let event = AuditEvent::new("city.set_terms", id.0);
    audit.record(conn, event.change(json!(before.own), json!(after.own)), now)?;
    Ok(after)
}

/// Replaces the terms of a site. They apply to new holds and to changes of reservations. Locks the
/// city, whose terms the site inherits, and the site.
///
/// # Errors
/// `NotFound`; `Invalid` when the minimum stay would be longer than the maximum.
pub fn set_site_terms(
    conn: &mut PgConnection,
    id: SiteId,
    new: PlaceTerms,
    defaults: &Terms,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TermsOfPlace> {
    let city_id = Site::find(conn, id)?.city_id;
    City::lock(conn, city_id)?;
    let site = Site::lock(conn, id)?;
    let before = site_terms(conn, id, defaults)?;
    set(conn, site.city_id, Some(id), new, now)?;
    let after = site_terms(conn, id, defaults)?;
    check_stay_order(&after.effective)?;
    let event = AuditEvent::new("site.set_terms", id.0);
    audit.record(conn, event.change(json!(before.own), json!(after.own)), now)?;
    Ok(after)
}

fn check_stay_order(terms: &Terms) -> Result<()> {
    if terms.min_stay <= terms.max_stay {
        return Ok(());
    }
    let message = "must not be longer than the maximum stay, here and in the sites of the city";
    Err(Error::field("min_stay_seconds", "out_of_range", message))
}
