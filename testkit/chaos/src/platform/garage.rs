//! A garage whose spots have no numbers, with barriers at its entrance and its exit.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    PgConnection, RunQueryDsl, sql_query,
    sql_types::{Text, Uuid as SqlUuid},
};
use shared::{
    equipment::{
        code_tokens::write_code,
        domain::{code_kind::CodeKind, direction::LaneDirection, vendor::DeviceKind},
        operations::{
            NewCode, create_device, create_device::NewDevice, create_lane, create_lane::NewLane,
            issue_code,
        },
    },
    places::{
        domain::site_rules::{Numbering, SiteRules},
        operations::set_site_rules,
    },
    platform::{
        domain::ids::{DeviceId, SiteId, ZoneId},
        models::audit::AuditContext,
    },
    pricing::quote_signer::QuoteSigner,
};
use testkit::builders::City;

use super::{
    city::RATES,
    variables::{PUBLIC_URL, QUOTE_SIGNING_KEY},
};

const SPOTS: usize = 12;
/// Metres north of the street: too far for its drivers to be offered a spot.
const NORTH_M: f64 = 5_000.0;
/// Visits that nobody ends last so long.
const MAX_VISIT: TimeDelta = TimeDelta::seconds(60);

pub(crate) struct Garage {
    pub(crate) site_id: SiteId,
    /// Contents of the codes.
    pub(crate) entrance: String,
    pub(crate) exit: String,
    pub(crate) device_key: String,
}

impl Garage {
    pub(super) fn create(conn: &mut PgConnection, city: City, now: DateTime<Utc>) -> Result<Self> {
        let audit = AuditContext { actor: "command".to_owned(), request: None };
        let site_id = city.site(conn, "Garage");
        let level = City { zone_id: create_zone(conn, city, site_id)?, ..city };
        for (rate, number) in RATES.iter().cycle().take(SPOTS).zip(1_u32..) {
            level.spot(conn, &format!("G{number}"), NORTH_M + f64::from(number), *rate);
        }
        let rules = SiteRules {
            numbering: Numbering::Unnumbered,
            max_visit: Some(MAX_VISIT),
            ..SiteRules::default()
        };
        set_site_rules(conn, site_id, &rules, &audit, now)?;
        let gateway = NewDevice { site_id, kind: DeviceKind::Gateway, name: "Gateway".to_owned() };
        let (gateway, device_key) = create_device(conn, &gateway, &audit, now)?;
        let signer = QuoteSigner::new(vec![QUOTE_SIGNING_KEY.parse()?], &PUBLIC_URL.parse()?);
        let mut code = |direction, kind| {
            create_code(conn, (site_id, gateway.id), direction, kind, &signer, &audit, now)
        };
        let entrance = code(LaneDirection::In, CodeKind::Entrance)?;
        let exit = code(LaneDirection::Out, CodeKind::Exit)?;
        Ok(Self { site_id, entrance, exit, device_key })
    }
}

fn create_zone(conn: &mut PgConnection, city: City, site_id: SiteId) -> Result<ZoneId> {
    let id = ZoneId::new();
    let insert = sql_query(
        "insert into zones (id, city_id, site_id, source_ref, street, from_street, to_street, \
            side, line) values ($1, $2, $3, $4, $4, '', '', 'unknown', 'linestring(-73.99 40.8, \
            -73.987 40.801)')",
    );
    let insert = insert.bind::<SqlUuid, _>(id).bind::<SqlUuid, _>(city.id);
    insert.bind::<SqlUuid, _>(site_id).bind::<Text, _>("Garage, level 1").execute(conn)?;
    Ok(id)
}

/// Creates a lane with a code. Returns the content of the code.
fn create_code(
    conn: &mut PgConnection,
    (site_id, gateway): (SiteId, DeviceId),
    direction: LaneDirection,
    kind: CodeKind,
    signer: &QuoteSigner,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<String> {
    let name = kind.as_str().to_owned();
    let lane = NewLane { site_id, name, direction, gateway_id: Some(gateway) };
    let lane_id = Some(create_lane(conn, &lane, audit, now)?.id);
    let code = NewCode { site_id, kind, lane_id, spot_id: None, is_rotating: false };
    let code = issue_code(conn, &code, audit, now)?;
    Ok(write_code(signer, code.token(now))?)
}
