//! Entry codes: signatures, revocation, screens and words.

mod sheets;

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use shared::{
    equipment::{
        code_tokens::write_code,
        domain::code_token::{CodeMark, CodeToken},
        models::entry_code::EntryCode,
    },
    platform::domain::ids::{EntryCodeId, SiteId},
    pricing::quote_signer::{QuoteKey, QuoteSigner},
};

use crate::support::{Client, Options, QUOTE_SIGNING_KEY, Response, TestApp};

const NOTE: &str = "the sheet was copied";

fn site(app: &TestApp) -> SiteId {
    app.city.site(&mut app.connect(), "Garage 45")
}

fn codes_path(site: SiteId) -> String {
    format!("/api/v1/admin/sites/{site}/codes")
}

async fn issue(operator: &Client, site: SiteId, body: Value) -> Value {
    operator.post(&codes_path(site), &body).await.created()
}

async fn act(operator: &Client, code: &Value, verb: &str) -> Response {
    let path = format!("/api/v1/admin/codes/{}/{verb}", code["id"].as_str().unwrap());
    operator.post(&path, &json!({ "note": NOTE })).await
}

fn token_of(code: &Value) -> String {
    let url = code["url"].as_str().unwrap();
    url.strip_prefix("http://curbhold.example/go/").unwrap().to_owned()
}

/// Looks a code up as a driver who is not signed in.
async fn look_up(app: &TestApp, presented: Value) -> Response {
    app.anonymous().post("/api/v1/entry-codes/look-up", &presented).await
}

async fn scan(app: &TestApp, token: &str) -> Response {
    look_up(app, json!({ "code": token })).await
}

fn signer(key: &str) -> QuoteSigner {
    let key: QuoteKey = key.parse().unwrap();
    QuoteSigner::new(vec![key], &"http://curbhold.example/".parse().unwrap())
}

fn stored(app: &TestApp, code: &Value) -> EntryCode {
    let id = EntryCodeId(code["id"].as_str().unwrap().parse().unwrap());
    EntryCode::find(&mut app.connect(), id).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn code_of_another_service_is_unknown() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let code = issue(&operator, site(&app), json!({ "kind": "entrance" })).await;
    let found = scan(&app, &token_of(&code)).await.ok();
    assert_eq!((&found["kind"], &found["means"]), (&json!("entrance"), &json!("code")));
    assert_eq!(found["site"]["name"], "Garage 45");

    let token = stored(&app, &code).token(app.now());
    let foreign = signer(&BASE64_STANDARD.encode([7_u8; 32]));
    let absent = CodeToken { code_id: EntryCodeId::new(), ..token };
    let other_serial = CodeToken { mark: CodeMark::Serial(2), ..token };
    let ours = signer(QUOTE_SIGNING_KEY);
    assert_eq!(write_code(&ours, token).unwrap(), token_of(&code));
    for (signer, token) in [(&foreign, token), (&ours, absent), (&ours, other_serial)] {
        let token = write_code(signer, token).unwrap();
        let problem = scan(&app, &token).await.problem("unknown_code");
        assert_eq!(problem["status"], 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_code_is_unknown() {
    let app = TestApp::new().await;
    let code = issue(&app.operator().await, site(&app), json!({ "kind": "exit" })).await;
    let token = token_of(&code);
    for at in [0, 30, 60, 113] {
        let letter = if token.as_bytes()[at] == b'Q' { 'g' } else { 'Q' };
        let changed = format!("{}{letter}{}", &token[..at], &token[at + 1..]);
        scan(&app, &changed).await.problem("unknown_code");
    }
    scan(&app, "https://example.com/go/abc").await.problem("unknown_code");
}

#[tokio::test(flavor = "multi_thread")]
async fn revoked_code_is_gone() {
    let app = TestApp::new().await;
    let (operator, site) = (app.operator().await, site(&app));
    let code = issue(&operator, site, json!({ "kind": "entrance" })).await;
    let revoked = act(&operator, &code, "revoke").await.ok();
    assert_eq!((&revoked["revoked_reason"], &revoked["url"]), (&json!(NOTE), &Value::Null));
    assert_eq!(act(&operator, &code, "revoke").await.ok(), revoked, "idempotent");
    let problem = scan(&app, &token_of(&code)).await.problem("code_revoked");
    assert_eq!(problem["status"], 410);
    look_up(&app, json!({ "words": code["words"] })).await.problem("unknown_code");
    act(&operator, &code, "reissue").await.problem("code_revoked");
    let path = format!("/api/v1/admin/codes/{}/sheet.svg", code["id"].as_str().unwrap());
    operator.get(&path).await.problem("code_revoked");

    let old = issue(&operator, site, json!({ "kind": "entrance" })).await;
    let new = act(&operator, &old, "reissue").await.created();
    assert_eq!((&old["serial"], &new["serial"]), (&json!(1), &json!(2)));
    assert_ne!(old["words"], new["words"]);
    scan(&app, &token_of(&old)).await.problem("code_revoked");
    scan(&app, &token_of(&new)).await.ok();
    let listed = operator.get(&codes_path(site)).await.ok();
    let listed = listed["codes"].as_array().unwrap();
    assert_eq!((listed.len(), &listed[0]), (3, &new), "the active one is first");
    let audit = operator.get("/api/v1/admin/audit?action=code.reissue").await.ok();
    assert_eq!(audit["entries"][0]["after"]["id"], new["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn old_screen_code_has_expired() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let rotating = json!({ "kind": "entrance", "is_rotating": true });
    let code = issue(&operator, site(&app), rotating).await;
    assert_eq!(code["url"], Value::Null);
    let (ours, stored) = (signer(QUOTE_SIGNING_KEY), stored(&app, &code));
    let shown = write_code(&ours, stored.token(app.now())).unwrap();
    scan(&app, &shown).await.ok();
    app.advance(TimeDelta::seconds(59));
    scan(&app, &shown).await.ok();
    app.advance(TimeDelta::seconds(1));
    scan(&app, &shown).await.problem("code_revoked");
    let next = write_code(&ours, stored.token(app.now())).unwrap();
    scan(&app, &next).await.ok();

    let printed = CodeToken { mark: CodeMark::Serial(1), ..stored.token(app.now()) };
    scan(&app, &write_code(&ours, printed).unwrap()).await.problem("unknown_code");
    look_up(&app, json!({ "words": code["words"] })).await.problem("unknown_code");
    for path in ["sheet.svg", "sheet.pdf"] {
        let path = format!("/api/v1/admin/codes/{}/{path}", code["id"].as_str().unwrap());
        operator.get(&path).await.problem("not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_find_the_code() {
    let app = TestApp::new().await;
    let code = issue(&app.operator().await, site(&app), json!({ "kind": "entrance" })).await;
    let words = code["words"].as_str().unwrap();
    assert_eq!(words.split('-').count(), 3, "{words}");
    for typed in [words.to_owned(), format!(" {}. ", words.to_uppercase().replace('-', "  "))] {
        let found = look_up(&app, json!({ "words": typed })).await.ok();
        assert_eq!((&found["kind"], &found["means"]), (&json!("entrance"), &json!("words")));
    }
    for typed in ["maple river", "one two three"] {
        look_up(&app, json!({ "words": typed })).await.problem("unknown_code");
    }
}

/// A trigger replaces the first three draws by the same words.
#[tokio::test(flavor = "multi_thread")]
async fn taken_words_are_drawn_again() {
    let app = TestApp::new().await;
    let (operator, site) = (app.operator().await, site(&app));
    let trigger = "create sequence draws;
        create function draw() returns trigger language plpgsql as $$ begin
            if nextval('draws') <= 3 then new.words = 'maple-river-stone'; end if;
            return new;
        end $$;
        create trigger draw before insert on entry_codes for each row execute function draw();";
    app.connect().batch_execute(trigger).unwrap();
    let first = issue(&operator, site, json!({ "kind": "entrance" })).await;
    let second = issue(&operator, site, json!({ "kind": "entrance" })).await;
    assert_eq!(first["words"], "maple-river-stone");
    assert_ne!(second["words"], first["words"]);
    let draws = app.query_texts("select last_value::text as text from draws where $1 is not null");
    assert_eq!(draws, ["4"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn code_must_fit_its_place() {
    let app = TestApp::new().await;
    let (operator, site) = (app.operator().await, site(&app));
    let street = app.spot("B14");
    let lanes = format!("/api/v1/admin/sites/{site}/lanes");
    let lane = json!({ "name": "Entrance", "direction": "in" });
    let lane = operator.post(&lanes, &lane).await.created()["id"].clone();
    let elsewhere = app.city.site(&mut app.connect(), "Lot 2");
    for (place, body, field, code) in [
        (site, json!({ "kind": "door" }), "kind", "unknown"),
        (site, json!({ "kind": "spot" }), "spot_id", "required"),
        (site, json!({ "kind": "spot", "spot_id": street }), "spot_id", "unknown"),
        (site, json!({ "kind": "exit", "spot_id": street }), "spot_id", "conflicting"),
        (site, json!({ "kind": "exit", "lane_id": lane }), "lane_id", "conflicting"),
        (elsewhere, json!({ "kind": "entrance", "lane_id": lane }), "lane_id", "unknown"),
    ] {
        let refused = operator.post(&codes_path(place), &body).await.problem("invalid_request");
        let error = &refused["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!(field), &json!(code)), "{body}");
    }
    app.city.move_zone(&mut app.connect(), site);
    let with_lane = json!({ "kind": "spot", "spot_id": street, "lane_id": lane });
    let rotating = json!({ "kind": "spot", "spot_id": street, "is_rotating": true });
    for (body, field) in [(with_lane, "lane_id"), (rotating, "is_rotating")] {
        let refused = operator.post(&codes_path(site), &body).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["field"], field);
    }
    let spot = issue(&operator, site, json!({ "kind": "spot", "spot_id": street })).await;
    assert_eq!((&spot["lane"], &spot["spot"]), (&Value::Null, &json!("B14")));
    let retire = format!("/api/v1/admin/sites/{site}/retire");
    operator.post(&retire, &json!({ "note": "closed" })).await.ok();
    let body = json!({ "kind": "entrance" });
    let refused = operator.post(&codes_path(site), &body).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["code"], "site_retired");
}

#[tokio::test(flavor = "multi_thread")]
async fn code_needs_a_signing_key() {
    let app = TestApp::with(Options { quote_keys: Vec::new(), ..Options::default() }).await;
    let (operator, site) = (app.operator().await, site(&app));
    let body = json!({ "kind": "entrance" });
    operator.post(&codes_path(site), &body).await.problem("signing_unavailable");
    let listed = operator.get(&codes_path(site)).await.ok();
    assert_eq!(listed["codes"], json!([]));
}
