//! Lanes, codes and rules of the demo garage and the demo lot.

use chrono::{DateTime, Utc};
use shared::{
    Result,
    equipment::{
        domain::{code_kind::CodeKind, direction::LaneDirection, vendor::DeviceKind},
        models::entry_code::EntryCode,
        operations::{
            NewCode, create_device, create_device::NewDevice, create_lane, create_lane::NewLane,
            issue_code,
        },
    },
    identity::domain::scope::Scope,
    places::{
        domain::site_rules::{Numbering, SiteRules},
        models::site::{Site, SiteFilter},
        operations::set_site_rules,
    },
    platform::{
        clock::Clock,
        db::{Db, PgConnection},
        domain::ids::{LaneId, SiteId},
        models::audit::AuditContext,
    },
};

/// The garage with barriers, and the lot without, of the demo city.
const GARAGE: &str = "demo:garage";
const LOT: &str = "demo:lot";

/// Creates lanes, a gateway and codes of the demo garage, and codes of the demo lot, whose spots
/// have no numbers. A site that has codes is unchanged. Nobody knows the key of the gateway: an
/// operator renews it.
///
/// # Errors
/// Only database errors.
pub async fn entry(db: &Db, clock: &Clock) -> Result<()> {
    let now = clock.now();
    let audit = AuditContext { actor: "command".to_owned(), request: None };
    let create = db.write(move |conn| {
        if let Some(site) = without_codes(conn, GARAGE)? {
            set_site_rules(conn, site, &SiteRules::default(), &audit, now)?;
            let [entrance, exit] = lanes(conn, site, &audit, now)?;
            issue(conn, site, CodeKind::Entrance, Some(entrance), &audit, now)?;
            issue(conn, site, CodeKind::Exit, Some(exit), &audit, now)?;
        }
        if let Some(site) = without_codes(conn, LOT)? {
            let rules = SiteRules { numbering: Numbering::Unnumbered, ..SiteRules::default() };
            set_site_rules(conn, site, &rules, &audit, now)?;
            issue(conn, site, CodeKind::Entrance, None, &audit, now)?;
            issue(conn, site, CodeKind::Exit, None, &audit, now)?;
        }
        Ok(())
    });
    create.await
}

/// Returns a site in service that has no codes, not even revoked ones.
fn without_codes(conn: &mut PgConnection, source_ref: &str) -> Result<Option<SiteId>> {
    let filter = SiteFilter {
        text: Some(source_ref.to_owned()),
        in_service: Some(true),
        ..SiteFilter::default()
    };
    let sites = Site::search(conn, &filter, &Scope::Everywhere, 10)?;
    let Some(site) = sites.into_iter().find(|site| site.source_ref == source_ref) else {
        return Ok(None);
    };
    let codes = EntryCode::of_site(conn, site.id, false)?;
    Ok(codes.is_empty().then_some(site.id))
}

/// Creates a gateway, and the entrance and the exit whose barriers it opens.
fn lanes(
    conn: &mut PgConnection,
    site_id: SiteId,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<[LaneId; 2]> {
    let gateway = NewDevice { site_id, kind: DeviceKind::Gateway, name: "Gateway".to_owned() };
    let (gateway, _) = create_device(conn, &gateway, audit, now)?;
    let mut lane = |name: &str, direction| {
        let gateway_id = Some(gateway.id);
        let new = NewLane { site_id, name: name.to_owned(), direction, gateway_id };
        create_lane(conn, &new, audit, now).map(|lane| lane.id)
    };
    Ok([lane("Entrance", LaneDirection::In)?, lane("Exit", LaneDirection::Out)?])
}

fn issue(
    conn: &mut PgConnection,
    site_id: SiteId,
    kind: CodeKind,
    lane_id: Option<LaneId>,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<()> {
    let new = NewCode { site_id, kind, lane_id, spot_id: None, is_rotating: false };
    issue_code(conn, &new, audit, now).map(drop)
}
