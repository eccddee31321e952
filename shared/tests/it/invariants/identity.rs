//! Admins, plates, favorites, languages and reduced-rate permits.

use diesel::connection::SimpleConnection;

use super::{breaks, healthy, violated};

#[test]
fn console_without_an_admin_breaks_admins() {
    let user = "insert into users (id, email, password_hash, role) \
        values (gen_random_uuid(), 'chief@example.com', '', 'operator');";
    let (_database, mut conn) = healthy();
    conn.batch_execute(user).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
    for removal in [
        "update users set disabled_at = now()",
        "update role_grants set revoked_at = now(), revoked_by = 'test'",
    ] {
        breaks("admins", &format!("{user} {removal}"));
    }
}

#[test]
fn plate_of_an_erased_driver_breaks_plates() {
    breaks(
        "plates",
        "insert into reservation_vehicles (id, city_id, reservation_id, plate_sealed, plate_hash, \
            plate_secret_id, class, is_electric, chosen_at) \
         select gen_random_uuid(), city_id, id, '\\x00', sha256('BAB123'), \
         '\\x0000000000000000', 'car', false, created_at from reservations; \
         update guests set erased_at = now()",
    );
}

#[test]
fn favorite_of_an_erased_driver_breaks_favorites() {
    let favorite = "insert into users (id, email, password_hash) values \
            ('00000000-0000-0000-0000-0000000000bb', 'bob@example.com', ''); \
        insert into favorites (id, user_id, name, lat, lng, created_at) values \
            (gen_random_uuid(), '00000000-0000-0000-0000-0000000000bb', 'Work', 40, -74, now());";
    let (_database, mut conn) = healthy();
    conn.batch_execute(favorite).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
    let erased = "update users set disabled_at = now(), erased_at = now()";
    breaks("favorites", &format!("{favorite} {erased}"));
}

#[test]
fn language_of_an_erased_driver_breaks_languages() {
    let languages = "update reservations set language = 'de'; \
        insert into users (id, email, password_hash, language) values \
            (gen_random_uuid(), 'bob@example.com', '', 'fr');";
    let (_database, mut conn) = healthy();
    conn.batch_execute(languages).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
    for erased in [
        "update guests set erased_at = now()",
        "update users set disabled_at = now(), erased_at = now() where email = 'bob@example.com'",
    ] {
        breaks("languages", &format!("{languages} {erased}"));
    }
}

/// Another user, with a permit.
const PERMIT: &str = "
    insert into users (id, email, password_hash) values
        ('00000000-0000-0000-0000-0000000000bb', 'bob@example.com', '');
    insert into reduced_rate_permits (id, city_id, user_id, reference, starts_at, ends_at,
        created_at)
    select gen_random_uuid(), id, '00000000-0000-0000-0000-0000000000bb', 'R 1', now(),
        now() + interval '1 day', now() from cities;";

#[test]
fn permit_of_an_erased_driver_breaks_permits() {
    let (_database, mut conn) = healthy();
    conn.batch_execute(PERMIT).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
    let erased = "update users set disabled_at = now(), erased_at = now()";
    breaks("permits", &format!("{PERMIT} {erased}"));
}

#[test]
fn rate_above_the_reduced_one_breaks_permits() {
    let (_database, mut conn) = healthy();
    conn.batch_execute("update segments set rate_cap_minor = 450").unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
    breaks("permits", "update segments set rate_cap_minor = 449");
}

#[test]
fn reduced_rate_of_another_driver_breaks_permits() {
    let quoted = format!(
        "{PERMIT} \
         insert into quotes (id, city_id, spot_id, vehicle_class, period, rate_minor_per_hour, \
            currency, total_minor, lines, rules, created_at, expires_at, accepted_at, \
            accepted_by, rate_cap_minor, user_id) \
         select gen_random_uuid(), city_id, spot_id, 'car', period, 450, 'USD', 450, '[]', '', \
            created_at, created_at + interval '15 minutes', created_at, id, 450, \
            '00000000-0000-0000-0000-0000000000bb' from reservations where status = 'held';"
    );
    breaks("permits", &quoted);
}
