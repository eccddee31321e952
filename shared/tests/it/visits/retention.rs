//! Retention of visits and incidents.

use diesel::{PgConnection, connection::SimpleConnection};
use shared::{equipment::models::purge as equipment, visits::models::purge as visits};

use super::fixture::{Garage, after};

const DAY: i64 = 24 * 60;

fn purge(conn: &mut PgConnection, minute: i64) {
    equipment::purge(conn, after(minute)).unwrap();
    visits::purge(conn, after(minute)).unwrap();
}

#[test]
fn visits_are_deleted_after_a_year() {
    let mut garage = Garage::new(2);
    let [ann, bob] = ["ann", "bob"].map(|name| garage.driver(name));
    let left = garage.enter(ann, 0).unwrap().visit;
    garage.leave(left.id, 10);
    let open = garage.enter(bob, 0).unwrap().visit;
    let ids = "select id::text as text from visits order by id";
    purge(&mut garage.conn, 365 * DAY + 10);
    assert_eq!(garage.texts(ids), [left.id.to_string(), open.id.to_string()]);
    purge(&mut garage.conn, 365 * DAY + 11);
    assert_eq!(garage.texts(ids), [open.id.to_string()]);
    assert!(garage.reservation(left.reservation_id).status.is_terminal());
}

#[test]
fn visit_stays_as_long_as_its_incidents() {
    let mut garage = Garage::new(1);
    let ann = garage.driver("ann");
    let visit = garage.enter(ann, 0).unwrap().visit;
    garage.leave(visit.id, 10);
    let incident = "insert into incidents (id, city_id, site_id, visit_id, kind, detail, at, \
        created_at) select gen_random_uuid(), city_id, site_id, id, 'passback', '', ended_at, \
        ended_at + interval '1 day' from visits";
    garage.conn.batch_execute(incident).unwrap();
    let left = "select (select count(*) from visits) || ' ' || (select count(*) from incidents) \
        as text";
    for (minute, expected) in [(365 * DAY + 11, "1 1"), (366 * DAY + 11, "0 0")] {
        purge(&mut garage.conn, minute);
        assert_eq!(garage.texts(left), [expected]);
    }
}
