//! Timers, mails and jobs.

use diesel::connection::SimpleConnection;

use super::{breaks, healthy, violated};

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
fn mail_sent_twice_breaks_i10() {
    breaks(
        "I10",
        "alter table mails drop constraint mails_once_key; \
         insert into mails (id, reservation_id, city_id, template, revision, sent_at) \
         select gen_random_uuid(), reservation_id, city_id, template, revision, sent_at from mails",
    );
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
