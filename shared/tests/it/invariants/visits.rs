//! Visits, the states of sites, and commands to barriers.

use diesel::connection::SimpleConnection;

use super::{breaks, healthy, violated};

/// The zone of the reservations becomes a site; an open visit has the confirmed reservation, an
/// ended one the completed one. Another site has one spot, which is free.
const SITES: &str = "
    insert into sites (id, city_id, source_ref, kind, name, lat, lng, access, entry_mode,
        created_at, updated_at)
    select id::uuid, city_id, id, 'garage', id, 40.75, -73.98, 'public', 'code', now(), now()
    from (select '00000000-0000-0000-0000-0000000000d' || number as id, c.id as city_id
        from cities c, generate_series(1, 2) as number) as new;
    update zones set site_id = '00000000-0000-0000-0000-0000000000d1';

    insert into visits (id, city_id, reservation_id, site_id, entered_by, arrived_at, bound_at)
    select '00000000-0000-0000-0000-0000000000b1', city_id, id,
        '00000000-0000-0000-0000-0000000000d1', 'code', lower(period), upper(period)
    from reservations where status = 'confirmed';
    insert into visits (id, city_id, reservation_id, site_id, entered_by, left_by, arrived_at,
        bound_at, ended_at, end_reason, departed_at)
    select '00000000-0000-0000-0000-0000000000b2', city_id, id,
        '00000000-0000-0000-0000-0000000000d1', 'code', 'code', lower(period), upper(period),
        upper(period), 'exit', upper(period)
    from reservations where status = 'completed';

    insert into zones (id, city_id, source_ref, street, from_street, to_street, side, line, site_id)
    select '00000000-0000-0000-0000-0000000000a2', id, 'level', 'Level 1', '', '', 'unknown',
        'linestring(-73.98 40.75, -73.98 40.751)', '00000000-0000-0000-0000-0000000000d2'
    from cities;
    insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, rate_minor_per_hour,
        attributes)
    select '00000000-0000-0000-0000-0000000000f2', id, '00000000-0000-0000-0000-0000000000a2',
        'P1', 'P1', 40.75, -73.98, 450, '{}' from cities;
    insert into site_states (site_id, city_id, state, changed_at)
    select '00000000-0000-0000-0000-0000000000d2', id, 'free', '2030-06-03 12:00Z' from cities;
";

/// A lane whose barrier was opened by a command. The function adds a command of that age.
const BARRIER: &str = "
    insert into devices (id, city_id, site_id, kind, name, key_hash, created_at)
    select '00000000-0000-0000-0000-000000000101', id, '00000000-0000-0000-0000-0000000000d2',
        'gateway', 'Gateway', sha256('key'), now() from cities;
    insert into lanes (id, city_id, site_id, name, direction, gateway_id, created_at)
    select '00000000-0000-0000-0000-000000000102', id, '00000000-0000-0000-0000-0000000000d2',
        'Entrance', 'in', '00000000-0000-0000-0000-000000000101', now() from cities;

    create function command(nonce_text text, age interval, answer text, answered_after interval)
    returns void language sql as $$
        insert into barrier_commands (id, city_id, site_id, lane_id, device_id, nonce, actor,
            reason, issued_at, expires_at, finished_at, outcome)
        select gen_random_uuid(), id, '00000000-0000-0000-0000-0000000000d2',
            '00000000-0000-0000-0000-000000000102', '00000000-0000-0000-0000-000000000101',
            substr(sha256(convert_to(nonce_text, 'UTF8')), 1, 16), 'test', 'test', at,
            at + interval '8 seconds', at + answered_after, answer
        from cities, (select '2030-06-03 13:00Z'::timestamptz - age as at) as issued
    $$;
    select command('a', '1 hour', 'opened', '1 second');
    select command('b', '1 hour', 'expired', '1 minute');
    select command('c', '1 minute', null, null);
";

#[test]
fn sites_and_barriers_are_healthy() {
    let (_database, mut conn) = healthy();
    conn.batch_execute(&format!("{SITES} {BARRIER}")).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
}

#[test]
fn visit_without_its_right_breaks_reserved() {
    for statement in [
        "update visits set ended_at = '2030-06-03 12:45Z', end_reason = 'exit' \
            where ended_at is null",
        "update visits set site_id = '00000000-0000-0000-0000-0000000000d2' \
            where ended_at is not null",
    ] {
        breaks("visits_reserved", &format!("{SITES} {statement}"));
    }
}

#[test]
fn visit_beyond_its_bound_breaks_bounded() {
    let late = "update visits set bound_at = '2030-06-03 12:54:59Z' where ended_at is null";
    breaks("visits_bounded", &format!("{SITES} {late}"));
    let late = "update visits set ended_at = bound_at + interval '1 second', departed_at = null \
        where ended_at is not null";
    breaks("visits_bounded", &format!("{SITES} {late}"));
}

/// Another driver has arrived early for the next reservation of the spot.
const EARLY: &str = "
    select stay('00000000-0000-0000-0000-000000000004', 'confirmed', 'confirmed', 2,
        '2030-06-03 13:30Z', '2030-06-03 14:30Z');
    insert into charges (id, city_id, reservation_id, kind, revision, seconds, amount_minor,
        currency, state, created_at)
    select gen_random_uuid(), city_id, id, 'stay', 2, 0, 0, 'USD', 'set_up', created_at
    from reservations where id = '00000000-0000-0000-0000-000000000004';
    insert into jobs (id, kind, payload, dedupe_key, run_at, created_at)
    select gen_random_uuid(), 'reservation.end', jsonb_build_object('reservation_id', id,
        'revision', revision), id::text, upper(period), created_at
    from reservations where id = '00000000-0000-0000-0000-000000000004';
    insert into visits (id, city_id, reservation_id, site_id, entered_by, arrived_at, bound_at)
    select '00000000-0000-0000-0000-0000000000b4', city_id, id,
        '00000000-0000-0000-0000-0000000000d1', 'code', '2030-06-03 12:59Z', upper(period)
    from reservations where id = '00000000-0000-0000-0000-000000000004';
";

#[test]
fn two_visits_of_a_spot_break_apart() {
    breaks("visits_apart", &format!("{SITES} {EARLY}"));
    let (_database, mut conn) = healthy();
    let known = "insert into incidents (id, city_id, site_id, visit_id, kind, detail, at, \
        created_at) select gen_random_uuid(), city_id, site_id, id, 'spot_occupied', '', \
        arrived_at, arrived_at from visits where id = '00000000-0000-0000-0000-0000000000b4'";
    conn.batch_execute(&format!("{SITES} {EARLY} {known}")).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
}

#[test]
fn impossible_state_breaks_site_states() {
    for state in ["full", "few"] {
        breaks("site_states", &format!("{SITES} update site_states set state = '{state}'"));
    }
    let recount =
        "insert into recounts (id, city_id, site_id, counted, computed, reason, actor, at)
        select gen_random_uuid(), id, '00000000-0000-0000-0000-0000000000d2', 1, 0, 'test', 'test',
            '2030-06-03 12:00Z' from cities;";
    breaks("site_states", &format!("{SITES} {recount}"));
    let (_database, mut conn) = healthy();
    conn.batch_execute(&format!("{SITES} {recount} update site_states set state = 'full'"))
        .unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
}

#[test]
fn state_of_a_changed_site_may_be_late() {
    let (_database, mut conn) = healthy();
    let changed = "update spots set updated_at = '2030-06-03 12:59Z'; \
        update site_states set state = 'full'";
    conn.batch_execute(&format!("{SITES} {changed}")).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
}

#[test]
fn command_that_opens_wrongly_breaks_commands() {
    for statement in [
        "select command('d', '10 minutes 1 second', null, null)",
        "select command('d', '1 minute', 'opened', '13.5 seconds')",
        "select command('a', '1 minute', 'opened', '1 second')",
    ] {
        breaks("commands", &format!("{SITES} {BARRIER} {statement}"));
    }
}
