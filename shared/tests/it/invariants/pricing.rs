//! Prices that follow from rules.

use diesel::connection::SimpleConnection;

use super::{breaks, healthy, violated};

/// A tariff at $4.00 an hour, then $5.00, whose policy may set $1.00 to $6.00. The function
/// publishes a version at a level.
const YIELD: &str = "
    insert into tariffs (id, city_id, name, created_at, updated_at)
    select '00000000-0000-0000-0000-0000000000e0', id, 'Garage', now(), now() from cities;

    create function version(version_number integer, first integer, later integer, at timestamptz)
    returns void language sql as $$
        insert into tariff_versions (id, city_id, tariff_id, number, effective_from, time_zone,
            document, published_at, base_version_id)
        select lpad(version_number::text, 32, '0')::uuid, city_id, id, version_number, at, 'UTC',
            jsonb_build_object('bands', jsonb_build_array(
                jsonb_build_object('closed', true, 'rate_minor_per_hour', null),
                jsonb_build_object('rate_minor_per_hour', first, 'steps', jsonb_build_array(
                    jsonb_build_object('after_minutes', 60, 'rate_minor_per_hour', later))))),
            at, case when version_number > 1 then lpad('1', 32, '0')::uuid end
        from tariffs
    $$;

    create function change(version_number integer, level text, first integer, later integer,
        at timestamptz)
    returns void language sql as $$
        select version(version_number, first, later, at);
        insert into yield_changes (id, city_id, tariff_id, version_id, base_version_id, from_level,
            to_level, occupied, capacity, policy, at)
        select gen_random_uuid(), city_id, tariff_id, id, lpad('1', 32, '0')::uuid,
            case level when 'normal' then 'high' else 'normal' end, level, 1, 2,
            '{\"floor_minor\": 100, \"ceiling_minor\": 600, \"min_minutes_between_changes\": 15}',
            at
        from tariff_versions where number = version_number
    $$;

    select version(1, 400, 500, '2030-06-03 08:00Z');
    select change(2, 'high', 500, 600, '2030-06-03 09:00Z');
    select change(3, 'normal', 400, 500, '2030-06-03 09:15Z');
    select change(4, 'low', 320, 500, '2030-06-03 09:30Z');
";

#[test]
fn changes_by_a_policy_are_healthy() {
    let (_database, mut conn) = healthy();
    conn.batch_execute(YIELD).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
}

#[test]
fn rate_that_no_policy_sets_breaks_i16() {
    for (level, first, later) in [
        ("high", 601, 600),
        ("high", 399, 500),
        ("low", 99, 400),
        ("low", 320, 501),
        ("normal", 400, 501),
        ("high", 0, 500),
    ] {
        let change = format!("select change(5, '{level}', {first}, {later}, '2030-06-03 09:45Z')");
        breaks("I16", &format!("{YIELD} {change}"));
    }
}

#[test]
fn changes_too_near_break_i16() {
    breaks("I16", &format!("{YIELD} select change(5, 'normal', 400, 500, '2030-06-03 09:44:59Z')"));
}

#[test]
fn change_with_another_base_breaks_i16() {
    let other = "alter table tariff_versions disable trigger tariff_versions_append_only; \
        update tariff_versions set base_version_id = null where number = 4";
    breaks("I16", &format!("{YIELD} {other}"));
}
