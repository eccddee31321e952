//! Invariants of visits, of the states of sites and of barriers.

use super::Invariant;

/// The reservation is the right, the visit its use.
pub(super) const VISITS_RESERVED: Invariant = Invariant {
    name: "visits_reserved",
    sentence: "every open visit has a confirmed reservation, every ended one a terminal one; its \
        spot is at its site",
    sql: "select 'visit ' || v.id || case when v.ended_at is null then ' is open' else ' has \
        ended' end || ', its reservation ' || r.id || ' is ' || r.status \
          from visits v join reservations r on r.id = v.reservation_id and r.city_id = v.city_id \
          where case when v.ended_at is null then r.status <> 'confirmed' \
              else r.status in ('held', 'confirmed') end \
          union all \
          select 'visit ' || v.id || ' is at site ' || v.site_id || ', its spot ' || s.id || \
        ' at ' || coalesce(z.site_id::text, 'none') \
          from visits v join reservations r on r.id = v.reservation_id and r.city_id = v.city_id \
              join spots s on s.id = r.spot_id and s.city_id = r.city_id \
              join zones z on z.id = s.zone_id and z.city_id = s.city_id \
          where z.site_id is distinct from v.site_id",
};

/// Every visit ends.
pub(super) const VISITS_BOUNDED: Invariant = Invariant {
    name: "visits_bounded",
    sentence: "no visit is open for more than five minutes beyond its bound, or beyond the end of \
        its reservation, and none has ended after its bound",
    sql: "select 'visit ' || v.id || ' is still open; its bound was ' || v.bound_at || ', the end \
        of its reservation ' || upper(r.period) \
          from visits v join reservations r on r.id = v.reservation_id and r.city_id = v.city_id, \
              clock \
          where v.ended_at is null \
              and least(v.bound_at, upper(r.period)) < now - interval '5 minutes' \
          union all \
          select 'visit ' || id || ' ended at ' || ended_at || '; its bound was ' || bound_at \
          from visits where ended_at > bound_at",
};

/// A spot has one vehicle. Stays whose end has come are left out: their visits are about to end.
pub(super) const VISITS_APART: Invariant = Invariant {
    name: "visits_apart",
    sentence: "no spot has two open visits, unless an incident tells that it was occupied",
    sql: "select 'spot ' || a.spot_id || ' has the open visits ' || a.id || ' and ' || b.id \
          from ( \
              select v.id, v.city_id, r.spot_id from visits v join reservations r \
                  on r.id = v.reservation_id and r.city_id = v.city_id, clock \
              where v.ended_at is null and upper(r.period) > now) as a \
          join ( \
              select v.id, v.city_id, r.spot_id from visits v join reservations r \
                  on r.id = v.reservation_id and r.city_id = v.city_id, clock \
              where v.ended_at is null and upper(r.period) > now) as b \
              on b.spot_id = a.spot_id and b.city_id = a.city_id and b.id > a.id \
          where not exists (select from incidents i where i.city_id = a.city_id \
              and i.kind = 'spot_occupied' and i.visit_id in (a.id, b.id))",
};

/// The published states follow the counts. Sites whose count has just changed are left out: their
/// states are refreshed after the change.
pub(super) const SITE_STATES: Invariant = Invariant {
    name: "site_states",
    sentence: "the published state of a site is possible with its counts",
    sql: "select 'site ' || c.site_id || ' is ' || c.state || ' with ' || c.free || ' of ' || \
        c.total || ' spots free' \
          from ( \
              select p.site_id, p.state, count(o.is_taken) as total, \
                  count(o.is_taken) - count(*) filter (where o.is_taken) \
                      - coalesce(max(d.difference), 0) as free, \
                  coalesce(max(u.few_at_percent), 15) as few_at, \
                  coalesce(max(u.free_from_percent), 20) as free_from, \
                  coalesce(max(u.full_at), 0) as full_at, coalesce(max(u.few_from), 1) as few_from \
              from site_states p \
                  join sites t on t.id = p.site_id and t.city_id = p.city_id \
                      and t.retired_at is null \
                  cross join clock \
                  left join site_rules u on u.site_id = p.site_id and u.city_id = p.city_id \
                  left join lateral ( \
                      select case \
                          when e.whole is null or not exists (select from zones z \
                              join spots s on s.zone_id = z.id and s.city_id = z.city_id \
                              where z.site_id = p.site_id and s.retired_at is null \
                                  and z.id <> all(e.zone_ids)) then e.later \
                          else e.whole + e.later - greatest( \
                              least(e.first, greatest(e.whole, 0)), least(e.whole, 0)) \
                          end as difference \
                      from ( \
                          select sum(f.difference) filter (where f.zone_id is null) as whole, \
                              coalesce(sum(f.difference) \
                                  filter (where f.zone_id is not null), 0) as later, \
                              coalesce(sum(f.first) \
                                  filter (where f.zone_id is not null), 0) as first, \
                              coalesce(array_agg(f.zone_id) \
                                  filter (where f.zone_id is not null), '{}') as zone_ids \
                          from ( \
                              select distinct on (r.zone_id) r.zone_id, \
                                  r.counted - r.computed as difference, \
                                  first_value(r.counted - r.computed) over ( \
                                      partition by r.zone_id order by r.at, r.id) as first \
                              from recounts r where r.site_id = p.site_id and (r.zone_id is null \
                                  or not exists (select from recounts n \
                                      where n.site_id = r.site_id and n.zone_id is null \
                                          and (n.at, n.id) > (r.at, r.id))) \
                              order by r.zone_id, r.at desc, r.id desc) f) e) d on true \
                  left join lateral ( \
                      select exists (select from reservations r \
                          where r.city_id = s.city_id and r.spot_id = s.id \
                              and r.status in ('held', 'confirmed') \
                              and r.period && tstzrange(now, now + interval '1 second') \
                              and (r.status = 'confirmed' or r.hold_expires_at > now)) \
                          or exists (select from visits v join reservations r \
                              on r.id = v.reservation_id and r.city_id = v.city_id \
                          where v.site_id = p.site_id and v.end_reason = 'bound' \
                              and v.departed_at is null \
                              and v.ended_at > now - interval '12 hours' \
                              and r.spot_id = s.id and r.city_id = s.city_id) as is_taken \
                      from zones z join spots s on s.zone_id = z.id and s.city_id = z.city_id \
                      where z.site_id = p.site_id and s.retired_at is null \
                          and not exists (select from closures k where k.city_id = s.city_id \
                              and (k.spot_id = s.id or k.zone_id = s.zone_id) \
                              and k.ended_at is null and k.period @> now)) o on true \
              where not exists (select from zones z \
                      join spots s on s.zone_id = z.id and s.city_id = z.city_id \
                      join reservations r on r.spot_id = s.id and r.city_id = s.city_id \
                      where z.site_id = p.site_id and upper(r.period) > now - interval '2 minutes' \
                          and (lower(r.period) between now - interval '2 minutes' and now \
                              or upper(r.period) between now - interval '2 minutes' and now \
                              or r.hold_expires_at between now - interval '2 minutes' and now)) \
                  and not exists (select from reservation_transitions x \
                      join reservations r on r.id = x.reservation_id and r.city_id = x.city_id \
                      join spots s on s.id = r.spot_id and s.city_id = r.city_id \
                      join zones z on z.id = s.zone_id and z.city_id = s.city_id \
                      where z.site_id = p.site_id and x.at > now - interval '2 minutes') \
                  and not exists (select from zones z \
                      join spots s on s.zone_id = z.id and s.city_id = z.city_id \
                      left join closures k on k.city_id = s.city_id \
                          and (k.spot_id = s.id or k.zone_id = s.zone_id) \
                      where z.site_id = p.site_id and ( \
                          s.updated_at > now - interval '2 minutes' \
                          or z.updated_at > now - interval '2 minutes' \
                          or lower(k.period) between now - interval '2 minutes' and now \
                          or upper(k.period) between now - interval '2 minutes' and now \
                          or k.ended_at > now - interval '2 minutes')) \
                  and not exists (select from recounts r where r.site_id = p.site_id \
                      and r.at > now - interval '2 minutes') \
                  and not exists (select from visits v where v.site_id = p.site_id \
                      and v.end_reason = 'bound' and v.ended_at + interval '12 hours' \
                          between now - interval '2 minutes' and now) \
                  and not exists (select from live_changes l \
                      join spots s on s.id = l.spot_id \
                      join zones z on z.id = s.zone_id and z.city_id = s.city_id \
                      where z.site_id = p.site_id and l.at > now - interval '2 minutes') \
                  and (u.updated_at is null or u.updated_at <= now - interval '2 minutes') \
              group by p.site_id, p.state) as c \
          where case c.state \
              when 'full' then c.total > 0 and c.free >= c.few_from \
              when 'few' then c.total = 0 or c.free <= c.full_at \
                  or (c.free * 100 >= c.free_from * c.total and c.free * 100 > c.few_at * c.total) \
              else c.total = 0 or c.free <= c.full_at or c.free * 100 <= c.few_at * c.total end",
};

/// A command opens a barrier once, or not at all.
pub(super) const COMMANDS: Invariant = Invariant {
    name: "commands",
    sentence: "no barrier command without an outcome is older than ten minutes, none was opened \
        after it had expired, and no two have the same nonce",
    sql: "select 'command ' || id || ' of lane ' || lane_id || ' has no outcome since ' || \
        issued_at \
          from barrier_commands, clock \
          where outcome is null and issued_at < now - interval '10 minutes' \
          union all \
          select 'command ' || id || ' of lane ' || lane_id || ' was opened at ' || finished_at || \
        ', it expired at ' || expires_at \
          from barrier_commands \
          where outcome = 'opened' and finished_at > expires_at + interval '5 seconds' \
          union all \
          select count(*) || ' commands have the nonce ' || encode(nonce, 'hex') \
          from barrier_commands group by nonce having count(*) > 1",
};
