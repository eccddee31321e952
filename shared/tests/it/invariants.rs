//! The audit detects each violated invariant, and nothing in a healthy database.

mod identity;
mod jobs;
mod money;
mod places;
mod pricing;
mod reservations;
mod visits;

use chrono::{DateTime, Utc};
use diesel::{PgConnection, connection::SimpleConnection};
use shared::analytics::invariants::{self, ALL, audit};
use testkit::{builders::City, database::TestDatabase};

fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

/// A held, a confirmed and a completed reservation on three spots, with all their rows.
const HEALTHY: &str = "
    insert into guests (id, email) values ('00000000-0000-0000-0000-0000000000aa',
        'ann@example.com');

    create function stay(stay_id text, spot_label text, stay_status text, stay_revision integer,
        begins timestamptz, ends timestamptz)
    returns void language plpgsql as $$
    begin
        insert into reservations (id, city_id, spot_id, guest_id, period, status, revision,
            rate_minor_per_hour, currency,
            hold_expires_at, stripe_payment_method_id, created_at, agreed_minor)
        select stay_id::uuid, s.city_id, s.id, '00000000-0000-0000-0000-0000000000aa',
            tstzrange(begins, ends), stay_status, stay_revision,
            450, 'USD', '2030-06-03 13:05Z', 'pm_1', '2030-06-03 12:00Z',
                450 from spots s where s.label = spot_label;
        insert into segments (id, city_id, reservation_id, revision, agreed, period,
            rate_minor_per_hour, created_at)
        select gen_random_uuid(), city_id, id, 1, period, period, 450,
            created_at from reservations where id = stay_id::uuid;
        insert into reservation_transitions (id, reservation_id, city_id, revision, event,
            from_status, to_status, period, actor, at)
        select gen_random_uuid(), r.id, r.city_id, t.revision, t.event, t.before, t.after, r.period,
            'test', r.created_at
        from reservations r, (values (1, 'hold', null, 'held'), (2, 'confirm', 'held', 'confirmed'),
            (3, 'end', 'confirmed', 'completed'))
            as t (revision, event, before, after)
        where r.id = stay_id::uuid and t.revision <= stay_revision;
    end
    $$;
    select stay('00000000-0000-0000-0000-000000000001', 'held', 'held', 1, '2030-06-03 13:00Z',
        '2030-06-03 14:00Z');
    select stay('00000000-0000-0000-0000-000000000002', 'confirmed', 'confirmed', 2,
        '2030-06-03 12:30Z', '2030-06-03 13:30Z');
    select stay('00000000-0000-0000-0000-000000000003', 'completed', 'completed', 3,
        '2030-06-03 11:30Z', '2030-06-03 12:30Z');

    insert into charges (id, city_id, reservation_id, kind, revision, seconds, amount_minor,
        currency, state, created_at)
    select '00000000-0000-0000-0000-0000000000c2', city_id, id, 'stay', 2, 0, 0, 'USD', 'set_up',
        created_at
    from reservations where status = 'confirmed';
    insert into charges (id, city_id, reservation_id, kind, revision, seconds, amount_minor,
        currency, state, captured_minor,
        stripe_payment_intent_id, created_at)
    select '00000000-0000-0000-0000-0000000000c3', city_id, id, 'stay', 3, 3600, 450, 'USD', 'paid',
        450, 'pi_1', created_at
    from reservations where status = 'completed';

    create function entry(entry_kind text, entry_reference text, debit text, credit text,
        amount bigint)
    returns void language sql as $$
        insert into ledger_entries (id, city_id, charge_id, reservation_id, kind, reference, debit,
            credit, amount_minor, currency, at)
        select gen_random_uuid(), city_id, id, reservation_id, entry_kind, entry_reference, debit,
            credit, amount, 'USD', created_at
        from charges where state <> 'set_up'
    $$;
    select entry('bill', 'c3', 'receivable', 'revenue', 450);
    select entry('collect', 'c3', 'processor', 'receivable', 450);
    select entry('fee', 'txn_1', 'fees', 'processor', 43);

    insert into jobs (id, kind, payload, dedupe_key, run_at, created_at)
    select gen_random_uuid(), 'reservation.end', jsonb_build_object('reservation_id', id,
        'revision', revision), id::text, upper(period), created_at
    from reservations where status = 'confirmed';
    insert into mails (id, reservation_id, city_id, template, revision, sent_at)
    select gen_random_uuid(), id, city_id, 'ended', revision,
        created_at from reservations where status = 'completed';
";

fn healthy() -> (TestDatabase, PgConnection) {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    for (at, label) in ["held", "confirmed", "completed"].iter().enumerate() {
        city.spot(&mut conn, label, f64::from(u8::try_from(at).unwrap()), 450);
    }
    conn.batch_execute(HEALTHY).unwrap();
    (database, conn)
}

/// Returns the names of the violated invariants, and the findings.
fn violated(conn: &mut PgConnection) -> (Vec<&'static str>, Vec<String>) {
    let broken: Vec<_> =
        audit(conn, now()).unwrap().into_iter().filter(|finding| !finding.is_clean()).collect();
    let names = broken.iter().map(|finding| finding.invariant.name).collect();
    (names, broken.into_iter().flat_map(|finding| finding.violations).collect())
}

#[track_caller]
fn breaks(name: &str, statements: &str) {
    let (_database, mut conn) = healthy();
    conn.batch_execute(statements).unwrap();
    let (names, found) = violated(&mut conn);
    assert_eq!(names, [name], "{statements}: {found:#?}");
}

#[test]
fn healthy_database_has_no_violations() {
    let (_database, mut conn) = healthy();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
    assert_eq!(audit(&mut conn, now()).unwrap().len(), ALL.len());
}

#[test]
fn all_violations_are_counted_and_the_first_listed() {
    let (_database, mut conn) = healthy();
    conn.batch_execute(
        "insert into jobs (id, kind, payload, state, finished_at, run_at, created_at) \
         select gen_random_uuid(), 'mail.ended', '{}', 'dead', now(), now(), now() from \
         generate_series(1, 25)",
    )
    .unwrap();
    let finding = audit(&mut conn, now()).unwrap().pop().unwrap();
    assert_eq!((finding.invariant.name, finding.count, finding.violations.len()), ("jobs", 25, 20));
}

#[test]
fn audit_is_read_only() {
    let (_database, mut conn) = healthy();
    conn.batch_execute("set default_transaction_read_only = on").unwrap();
    assert!(invariants::audit(&mut conn, now()).is_ok());
}
