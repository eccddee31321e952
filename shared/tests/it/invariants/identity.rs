//! Admins and plates.

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
