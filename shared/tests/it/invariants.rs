//! The audit detects each violated invariant, and nothing in a healthy database.

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
fn overlapping_reservations_break_i1() {
    breaks(
        "I1",
        "alter table reservations drop constraint reservations_no_overlap; \
         update reservations set spot_id = (select spot_id from reservations where status = \
         'confirmed') where status = 'held'",
    );
}

#[test]
fn twice_collected_charge_breaks_i2() {
    let again = "select entry('collect', 'again', 'processor', 'receivable', 450);";
    let (_database, mut conn) = healthy();
    conn.batch_execute(again).unwrap();
    assert_eq!(violated(&mut conn).0, ["I2", "I3"], "the ledger differs, too");
    breaks("I2", "update charges set captured_minor = 449 where state = 'paid'");
}

#[test]
fn second_charge_of_a_stay_breaks_i2() {
    breaks(
        "I2",
        "insert into charges (id, city_id, reservation_id, kind, revision, seconds, amount_minor, \
            currency, state, created_at) \
         select gen_random_uuid(), city_id, reservation_id, kind, 1, 0, 0, currency, 'zero', \
         created_at from charges where state = 'set_up'",
    );
}

#[test]
fn ledger_that_differs_from_the_charge_breaks_i3() {
    for statements in [
        "update charges set state = 'dunning' where state = 'paid'",
        "update charges set state = 'written_off' where state = 'paid'",
        "update charges set state = 'waived' where state = 'paid'",
        "select entry('waive', 'c3', 'written_off', 'revenue', 450)",
        "select entry('refund', 're_1', 'refunds', 'processor', 100)",
        "update charges set refunded_minor = 100 where state = 'paid'",
        "insert into disputes (id, city_id, charge_id, amount_minor, fee_minor, reason, state, \
            opened_at) \
         select 'dp_1', city_id, id, 450, 1500, 'fraudulent', 'open', created_at from charges \
         where state = 'paid'",
        "alter table ledger_entries drop constraint ledger_entries_posting_known; select \
            entry('fee', 'txn_2', 'processor', 'fees', 1)",
    ] {
        breaks("I3", statements);
    }
}

#[test]
fn refund_above_the_collected_amount_breaks_i3() {
    breaks(
        "I3",
        "alter table charges drop constraint charges_refunds_within_captured; \
         insert into refunds (id, city_id, charge_id, reason, revision, amount_minor, state, \
         note, actor, idempotency_key, created_at) \
         select gen_random_uuid(), city_id, id, 'goodwill', 1, 451, 'due', '', 'test', 'k1', \
         created_at from charges where state = 'paid'; \
         select entry('refund', 're_1', 'refunds', 'processor', 451)",
    );
}

#[test]
fn price_that_was_not_agreed_breaks_i4() {
    for statements in [
        "update reservations set agreed_minor = 449 where status = 'completed'",
        "update reservations set agreed_minor = 451 where status = 'confirmed'",
        "update charges set seconds = 3599 where state = 'paid'",
        "update segments set rate_minor_per_hour = 451 where reservation_id = (select id from \
            reservations where status = 'completed')",
        "update segments set period = tstzrange(lower(period), upper(period) - interval '1 \
            second') \
         where reservation_id = (select id from reservations where status = 'held')",
        "delete from segments where reservation_id = (select id from reservations where status = \
            'confirmed')",
    ] {
        breaks("I4", statements);
    }
}

#[test]
fn reservation_that_leaves_a_final_state_breaks_i5() {
    breaks(
        "I5",
        "select stay('00000000-0000-0000-0000-000000000004', 'completed', 'confirmed', 2, \
            '2030-06-03 14:00Z', '2030-06-03 15:00Z'); \
         alter table reservation_transitions disable trigger user; \
         update reservation_transitions set to_status = 'expired' \
             where revision = 1 and reservation_id = '00000000-0000-0000-0000-000000000004'; \
         update reservation_transitions set from_status = 'expired' \
             where revision = 2 and reservation_id = '00000000-0000-0000-0000-000000000004'",
    );
    breaks(
        "I5",
        "alter table reservation_transitions disable trigger user; \
         update reservation_transitions set from_status = 'cancelled' where to_status = \
         'completed'",
    );
}

#[test]
fn change_without_a_transition_breaks_i6() {
    for statements in [
        "update reservations set revision = 2 where status = 'held'",
        "update reservations set status = 'expired' where status = 'held'",
        "alter table reservation_transitions disable trigger user; delete from \
            reservation_transitions where to_status = 'completed'",
        "alter table reservation_transitions disable trigger user; \
         update reservation_transitions set period = tstzrange(lower(period), upper(period) + \
         interval '1 second') where to_status = 'completed'",
    ] {
        breaks("I6", statements);
    }
}

#[test]
fn early_jobs_and_late_timers_break_i7() {
    breaks("I7", "update jobs set payload = payload || '{\"revision\": 3}'");
    breaks(
        "I7",
        "update jobs set payload = payload || '{\"revision\": 1}', run_at = '2030-06-03 12:54Z'",
    );
}

#[test]
fn pending_timers_and_refund_mails_break_nothing() {
    let (_database, mut conn) = healthy();
    conn.batch_execute(
        "update jobs set payload = payload || '{\"revision\": 1}', run_at = '2030-06-03 12:56Z'",
    )
    .unwrap();
    conn.batch_execute(
        "update jobs set kind = 'mail.refund', payload = payload || '{\"revision\": 9}'",
    )
    .unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
}

#[test]
fn spots_that_stay_blocked_break_i8() {
    breaks(
        "I8",
        "update reservations set hold_expires_at = '2030-06-03 12:58:59Z' where status = 'held'",
    );
    breaks(
        "I8",
        "select stay('00000000-0000-0000-0000-000000000004', 'completed', 'confirmed', 2, \
            '2030-06-03 12:31Z', '2030-06-03 12:54Z'); \
         update reservations set agreed_minor = 173 where upper(period) = '2030-06-03 12:54Z'",
    );
}

#[test]
fn uncharged_stay_breaks_i9() {
    breaks(
        "I9",
        "alter table ledger_entries disable trigger user; delete from ledger_entries; delete from \
            charges where state = 'paid'",
    );
    let owed = "alter table ledger_entries disable trigger user; delete from ledger_entries where \
        kind <> 'bill'; \
                update charges set captured_minor = 0, ";
    for open in [
        "state = 'due'",
        "state = 'unknown'",
        "state = 'retrying', next_attempt_at = '2030-06-03 12:54Z'",
    ] {
        breaks("I9", &format!("{owed} {open} where state = 'paid'"));
    }
    for waiting in
        ["state = 'dunning'", "state = 'retrying', next_attempt_at = '2030-06-03 14:00Z'"]
    {
        let (_database, mut conn) = healthy();
        conn.batch_execute(&format!("{owed} {waiting} where state = 'paid'")).unwrap();
        assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()), "{waiting}");
    }
}

#[test]
fn mail_sent_twice_breaks_i10() {
    breaks(
        "I10",
        "alter table mails drop constraint mails_once_key; \
         insert into mails (id, reservation_id, city_id, template, revision, sent_at) \
         select gen_random_uuid(), reservation_id, city_id, template, revision, sent_at from mails",
    );
}

/// A site of the city, and another city without one.
const SITE: &str = "
    insert into sites (id, city_id, source_ref, kind, name, lat, lng, access, entry_mode,
        created_at, updated_at)
    select '00000000-0000-0000-0000-0000000000d1', id, 'garage', 'garage', 'Garage', 40.75, -73.98,
        'public', 'open', now(), now() from cities;
    insert into cities (id, slug, name, time_zone, currency) values
        ('00000000-0000-0000-0000-0000000000d2', 'paris', 'Paris', 'Europe/Paris', 'EUR');
";

#[test]
fn zone_in_the_city_of_another_site_breaks_places() {
    breaks(
        "places",
        &format!(
            "{SITE} alter table zones drop constraint zones_site_id_fkey;
             insert into zones (id, city_id, source_ref, street, from_street, to_street, side, \
             line, site_id) \
             values (gen_random_uuid(), '00000000-0000-0000-0000-0000000000d2', 'x', 'X', '', '', \
             'unknown', 'linestring(2 48, 2 49)', '00000000-0000-0000-0000-0000000000d1')"
        ),
    );
}

#[test]
fn terms_in_the_city_of_another_site_break_places() {
    breaks(
        "places",
        &format!(
            "{SITE} alter table terms drop constraint terms_site_id_fkey;
             insert into terms (id, city_id, site_id, updated_at) values (gen_random_uuid(), \
             '00000000-0000-0000-0000-0000000000d2', '00000000-0000-0000-0000-0000000000d1', now())"
        ),
    );
}

#[test]
fn line_that_differs_breaks_boundaries() {
    let area = "update zones set boundary = 'polygon((-73.99 40.754, -73.987 40.755, -73.98 40.75, \
        -73.99 40.754))'";
    breaks("boundaries", area);
    let (_database, mut conn) = healthy();
    let line = "line = st_exteriorring(boundary::geometry)::geography";
    conn.batch_execute(&format!("{area}; update zones set {line}")).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
}

#[test]
fn entry_of_another_reservation_breaks_i3() {
    breaks(
        "I3",
        "alter table ledger_entries disable trigger user; \
         update ledger_entries set reservation_id = null where kind = 'fee'",
    );
    breaks(
        "I3",
        "alter table ledger_entries drop constraint ledger_entries_posting_has_charge; \
         insert into ledger_entries (id, city_id, kind, reference, debit, credit, amount_minor, \
         currency, at) \
         select gen_random_uuid(), city_id, kind, 'txn_2', debit, credit, 1, currency, at \
         from ledger_entries where kind = 'fee'",
    );
}

#[test]
fn repeated_or_late_charge_of_a_subject_is_found() {
    let top_up = "
        insert into charges (id, city_id, kind, subject_id, guest_id, revision, seconds,
            amount_minor, currency, state, created_at)
        select gen_random_uuid(), city_id, 'top_up', '00000000-0000-0000-0000-0000000000bb',
            '00000000-0000-0000-0000-0000000000aa', 1, 0, 0, currency, 'STATE', '2030-06-03 12:00Z'
        from charges where state = 'paid';";
    let settled = top_up.replace("STATE", "zero");
    let (_database, mut conn) = healthy();
    conn.batch_execute(&settled).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
    breaks("I2", &format!("drop index charges_subject_once_key; {settled} {settled}"));
    breaks("I9", &top_up.replace("STATE", "due"));
}

#[test]
fn charge_without_its_subject_breaks_i13() {
    for statements in [
        "alter table charges drop constraint charges_driver_of_subject; \
         update charges set guest_id = '00000000-0000-0000-0000-0000000000aa' where state = 'paid'",
        "alter table charges drop constraint charges_one_subject, \
            drop constraint charges_driver_of_subject; \
         update charges set subject_id = id where state = 'paid'",
        "alter table charges drop constraint charges_reservation_matches_kind; \
         update charges set kind = 'top_up' where state = 'set_up'",
    ] {
        breaks("I13", statements);
    }
}

#[test]
fn reservation_without_its_source_breaks_i13() {
    breaks(
        "I13",
        "alter table reservations drop constraint reservations_confirmed_has_card; \
         update reservations set stripe_payment_method_id = null where status = 'confirmed'",
    );
    breaks(
        "I13",
        "alter table reservations drop constraint reservations_no_source_costs_nothing; \
         update reservations set payment_source = 'none' where status = 'held'",
    );
    let (_database, mut conn) = healthy();
    conn.batch_execute(
        "update segments set rate_minor_per_hour = 0 where reservation_id = (select id from \
            reservations where status = 'confirmed'); \
         update reservations set payment_source = 'none', rate_minor_per_hour = 0, \
            agreed_minor = 0, stripe_payment_method_id = null where status = 'confirmed'",
    )
    .unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
}

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
fn dead_job_is_reported_with_its_error() {
    let (_database, mut conn) = healthy();
    conn.batch_execute(
        "update jobs set state = 'dead', finished_at = run_at, attempts = 30, \
        last_error = 'no way'",
    )
    .unwrap();
    let (names, found) = violated(&mut conn);
    assert_eq!(names, ["jobs"]);
    assert!(found[0].ends_with("is dead after 30 attempts: no way"), "{found:?}");
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
