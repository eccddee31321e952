//! Sites near a full one.

use chrono::{DateTime, Utc};
use shared::{
    Result,
    places::{
        domain::{
            position::{Bounds, Position},
            site::SiteAccess,
        },
        models::{site::Site, site_on_map::SiteOnMap},
    },
    platform::{db::PgConnection, domain::ids::SiteId},
    visits::models::site_count,
};

use super::whole_metres;
use crate::problem::NearbySite;

/// Maximum distance of an alternative, in metres.
const MAX_DISTANCE_M: f64 = 3_000.0;
/// Maximum number of sites that are compared.
const MAX_COMPARED: i64 = 100;
/// Maximum number of alternatives.
const MAX_SITES: usize = 3;

/// Returns up to three public sites with free spots around a site, nearest first.
pub(in crate::handlers) fn nearby_sites(
    conn: &mut PgConnection,
    id: SiteId,
    now: DateTime<Utc>,
) -> Result<Vec<NearbySite>> {
    let Site { lat, lng, .. } = Site::find(conn, id)?;
    let center = Position { lat, lng };
    let area = Bounds::around(center, MAX_DISTANCE_M);
    let ids = site_count::in_box(conn, area, MAX_COMPARED)?;
    let sites = SiteOnMap::of_ids(conn, &ids)?.into_iter();
    let others = sites.filter(|site| site.id != id && site.access == SiteAccess::Public);
    let near = others.map(|site| (site.position().distance_m(center), site));
    let mut near: Vec<_> = near.filter(|(distance_m, _)| *distance_m <= MAX_DISTANCE_M).collect();
    near.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let ids: Vec<SiteId> = near.iter().map(|(_, site)| site.id).collect();
    let counts = site_count::of_sites(conn, &ids, now)?;
    let with_free = near.into_iter().filter_map(|(distance_m, site)| {
        let count = counts.iter().find(|count| count.site_id == site.id)?;
        let free = count.free();
        (free > 0).then(|| NearbySite {
            id: site.id.0,
            name: site.name,
            free,
            distance_m: whole_metres(distance_m),
            lat: site.lat,
            lng: site.lng,
        })
    });
    Ok(with_free.take(MAX_SITES).collect())
}
