//! The read model and the search statement find the same spots.

mod history;

use diesel::{RunQueryDsl, connection::SimpleConnection, sql_query, sql_types};
use history::{Event, RandomSearch};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::Value;
use shared::platform::config::live;

use crate::support::{Client, Options, TestApp};

const NEARBY: &str = "lat=40.7543&lng=-73.9884&radius=300";

/// All pages of a response without its age, or its error.
async fn pages(client: &Client, query: &str) -> Vec<Value> {
    let (mut pages, mut cursor) = (Vec::new(), String::new());
    loop {
        let mut response = client.search(&format!("{query}{cursor}")).await.body;
        for name in ["age_ms", "request_id"] {
            response.as_object_mut().unwrap().remove(name);
        }
        let next = response["next_cursor"].as_str().map(|next| format!("&cursor={next}"));
        pages.push(response);
        match next {
            Some(next) => cursor = next,
            None => return pages,
        }
    }
}

async fn assert_agreement(history: &[(Event, Vec<RandomSearch>)]) -> Result<(), TestCaseError> {
    let mut app = TestApp::new().await;
    app.driver("ann").await;
    let mut conn = app.connect();
    let another = "insert into zones (id, city_id, source_ref, street, from_street, to_street, \
        side, line) \
                   select gen_random_uuid(), city_id, 'other', 'Other', '1', '2', 'S', line from \
                   zones";
    sql_query(another).execute(&mut conn).unwrap();
    let database = Client::new(&app.another_api(live::Settings::default()).await, None);
    let memory = app.anonymous();
    for (event, searches) in history {
        event.apply(&app, &mut conn);
        for search in searches {
            let query = search.query(&app);
            prop_assert_eq!(
                pages(&memory, &query).await,
                pages(&database, &query).await,
                "{}",
                query
            );
        }
    }
    Ok(())
}

#[test]
fn memory_and_database_agree_after_any_history() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let history = prop::collection::vec(
        (Event::any(), prop::collection::vec(RandomSearch::any(), 0..4)),
        30..60,
    );
    let config = ProptestConfig {
        cases: 12,
        max_shrink_iters: 30,
        failure_persistence: None,
        ..Default::default()
    };
    let outcome = TestRunner::new(config)
        .run(&history, |history| runtime.block_on(assert_agreement(&history)));
    outcome.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn search_from_memory_reads_no_spots() {
    let app = TestApp::new().await;
    let (taken, _) = (app.spot("B14"), app.spot("B15"));
    app.driver("ann").await.hold(taken, 600).await.created();
    // The changes are read before the table is locked.
    assert_eq!(app.anonymous().search(NEARBY).await.ok()["spots"].as_array().unwrap().len(), 1);
    let mut locked = app.connect();
    locked.batch_execute("begin; lock table spots in access exclusive mode").unwrap();
    let found = app.anonymous().search(NEARBY).await.ok();
    assert_eq!(found["spots"][0]["label"], "B15");
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_change_feed_falls_back_to_the_database() {
    let app = TestApp::new().await;
    app.spot("B14");
    let mut locked = app.connect();
    locked.batch_execute("begin; lock table live_changes in access exclusive mode").unwrap();
    let found = app.anonymous().search(NEARBY).await.ok();
    assert_eq!((&found["spots"][0]["label"], &found["age_ms"]), (&"B14".into(), &0.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_changes_reload_the_read_model() {
    let app = TestApp::new().await;
    let spot = app.spot("B14");
    app.anonymous().search(NEARBY).await.ok();
    // No trigger records this change; then more changes are recorded than are applied one by one.
    let change = "set session_replication_role = replica; update spots set label = 'C1'; reset \
        session_replication_role";
    let mut conn = app.connect();
    conn.batch_execute(change).unwrap();
    assert_eq!(
        app.anonymous().search(NEARBY).await.ok()["spots"][0]["label"],
        "B14",
        "the change was not recorded"
    );
    let notes = "insert into live_changes (spot_id, lat, lng) select $1, 0, 0 from \
        generate_series(1, 20001)";
    sql_query(notes).bind::<sql_types::Uuid, _>(spot).execute(&mut conn).unwrap();
    assert_eq!(app.anonymous().search(NEARBY).await.ok()["spots"][0]["label"], "C1");
}

#[tokio::test(flavor = "multi_thread")]
async fn disabled_read_model_searches_the_database() {
    let app = TestApp::with(Options { search_from_memory: false, ..Options::default() }).await;
    app.spot("B14");
    let mut locked = app.connect();
    locked.batch_execute("begin; lock table spots in access exclusive mode").unwrap();
    assert_eq!(app.anonymous().search(NEARBY).await.status, 503);
}
