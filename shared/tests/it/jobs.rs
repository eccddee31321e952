//! Batches of jobs in one statement have the same effect as single jobs, and do not wait for locked
//! ones.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, connection::SimpleConnection};
use serde_json::json;
use shared::platform::{
    domain::{ids::JobId, job_state::JobState},
    models::{
        job::{NewJob, begin, begin_all, claim_due, finish_all, mark_published, release},
        job_details::JobDetails,
    },
};
use testkit::database::TestDatabase;

fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

fn lease() -> DateTime<Utc> {
    now() + TimeDelta::minutes(1)
}

fn job_at(conn: &mut PgConnection, run_at: DateTime<Utc>) -> JobId {
    let id = JobId::new();
    let (kind, payload) = ("reservation.paint", json!({}));
    let job = NewJob {
        id,
        kind,
        payload: &payload,
        dedupe_key: None,
        run_at,
        created_at: now(),
        traceparent: None,
    };
    job.upsert(conn).unwrap();
    id
}

fn state(conn: &mut PgConnection, id: JobId) -> JobState {
    JobDetails::find(conn, id).unwrap().state
}

/// Returns a connection that holds the lock of a job until it is dropped.
fn holding(database: &TestDatabase, id: JobId) -> PgConnection {
    let mut conn = database.connect();
    conn.batch_execute(&format!("begin; select 1 from jobs where id = '{id}' for update")).unwrap();
    conn
}

#[test]
fn batch_skips_done_early_taken_and_locked_jobs() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let [due, done, taken, locked] = [(); 4].map(|()| job_at(&mut conn, now()));
    let early = job_at(&mut conn, now() + TimeDelta::seconds(1));
    begin_all(&mut conn, &[done, taken], lease(), now()).unwrap();
    finish_all(&mut conn, &[(done, None)], now()).unwrap();
    let other = holding(&database, locked);

    let begun =
        begin_all(&mut conn, &[due, done, taken, early, locked, due], lease(), now()).unwrap();
    assert_eq!(begun.iter().map(|row| (row.id, row.attempts)).collect::<Vec<_>>(), [(due, 1)]);
    drop(other);
    assert_eq!(begin(&mut conn, locked, false, lease(), now()).unwrap().unwrap().attempts, 1);
    // After its lease has expired, a job may be taken by any worker.
    let begun = begin_all(&mut conn, &[taken], lease() + TimeDelta::minutes(1), lease()).unwrap();
    assert_eq!(begun.first().unwrap().attempts, 2);
}

#[test]
fn only_running_jobs_are_finished() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let [running, silent, waiting] = [(); 3].map(|()| job_at(&mut conn, now()));
    begin_all(&mut conn, &[running, silent], lease(), now()).unwrap();
    let done = [(waiting, None), (running, Some("nothing to paint")), (silent, None)];
    assert_eq!(finish_all(&mut conn, &done, now()).unwrap(), 2);
    assert_eq!(finish_all(&mut conn, &done, now()).unwrap(), 0);
    let row = JobDetails::find(&mut conn, running).unwrap();
    assert_eq!((row.state, row.last_error.as_deref()), (JobState::Done, Some("nothing to paint")));
    assert_eq!(row.finished_at, Some(now()));
    assert_eq!(JobDetails::find(&mut conn, silent).unwrap().last_error, None);
    assert_eq!(state(&mut conn, waiting), JobState::Waiting);
}

#[test]
fn relay_skips_locked_jobs() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let [free, locked] = [(); 2].map(|()| job_at(&mut conn, now()));
    assert_eq!(claim_due(&mut conn, now(), lease(), now(), 10).unwrap().len(), 2);
    let other = holding(&database, locked);
    conn.batch_execute("set lock_timeout = '1s'").unwrap();
    assert_eq!(mark_published(&mut conn, &[free, locked], lease(), now()).unwrap(), 1);
    assert_eq!(release(&mut conn, &[free, locked], lease()).unwrap(), 0);
    drop(other);
    assert_eq!(
        (state(&mut conn, free), state(&mut conn, locked)),
        (JobState::Published, JobState::Waiting)
    );
}
