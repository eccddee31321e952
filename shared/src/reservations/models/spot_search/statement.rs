//! The statement of the search, which uses the spatial index and the partial indexes of blocks.

use chrono::{DateTime, Utc};
use diesel::{
    deserialize,
    pg::Pg,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{self, Array, BigInt, Bool, Double, Integer, Nullable, Text, Timestamptz},
};

use super::{Area, FreeSpot, Replacement, SpotSearch};
use crate::{
    places::domain::position::{Bounds, Position},
    platform::{
        db::column::Column,
        domain::{
            ids::{CityId, SiteId, SpotId, ZoneId},
            money::Currency,
        },
    },
    reservations::models::indexed_spot::{IndexedSpot, IndexedZone},
};

pub(super) struct Statement {
    pub(super) search: SpotSearch,
    pub(super) replacement: Option<Replacement>,
    pub(super) center: Position,
    pub(super) zones: Option<Vec<ZoneId>>,
    /// The parts of a box on either side of the 180th meridian.
    pub(super) parts: Vec<Bounds>,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) ends_at: DateTime<Utc>,
    /// Stays that begin after this time are reserved ahead.
    pub(super) ahead_from: DateTime<Utc>,
}

/// Columns: the snapshot of the statement, whether a tariff is assigned, and the free spot.
impl Query for Statement {
    type SqlType = (Text, Bool, Row);
}

type Row = (
    sql_types::Uuid,
    Text,
    Double,
    Double,
    Integer,
    Text,
    Array<Text>,
    Nullable<Text>,
    Bool,
    sql_types::Uuid,
    sql_types::Uuid,
    Nullable<sql_types::Uuid>,
    Text,
    Text,
    Text,
    Text,
    Text,
    Integer,
    Double,
    Timestamptz,
    Timestamptz,
);

impl Queryable<Row, Pg> for FreeSpot {
    type Row = (
        SpotId,
        String,
        f64,
        f64,
        i32,
        Column<Currency>,
        Vec<String>,
        Option<String>,
        bool,
        ZoneId,
        CityId,
        Option<SiteId>,
        String,
        String,
        String,
        String,
        String,
        i32,
        f64,
        DateTime<Utc>,
        DateTime<Utc>,
    );

    fn build(row: Self::Row) -> deserialize::Result<Self> {
        let (
            id,
            label,
            lat,
            lng,
            rate_minor_per_hour,
            Column(currency),
            attributes,
            hours,
            position_assumed,
            zone_id,
            city_id,
            site_id,
            street,
            from_street,
            to_street,
            side,
            time_zone,
            reservable_percent,
            distance_m,
            created_at,
            updated_at,
        ) = row;
        let zone = IndexedZone {
            id: zone_id,
            city_id,
            site_id,
            street,
            from_street,
            to_street,
            side,
            currency,
            time_zone,
            reservable_percent,
        };
        let spot = IndexedSpot {
            id,
            label,
            position: Position { lat, lng },
            rate_minor_per_hour,
            attributes,
            hours,
            position_assumed,
            zone,
            created_at,
            updated_at,
            blocks: Vec::new(),
        };
        Ok(Self { spot, distance_m })
    }
}

impl RunQueryDsl<PgConnection> for Statement {}

/// The text depends on the area, on the attributes, on the cursor, on whether only streets are
/// searched, on whether the period begins later and on whether a spot is replaced, so diesel caches
/// the prepared statement by its text.
impl QueryId for Statement {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Pg> for Statement {
    /// Radius, order and returned distance are all great-circle (on a sphere), so that the order
    /// agrees with the distances shown.
    ///
    /// The inner query reads the spots in the order of the index and stops at the end of the page.
    /// It orders by distance alone, since the index has no ids; it includes ties at the end of the
    /// page, which the outer query sorts. The operand of `<->` must not come from another table, or
    /// the index is not used.
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "select (select pg_current_snapshot()::text), \
                exists (select from tariff_assignments), f.id, f.label, f.lat, f.lng, \
                f.rate_minor_per_hour, c.currency, f.attributes, f.hours, f.position_assumed, \
             z.id, z.city_id, z.site_id, z.street, z.from_street, z.to_street, z.side, \
             c.time_zone, coalesce(ts.reservable_percent, tc.reservable_percent, 100), \
             f.distance_m, \
             f.created_at, f.updated_at \
             from (select s.*, s.location <-> ",
        );
        self.push_center(&mut out)?;
        out.push_sql(" as distance_m from spots s where s.retired_at is null and ");
        self.push_area(&mut out)?;
        out.push_sql(" and s.attributes @> ");
        out.push_bind_param::<Array<Text>, _>(&self.search.attributes)?;
        if !self.search.includes_permit_only() {
            out.push_sql(" and not s.attributes @> array['permit_only']");
        }
        if let Some(zones) = &self.zones {
            out.push_sql(" and s.zone_id = any(");
            out.push_bind_param::<Array<sql_types::Uuid>, _>(zones)?;
            out.push_sql(")");
        }
        if self.search.street_only {
            // `offset 0`, as in `push_closures`.
            out.push_sql(
                " and not exists (select 1 from zones o where o.id = s.zone_id and \
                    o.city_id = s.city_id and o.site_id is not null offset 0)",
            );
        }
        out.push_sql(
            " and not exists (select 1 from reservations r where r.spot_id = s.id and r.status in \
                ('held', 'confirmed') \
             and upper(r.period) > ",
        );
        out.push_bind_param::<Timestamptz, _>(&self.starts_at)?;
        out.push_sql(" and lower(r.period) < ");
        out.push_bind_param::<Timestamptz, _>(&self.ends_at)?;
        out.push_sql(" and (r.status = 'confirmed' or r.hold_expires_at > ");
        out.push_bind_param::<Timestamptz, _>(&self.search.now)?;
        out.push_sql("))");
        self.push_closures(&mut out)?;
        self.push_reserved_ahead(&mut out)?;
        self.push_replacement(&mut out)?;
        if let Some(after) = &self.search.after {
            out.push_sql(" and (s.location <-> ");
            self.push_center(&mut out)?;
            out.push_sql(", s.id) > (");
            out.push_bind_param::<Double, _>(&after.distance_m)?;
            out.push_sql(", ");
            out.push_bind_param::<sql_types::Uuid, _>(&after.id)?;
            out.push_sql(")");
        }
        out.push_sql(" order by s.location <-> ");
        self.push_center(&mut out)?;
        out.push_sql(" fetch first ");
        out.push_bind_param::<BigInt, _>(&self.search.limit)?;
        out.push_sql(
            " rows with ties) f \
             join zones z on z.id = f.zone_id and z.city_id = f.city_id \
             join cities c on c.id = f.city_id \
             left join terms tc on tc.city_id = z.city_id and tc.site_id is null \
             left join terms ts on ts.city_id = z.city_id and ts.site_id = z.site_id \
             order by f.distance_m, f.id limit ",
        );
        out.push_bind_param::<BigInt, _>(&self.search.limit)
    }
}

impl Statement {
    fn push_center<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("st_setsrid(st_makepoint(");
        out.push_bind_param::<Double, _>(&self.center.lng)?;
        out.push_sql(", ");
        out.push_bind_param::<Double, _>(&self.center.lat)?;
        out.push_sql("), 4326)::geography");
        Ok(())
    }

    /// Neither the spot nor its zone is closed. `offset 0` keeps each subquery as one index look-up
    /// per spot; a join could lose the order of the index scan.
    fn push_closures<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        for place in ["k.spot_id = s.id", "k.zone_id = s.zone_id"] {
            out.push_sql(" and not exists (select 1 from closures k where ");
            out.push_sql(place);
            out.push_sql(" and k.ended_at is null and upper(k.period) > ");
            out.push_bind_param::<Timestamptz, _>(&self.starts_at)?;
            out.push_sql(" and lower(k.period) < ");
            out.push_bind_param::<Timestamptz, _>(&self.ends_at)?;
            out.push_sql(" offset 0)");
        }
        Ok(())
    }

    /// The zone has not as many spots that are reserved ahead as its terms allow; 100 is
    /// `DEFAULT_RESERVABLE_PERCENT`. A spot that replaces another is exempt, as is its hold.
    fn push_reserved_ahead<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        if self.replacement.is_some() || !self.search.is_ahead() {
            return Ok(());
        }
        out.push_sql(
            " and not exists (select 1 from zones y \
                left join terms tc on tc.city_id = y.city_id and tc.site_id is null \
                left join terms ts on ts.city_id = y.city_id and ts.site_id = y.site_id \
             where y.id = s.zone_id and y.city_id = s.city_id \
                and coalesce(ts.reservable_percent, tc.reservable_percent, 100) < 100 \
                and (select coalesce(ts.reservable_percent, tc.reservable_percent) * count(*) \
                    / 100 <= count(*) filter (where exists (select from reservations r \
                        where r.spot_id = n.id and r.status in ('held', 'confirmed') \
                            and lower(r.period) > ",
        );
        out.push_bind_param::<Timestamptz, _>(&self.ahead_from)?;
        out.push_sql(" and upper(r.period) > ");
        out.push_bind_param::<Timestamptz, _>(&self.starts_at)?;
        out.push_sql(" and lower(r.period) < ");
        out.push_bind_param::<Timestamptz, _>(&self.ends_at)?;
        out.push_sql(" and (r.status = 'confirmed' or r.hold_expires_at > ");
        out.push_bind_param::<Timestamptz, _>(&self.search.now)?;
        out.push_sql(
            "))) from spots n \
             where n.zone_id = y.id and n.city_id = y.city_id and n.retired_at is null) offset 0)",
        );
        Ok(())
    }

    /// Unsuitable spots are excluded in the inner query, so that they do not take places in the
    /// page of suitable ones further away.
    fn push_replacement<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Some(Replacement { spot_id, city_id, max_rate, excluded }) = &self.replacement else {
            return Ok(());
        };
        out.push_sql(" and s.id <> ");
        out.push_bind_param::<sql_types::Uuid, _>(spot_id)?;
        out.push_sql(" and s.city_id = ");
        out.push_bind_param::<sql_types::Uuid, _>(city_id)?;
        out.push_sql(" and s.rate_minor_per_hour <= ");
        out.push_bind_param::<Integer, _>(max_rate)?;
        out.push_sql(" and not s.attributes && ");
        out.push_bind_param::<Array<Text>, _>(excluded)
    }

    fn push_area<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        match &self.search.area {
            Area::Circle { radius_m, .. } => {
                // Equivalent to `ST_DWithin`, split in two conditions for which the planner
                // estimates the number of rows better.
                out.push_sql("s.location && _st_expand(");
                self.push_center(out)?;
                out.push_sql(", ");
                out.push_bind_param::<Double, _>(radius_m)?;
                out.push_sql(") and s.location <-> ");
                self.push_center(out)?;
                out.push_sql(" <= ");
                out.push_bind_param::<Double, _>(radius_m)?;
            }
            Area::Box(_) => {
                out.push_sql("(");
                for (index, part) in self.parts.iter().enumerate() {
                    out.push_sql(if index == 0 { "" } else { " or " });
                    push_box(part, out)?;
                }
                out.push_sql(")");
            }
            Area::Everywhere { .. } => out.push_sql("true"),
        }
        Ok(())
    }
}

fn push_box<'b>(bounds: &'b Bounds, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
    out.push_sql("s.location::geometry && st_makeenvelope(");
    for edge in [&bounds.west, &bounds.south, &bounds.east, &bounds.north] {
        out.push_bind_param::<Double, _>(edge)?;
        out.push_sql(", ");
    }
    // The index of boxes stores coordinates in single precision.
    out.push_sql("4326) and s.lat between ");
    out.push_bind_param::<Double, _>(&bounds.south)?;
    out.push_sql(" and ");
    out.push_bind_param::<Double, _>(&bounds.north)?;
    out.push_sql(" and s.lng between ");
    out.push_bind_param::<Double, _>(&bounds.west)?;
    out.push_sql(" and ");
    out.push_bind_param::<Double, _>(&bounds.east)
}
