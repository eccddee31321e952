//! NFC tags with secure dynamic messages. The messages were computed by another implementation of
//! AES-CMAC, from the keys and the UID below.

use serde_json::{Value, json};

use crate::support::{Client, Response, TestApp};

const UID: &str = "04A1B2C3D4E5F6";
const META_KEY: &str = "000102030405060708090a0b0c0d0e0f";
const FILE_KEY: &str = "101112131415161718191a1b1c1d1e1f";
/// Encrypted data and code for the counters 1 to 3.
const MESSAGES: [(&str, &str); 3] = [
    ("6B0EF4B7274FFF536387472AA9703A47", "15607A67DC34DE2D"),
    ("FD6EAC41F63CDC2E918ACA13B2A452E4", "D9227EB1393F41A0"),
    ("90152CF5DF23EA2AD5C19A6932889B79", "E2373EF50A5CEAC1"),
];
/// A message of a tag with the same keys and the UID `04A1B2C3D4E5F7`, at the counter 9.
const OTHER_TAG: (&str, &str) = ("9D4AE3313B041A1B8A1AA2BC27FC2607", "E5FB1121380A4F42");

/// An entrance code of a garage with two spots.
async fn entrance(app: &TestApp, operator: &Client) -> String {
    let site = app.garage(2).await.site;
    let path = format!("/api/v1/admin/sites/{site}/codes");
    let code = operator.post(&path, &json!({ "kind": "entrance" })).await.created();
    code["id"].as_str().unwrap().to_owned()
}

fn keys() -> Value {
    json!({ "uid": UID, "meta_key": META_KEY, "file_key": FILE_KEY })
}

async fn enrol(operator: &Client, code: &str) -> Value {
    operator.post(&format!("/api/v1/admin/codes/{code}/tags"), &keys()).await.created()
}

fn message(tag: &Value, (e, c): (&str, &str)) -> Value {
    json!({ "nfc": { "tag": tag["id"], "e": e, "c": c } })
}

async fn look_up(client: &Client, tag: &Value, parts: (&str, &str)) -> Response {
    client.post("/api/v1/entry-codes/look-up", &message(tag, parts)).await
}

async fn enter(driver: &Client, tag: &Value, parts: (&str, &str)) -> Response {
    let mut body = message(tag, parts);
    body["app_device"] = json!(uuid::Uuid::new_v4());
    driver.post("/api/v1/visits", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn sun_message_enters_once() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let code = entrance(&app, &operator).await;
    let tag = enrol(&operator, &code).await;
    let id = tag["id"].as_str().unwrap();
    let expected = format!("http://curbhold.example/go/nfc?t={id}&e={{e}}&c={{c}}");
    assert_eq!((&tag["uid"], &tag["url"]), (&json!(UID), &json!(expected)));
    let (ann, bob) = (app.driver_with_card("ann").await, app.driver_with_card("bob").await);
    let visit = enter(&ann, &tag, MESSAGES[0]).await.created();
    assert_eq!((&visit["state"], &visit["entered_by"]), (&json!("open"), &json!("nfc")));
    let problem = enter(&bob, &tag, MESSAGES[0]).await.problem("replayed_tag");
    assert_eq!(problem["status"], 409);
    enter(&bob, &tag, MESSAGES[1]).await.created();
    let counters =
        app.query_texts("select last_counter::text as text from nfc_tags where $1 is not null");
    assert_eq!(counters, ["2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn replayed_counter_is_refused() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let tag = enrol(&operator, &entrance(&app, &operator).await).await;
    let (ann, guest) = (app.driver_with_card("ann").await, app.anonymous());
    for _ in 0..2 {
        let found = look_up(&guest, &tag, MESSAGES[1]).await.ok();
        assert_eq!(found["means"], "nfc", "a look-up uses no counter");
    }
    enter(&ann, &tag, MESSAGES[1]).await.created();
    for used in [MESSAGES[0], MESSAGES[1]] {
        look_up(&guest, &tag, used).await.problem("replayed_tag");
    }
    look_up(&guest, &tag, MESSAGES[2]).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn message_of_another_tag_is_unknown() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let tag = enrol(&operator, &entrance(&app, &operator).await).await;
    let guest = app.anonymous();
    let (data, code) = MESSAGES[0];
    for parts in [OTHER_TAG, (data, MESSAGES[1].1), (MESSAGES[1].0, code)] {
        look_up(&guest, &tag, parts).await.problem("unknown_code");
    }
    let absent = json!({ "id": uuid::Uuid::now_v7() });
    look_up(&guest, &absent, MESSAGES[0]).await.problem("unknown_code");
}

#[tokio::test(flavor = "multi_thread")]
async fn tag_moves_to_the_reissued_code() {
    let app = TestApp::new().await;
    let (operator, guest) = (app.operator().await, app.anonymous());
    let code = entrance(&app, &operator).await;
    let tag = enrol(&operator, &code).await;
    let path = format!("/api/v1/admin/codes/{code}");
    let note = json!({ "note": "the sheet was copied" });
    let new = operator.post(&format!("{path}/reissue"), &note).await.created();
    let moved = &new["tags"][0];
    assert_eq!((&moved["id"], &moved["uid"]), (&tag["id"], &json!(UID)));
    assert_eq!((&moved["last_counter"], &moved["revoked_at"]), (&json!(-1), &Value::Null));
    look_up(&guest, &tag, MESSAGES[0]).await.ok();
    operator.post(&format!("{path}/tags"), &keys()).await.problem("code_revoked");

    let revoke = format!("/api/v1/admin/tags/{}/revoke", tag["id"].as_str().unwrap());
    for _ in 0..2 {
        operator.post(&revoke, &note).await.no_content();
    }
    look_up(&guest, &tag, MESSAGES[0]).await.problem("code_revoked");
    let again = enrol(&operator, new["id"].as_str().unwrap()).await;
    look_up(&guest, &again, MESSAGES[0]).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_of_a_tag_are_kept_secret() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let code = entrance(&app, &operator).await;
    enrol(&operator, &code).await;
    let path = format!("/api/v1/admin/codes/{code}/tags");
    let taken = operator.post(&path, &keys()).await.problem("invalid_request");
    assert_eq!(taken["errors"][0]["code"], "taken");
    let short = json!({ "uid": "04", "meta_key": "00", "file_key": "not hexadecimal" });
    let refused = operator.post(&path, &short).await.problem("invalid_request");
    assert_eq!(refused["errors"].as_array().unwrap().len(), 3, "{refused}");
    let rows = app.query_texts(
        "select (select string_agg(t::text, '') from nfc_tags t) || \
            (select string_agg(a::text, '') from audit_entries a) as text where $1 is not null",
    );
    assert!(rows[0].contains("tag.enrol") && rows[0].contains(UID), "{rows:?}");
    assert!(!rows[0].contains(META_KEY) && !rows[0].contains(FILE_KEY), "{rows:?}");
}
