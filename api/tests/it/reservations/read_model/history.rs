//! Random events in a city, and random searches.

use chrono::TimeDelta;
use diesel::{PgConnection, RunQueryDsl, sql_query};
use proptest::prelude::*;
use serde_json::json;
use shared::platform::domain::ids::SpotId;

use crate::support::{TestApp, tariffs::flat_with};

/// Areas of spots: in a city, on the 180th meridian, and at the pole.
const ANCHORS: [(f64, f64); 3] = [(40.7543, -73.9884), (0.0, 180.0), (89.9998, 30.0)];
const ATTRIBUTES: [&str; 6] =
    ["accessible", "charger", "motorcycle", "permit_only", "scooter", "wide"];

/// Vehicle classes of assignments, in SQL.
const CLASSES: [&str; 3] = ["null", "'car'", "'truck'"];

/// An event. A number selects the spot, reservation or closure, modulo their count.
#[derive(Debug, Clone)]
pub enum Event {
    Spot { place: GridPosition, attributes: usize },
    Move { spot: usize, place: GridPosition },
    Rename { spot: usize, label: u8 },
    Retire { spot: usize },
    Restore { spot: usize },
    OtherZone { spot: usize },
    Reserve { spot: usize, period: (i64, i64), held_for: Option<i64> },
    Free { reservation: usize },
    CloseSpot { spot: usize, period: (i64, i64) },
    CloseZone { zone: usize, period: (i64, i64) },
    Reopen { closure: usize },
    RenameZone { zone: usize, street: u8 },
    OtherTimeZone,
    PostTariff { zone: usize, class: usize, tariff: (i64, i64) },
    EndTariff { assignment: usize },
    PublishByRule { version: usize, rate: i64 },
    SetTerms { reservable_percent: i64, at_base_rate: bool },
    Pass { minutes: i64 },
}

/// An offset from an anchor, on a grid, so that spots share positions and distances are equal.
#[derive(Debug, Clone)]
pub struct GridPosition {
    anchor: usize,
    north: i32,
    east: i32,
}

#[derive(Debug, Clone)]
pub struct RandomSearch {
    place: GridPosition,
    area: Area,
    period: Option<(i64, i64)>,
    attributes: usize,
    class: usize,
    limit: usize,
}

#[derive(Debug, Clone)]
pub enum Area {
    Circle(u32),
    Box { north: u32, east: u32 },
}

impl GridPosition {
    pub fn any() -> impl Strategy<Value = Self> {
        (0..ANCHORS.len(), -4..=4, -4..=4).prop_map(|(anchor, north, east)| Self {
            anchor,
            north,
            east,
        })
    }

    /// A step is about fifty metres.
    fn position(&self) -> (f64, f64) {
        let (lat, lng) = ANCHORS[self.anchor];
        let (lat, lng) =
            (lat + f64::from(self.north) * 0.000_45, lng + f64::from(self.east) * 0.000_6);
        (lat.min(90.0), if lng > 180.0 { lng - 360.0 } else { lng })
    }
}

impl Event {
    pub fn any() -> impl Strategy<Value = Self> {
        let (one, attributes) = (0..1_000_usize, 0..16_usize);
        let period = (-30..120_i64, 1..180_i64);
        prop_oneof![
            6 => (GridPosition::any(), attributes)
                .prop_map(|(place, attributes)| Self::Spot { place, attributes }),
            1 => (one.clone(), GridPosition::any())
                .prop_map(|(spot, place)| Self::Move { spot, place }),
            1 => (one.clone(), any::<u8>()).prop_map(|(spot, label)| Self::Rename { spot, label }),
            1 => one.clone().prop_map(|spot| Self::Retire { spot }),
            1 => one.clone().prop_map(|spot| Self::Restore { spot }),
            1 => one.clone().prop_map(|spot| Self::OtherZone { spot }),
            6 => (one.clone(), period.clone(), prop::option::of(1..40_i64))
                .prop_map(|(spot, period, held_for)| Self::Reserve { spot, period, held_for }),
            2 => one.clone().prop_map(|reservation| Self::Free { reservation }),
            1 => (one.clone(), period.clone()).prop_map(|(spot, period)| Self::CloseSpot { spot,
                period }),
            1 => (one.clone(), period).prop_map(|(zone, period)| Self::CloseZone { zone, period }),
            1 => one.clone().prop_map(|closure| Self::Reopen { closure }),
            3 => (one.clone(), 0..CLASSES.len(), (0..1_000_i64, 10..100_i64))
                .prop_map(|(zone, class, tariff)| Self::PostTariff { zone, class, tariff }),
            1 => one.clone().prop_map(|assignment| Self::EndTariff { assignment }),
            2 => (one.clone(), 0..1_000_i64)
                .prop_map(|(version, rate)| Self::PublishByRule { version, rate }),
            2 => (prop_oneof![Just(100_i64), 0..100_i64], any::<bool>()).prop_map(
                |(reservable_percent, at_base_rate)| Self::SetTerms {
                    reservable_percent,
                    at_base_rate,
                }
            ),
            1 => (one, any::<u8>()).prop_map(|(zone, street)| Self::RenameZone { zone, street }),
            1 => Just(Self::OtherTimeZone),
            2 => (0..45_i64).prop_map(|minutes| Self::Pass { minutes }),
        ]
    }

    /// Applies the event in SQL, as an operator with `psql` would. Events that the database
    /// refuses, such as overlapping reservations, have no effect.
    pub fn apply(&self, app: &TestApp, conn: &mut PgConnection) {
        let now = app.now();
        let at = |minutes: i64| format!("'{}'", (now + TimeDelta::minutes(minutes)).to_rfc3339());
        let range = |(starts, length): (i64, i64)| {
            format!("tstzrange({}, {})", at(starts), at(starts + length))
        };
        let nth = |table: &str, number: usize| {
            let count = format!("(select greatest(count(*), 1) from {table})");
            format!("(select id from {table} order by id offset {number} % {count} limit 1)")
        };
        let close = |kind: &str, number: usize, period: (i64, i64)| {
            let (id, place, period) =
                (SpotId::new(), nth(&format!("{kind}s"), number), range(period));
            format!(
                "insert into closures (id, city_id, {kind}_id, period, reason, actor, created_at) \
                 select '{id}', p.city_id, p.id, {period}, 'r', 'a', {} from {kind}s p where p.id \
                 = {place}",
                at(0)
            )
        };
        let sql = match self {
            Self::Spot { place, attributes } => {
                let ((lat, lng), id) = (place.position(), SpotId::new());
                let attributes = attributes_of(*attributes).join(",");
                format!(
                    "insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, \
                        rate_minor_per_hour, attributes) \
                     select '{id}', z.city_id, z.id, '{id}', 'S', {lat}, {lng}, 450, \
                     '{{{attributes}}}' from zones z limit 1"
                )
            }
            Self::Move { spot, place } => {
                let (lat, lng) = place.position();
                format!(
                    "update spots set lat = {lat}, lng = {lng} where id = {}",
                    nth("spots", *spot)
                )
            }
            Self::Rename { spot, label } => {
                let id = nth("spots", *spot);
                format!(
                    "update spots set label = 'L{label}', hours = 'H{label}', rate_minor_per_hour \
                        = {label} where id = {id}"
                )
            }
            Self::Retire { spot } => {
                format!(
                    "update spots set retired_at = {} where id = {}",
                    at(0),
                    nth("spots", *spot)
                )
            }
            Self::Restore { spot } => {
                format!("update spots set retired_at = null where id = {}", nth("spots", *spot))
            }
            Self::OtherZone { spot } => {
                let spot = nth("spots", *spot);
                format!(
                    "update spots s set zone_id = (select id from zones z where z.id <> s.zone_id \
                        limit 1) where id = {spot}"
                )
            }
            Self::Reserve { spot, period, held_for } => {
                let (spot, period, id) = (nth("spots", *spot), range(*period), SpotId::new());
                let (status, expires) = match held_for {
                    Some(minutes) => ("held", format!("least({}, upper({period}))", at(*minutes))),
                    None => ("confirmed", "null".to_owned()),
                };
                format!(
                    "insert into reservations (id, city_id, spot_id, user_id, period, status, \
                        revision, rate_minor_per_hour, currency, \
                         hold_expires_at, stripe_payment_method_id, created_at, agreed_minor) \
                     select '{id}', s.city_id, s.id, u.id, {period}, '{status}', 1, 450, 'USD', \
                     {expires}, 'pm', {}, 1 \
                     from spots s, users u where s.id = {spot} on conflict do nothing",
                    at(0)
                )
            }
            Self::Free { reservation } => {
                format!(
                    "update reservations set status = 'cancelled' where id = {}",
                    nth("reservations", *reservation)
                )
            }
            Self::CloseSpot { spot, period } => close("spot", *spot, *period),
            Self::CloseZone { zone, period } => close("zone", *zone, *period),
            Self::Reopen { closure } => {
                format!(
                    "update closures set ended_at = {} where id = {}",
                    at(0),
                    nth("closures", *closure)
                )
            }
            Self::RenameZone { zone, street } => {
                format!(
                    "update zones set street = 'Street {street}' where id = {}",
                    nth("zones", *zone)
                )
            }
            Self::OtherTimeZone => {
                "update cities set time_zone = case time_zone when 'Europe/Paris' then \
                    'America/New_York' \
                 else 'Europe/Paris' end"
                    .to_owned()
            }
            Self::PostTariff { zone, class, tariff: (rate, minutes) } => {
                let (id, class) = (SpotId::new(), CLASSES[*class]);
                format!(
                    "with place as (select id, city_id from zones where id = {}), \
                     posted as (insert into tariffs (id, city_id, name, created_at, updated_at) \
                         select '{id}', city_id, '{id}', {now}, {now} from place), \
                     published as (insert into tariff_versions (id, city_id, tariff_id, number, \
                         effective_from, time_zone, document, published_at) \
                         select gen_random_uuid(), city_id, '{id}', 1, {now}, 'America/New_York', \
                         '{}', {now} from place) \
                     insert into tariff_assignments (id, city_id, tariff_id, zone_id, \
                         vehicle_class, starts_at, created_at) \
                     select gen_random_uuid(), city_id, '{id}', id, {class}, {now}, {now} from \
                     place on conflict do nothing",
                    nth("zones", *zone),
                    flat_with(*rate, json!({ "max_stay_minutes": minutes })),
                    now = at(0),
                )
            }
            Self::EndTariff { assignment } => {
                format!(
                    "update tariff_assignments set ends_at = greatest(starts_at, {}) where id = {} \
                     and ends_at is null",
                    at(0),
                    nth("tariff_assignments", *assignment)
                )
            }
            Self::PublishByRule { version, rate } => {
                format!(
                    "insert into tariff_versions (id, city_id, tariff_id, number, effective_from, \
                         time_zone, document, published_at, base_version_id) \
                     select gen_random_uuid(), v.city_id, v.tariff_id, \
                         (select max(n.number) + 1 from tariff_versions n \
                             where n.tariff_id = v.tariff_id), \
                         {now}, v.time_zone, \
                         jsonb_set(v.document, '{{bands,0,rate_minor_per_hour}}', '{rate}'), \
                         {now}, coalesce(v.base_version_id, v.id) \
                     from tariff_versions v where v.id = {}",
                    nth("tariff_versions", *version),
                    now = at(0),
                )
            }
            Self::SetTerms { reservable_percent, at_base_rate } => {
                format!(
                    "insert into terms (id, city_id, reservable_percent, \
                         accessible_at_base_rate, updated_at) \
                     select gen_random_uuid(), id, {reservable_percent}, {at_base_rate}, {} from \
                     cities \
                     on conflict (city_id, site_id) do update set \
                         reservable_percent = excluded.reservable_percent, \
                         accessible_at_base_rate = excluded.accessible_at_base_rate",
                    at(0)
                )
            }
            Self::Pass { minutes } => return app.advance(TimeDelta::minutes(*minutes)),
        };
        sql_query(&sql).execute(conn).unwrap_or_else(|error| panic!("{error}: {sql}"));
    }
}

impl RandomSearch {
    pub fn any() -> impl Strategy<Value = Self> {
        let area = prop_oneof![
            (0..400_u32).prop_map(Area::Circle),
            (1..8_u32, 1..8_u32).prop_map(|(north, east)| Area::Box { north, east }),
        ];
        let period = prop::option::of((0..120_i64, 5..90_i64));
        let attributes = prop_oneof![4 => Just(0), 1 => 0..16_usize];
        (GridPosition::any(), area, period, attributes, 0..2_usize, 1..6_usize).prop_map(
            |(place, area, period, attributes, class, limit)| Self {
                place,
                area,
                period,
                attributes,
                class,
                limit,
            },
        )
    }

    pub fn query(&self, app: &TestApp) -> String {
        let (lat, lng) = self.place.position();
        let area = match self.area {
            Area::Circle(radius) => format!("lat={lat}&lng={lng}&radius={radius}"),
            Area::Box { north, east } => {
                // Edges on the grid, where spots are.
                let (north, east) =
                    (lat + f64::from(north) * 0.000_45, lng + f64::from(east) * 0.000_6);
                let east = if east > 180.0 { east - 360.0 } else { east };
                format!("bbox={lng},{lat},{east},{}", north.min(90.0))
            }
        };
        let at = |minutes: i64| (app.now() + TimeDelta::minutes(minutes)).format("%FT%TZ");
        let period = self
            .period
            .map(|(starts, length)| format!("&from={}&to={}", at(starts), at(starts + length)));
        let attributes = attributes_of(self.attributes).join(",");
        let class = ["car", "truck"][self.class];
        format!(
            "{area}&attributes={attributes}&vehicle_class={class}&limit={}{}",
            self.limit,
            period.unwrap_or_default()
        )
    }
}

fn attributes_of(attributes: usize) -> Vec<&'static str> {
    ATTRIBUTES
        .into_iter()
        .enumerate()
        .filter(|(bit, _)| attributes & (1 << bit) != 0)
        .map(|(_, one)| one)
        .collect()
}
