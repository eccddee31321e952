//! Charges, ledger, prices and payment sources.

use diesel::connection::SimpleConnection;

use super::{breaks, healthy, violated};

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

/// Inserts a quote of every completed stay and accepts it.
const QUOTED: &str = "
    insert into quotes (id, city_id, spot_id, vehicle_class, period, rate_minor_per_hour, currency,
        total_minor, lines, rules, created_at, expires_at, accepted_at, accepted_by)
    select '00000000-0000-0000-0000-0000000000d3', city_id, spot_id, 'car', period, 450, 'USD',
        450, '[]', '', created_at, created_at + interval '15 minutes', created_at, id
    from reservations where status = 'completed';
    update segments set quote_id = '00000000-0000-0000-0000-0000000000d3'
    where reservation_id = (select id from reservations where status = 'completed');";

#[test]
fn price_above_the_quotes_breaks_i14() {
    let (_database, mut conn) = healthy();
    conn.batch_execute(QUOTED).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
    breaks("I14", &format!("{QUOTED} update quotes set total_minor = 449"));
    let (_database, mut conn) = healthy();
    conn.batch_execute(&format!(
        "{QUOTED} update quotes set total_minor = 449; \
         insert into segments (id, city_id, reservation_id, revision, agreed, rate_minor_per_hour, \
            created_at) \
         select gen_random_uuid(), city_id, reservation_id, 2, agreed, 450, created_at \
         from segments where quote_id is not null"
    ))
    .unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()), "one segment has no quote");
}

/// Adds a stay of half an hour for 225, which the paid charge contains.
const CARRIED: &str = "
    select stay('00000000-0000-0000-0000-000000000004', 'completed', 'completed', 3,
        '2030-06-03 11:00Z', '2030-06-03 11:30Z');
    insert into charges (id, city_id, reservation_id, kind, revision, seconds, amount_minor,
        currency, state, carried_to, created_at)
    select '00000000-0000-0000-0000-0000000000c4', city_id, id, 'stay', 3, 1800, 225, 'USD',
        'carried', '00000000-0000-0000-0000-0000000000c3', created_at
    from reservations where id = '00000000-0000-0000-0000-000000000004';
    update charges set amount_minor = 675, captured_minor = 675, carried_minor = 225
    where state = 'paid';
    alter table ledger_entries disable trigger user;
    update ledger_entries set amount_minor = 675 where kind = 'collect';
    insert into ledger_entries (id, city_id, charge_id, reservation_id, kind, reference, debit,
        credit, amount_minor, currency, at)
    select gen_random_uuid(), c.city_id, c.id, c.reservation_id, p.kind, 'c4', p.debit, p.credit,
        225, 'USD', c.created_at
    from charges c join (values ('carried', 'carry_over', 'carried_over', 'revenue'),
        ('paid', 'take_over', 'receivable', 'carried_over'))
        as p (state, kind, debit, credit) on p.state = c.state;
    insert into mails (id, reservation_id, city_id, template, revision, sent_at)
    select gen_random_uuid(), id, city_id, 'ended', revision, created_at from reservations
    where id = '00000000-0000-0000-0000-000000000004';";

#[test]
fn carried_amount_outside_its_charge_breaks_i15() {
    for (statements, broken) in [
        ("", vec![]),
        (
            "update charges set carried_to = null, carried_until = created_at \
             where state = 'carried'",
            vec!["I15"],
        ),
        (
            "alter table charges drop constraint charges_carried_once; \
             update charges set carried_until = created_at where state = 'carried'",
            vec!["I15"],
        ),
        ("update charges set carried_to = id where state = 'carried'", vec!["I15"]),
        ("update charges set carried_minor = 0 where state = 'paid'", vec!["I3", "I4", "I15"]),
        (
            "update charges set state = 'waived', carried_to = null where state = 'carried'",
            vec!["I3", "I15"],
        ),
        (
            "update reservations set agreed_minor = 449 where id = \
                (select reservation_id from charges where state = 'paid')",
            vec!["I4"],
        ),
    ] {
        let (_database, mut conn) = healthy();
        conn.batch_execute(&format!("{CARRIED} {statements}")).unwrap();
        let (names, found) = violated(&mut conn);
        assert_eq!(names, broken, "{statements}: {found:#?}");
    }
}

#[test]
fn quote_of_another_reservation_breaks_i14() {
    let other = "update quotes set accepted_by = (select id from reservations where status = \
        'held')";
    breaks("I14", &format!("{QUOTED} {other}"));
}

#[test]
fn quote_may_only_lower_the_agreed_price() {
    let of_held = QUOTED.replace("'completed'", "'held'");
    let (_database, mut conn) = healthy();
    let lowered = "update reservations set agreed_minor = 449 where status = 'held'";
    conn.batch_execute(&format!("{of_held} {lowered}")).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
    let raised = "update reservations set agreed_minor = 451 where status = 'held'";
    breaks("I4", &format!("{of_held} {raised}"));
    breaks("I4", lowered);
}
