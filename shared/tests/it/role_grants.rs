//! The migration of `users.role` to role grants.

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types};
use diesel_migrations::MigrationHarness;
use shared::platform::db::migrate::MIGRATIONS;
use testkit::database::TestDatabase;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Text)]
    text: String,
}

#[test]
fn migration_makes_operators_admins() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    loop {
        let reverted = conn.revert_last_migration(MIGRATIONS).unwrap();
        if reverted.to_string().starts_with("20261129004200") {
            break;
        }
    }
    conn.batch_execute(
        "insert into users (id, email, password_hash, role) values \
             (gen_random_uuid(), 'ann@example.com', '', 'operator'), \
             (gen_random_uuid(), 'bob@example.com', '', 'driver')",
    )
    .unwrap();
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    let found = sql_query(
        "select u.email || ' ' || g.role || ' ' || g.granted_by as text from role_grants g \
            join users u on u.id = g.user_id \
         where g.revoked_at is null and g.city_id is null and g.site_id is null",
    );
    let found: Vec<Row> = found.load(&mut conn).unwrap();
    let found: Vec<_> = found.into_iter().map(|row| row.text).collect();
    assert_eq!(found, ["ann@example.com admin migration"]);
}
