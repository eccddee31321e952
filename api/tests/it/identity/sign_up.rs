//! Sign-ups verify the address: by a link or a code, once, by a POST; the response does not reveal
//! accounts.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};
use shared::{places::domain::terms::Terms, platform::token::Grant};

use crate::support::{Options, Response, TestApp, client::send};

const PASSWORD: &str = "park-at-the-curb";
const CONFIRM: &str = "/api/v1/email-confirmations";
const RESEND: &str = "/api/v1/email-confirmations/resend";
const CODE_MAIL: &str = "is your code";

async fn sign_up(app: &TestApp, email: &str) -> Response {
    app.anonymous().post("/api/v1/accounts", &json!({ "email": email, "password": PASSWORD })).await
}

/// Begins a sign-up. Returns its token.
async fn begin(app: &TestApp, email: &str) -> String {
    sign_up(app, email).await.accepted()["sign_up_token"].as_str().unwrap().to_owned()
}

/// Completes a sign-up. Returns the access token.
pub async fn confirmed(app: &TestApp, email: &str) -> String {
    let token = begin(app, email).await;
    let code = app.code(email, CODE_MAIL).await;
    let response = app.bearer(&token).post(CONFIRM, &json!({ "code": code })).await.ok();
    response["session"]["access_token"].as_str().unwrap().to_owned()
}

fn wrong_code(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test(flavor = "multi_thread")]
async fn unverified_account_cannot_reserve() {
    let app = TestApp::with_verification().await;
    let (ann, spot) = (app.bearer(&begin(&app, "ann@example.com").await), app.spot("A1"));
    let found = ann.search("lat=40.7543&lng=-73.9884&radius=300").await.ok();
    assert_eq!(found["spots"][0]["label"], "A1");
    let problem = ann.hold(spot, 3_600).await.problem("email_unconfirmed");
    assert_eq!(problem["status"], 403);
    let sign_in = json!({ "email": "ann@example.com", "password": PASSWORD });
    app.anonymous().post("/api/v1/sessions", &sign_in).await.problem("email_unconfirmed");

    let code = app.code("ann@example.com", CODE_MAIL).await;
    let confirmed = ann.post(CONFIRM, &json!({ "code": code })).await.ok();
    assert_eq!(confirmed["user"]["email_confirmed"], true);
    let ann = app.bearer(confirmed["session"]["access_token"].as_str().unwrap());
    ann.hold(spot, 3_600).await.created();
    app.anonymous().post("/api/v1/sessions", &sign_in).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn older_account_must_verify_before_reserving() {
    let app = TestApp::with_verification().await;
    let token = confirmed(&app, "ann@example.com").await;
    app.query_texts(
        "update users set email_confirmed_at = null where $1 is not null returning email as text",
    );
    let (ann, spot) = (app.bearer(&token), app.spot("A1"));
    ann.hold(spot, 3_600).await.problem("email_unconfirmed");
    app.advance(TimeDelta::seconds(61));
    ann.post(RESEND, &json!({})).await.accepted();
    let code = app.code("ann@example.com", CODE_MAIL).await;
    ann.post(CONFIRM, &json!({ "code": code })).await.ok();
    ann.hold(spot, 3_600).await.created();
    ann.post(RESEND, &json!({})).await.problem("email_confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_a_link_changes_nothing() {
    let app = TestApp::with_verification().await;
    let ann = app.bearer(&begin(&app, "ann@example.com").await);
    let (page, token) = app.link("ann@example.com", CODE_MAIL).await;
    let proofs =
        || app.query_texts("select t::text as text from email_proofs t where $1 is not null");
    let before = (proofs(), app.snapshot());
    // The page belongs to the web app; the api serves nothing there.
    app.anonymous().get(&page).await.problem("not_found");
    for path in [CONFIRM.to_owned(), format!("{CONFIRM}?token={token}")] {
        app.anonymous().get(&path).await.problem("method_not_allowed");
    }
    assert_eq!((proofs(), app.snapshot()), before);

    let confirmed = ann.post(CONFIRM, &json!({ "token": token })).await.ok();
    assert_eq!(confirmed["user"]["email"], "ann@example.com");
    ann.post(CONFIRM, &json!({ "token": token })).await.problem("wrong_code");
}

#[tokio::test(flavor = "multi_thread")]
async fn links_have_one_purpose_and_expire() {
    let app = TestApp::with_verification().await;
    begin(&app, "ann@example.com").await;
    let (_, confirm) = app.link("ann@example.com", CODE_MAIL).await;
    let reset = json!({ "token": confirm, "new_password": "another-way-to-park" });
    app.anonymous().post("/api/v1/password-resets/confirm", &reset).await.problem("wrong_code");
    app.bearer(&confirm).get("/api/v1/account").await.problem("unauthenticated");
    app.bearer(&confirm).post(RESEND, &json!({})).await.problem("unauthenticated");

    // The right kind of token, but for another purpose.
    let Some(Grant::ConfirmEmail { sub }) = app.context.links.tokens.read(&confirm, app.now())
    else {
        panic!()
    };
    let until = app.now() + TimeDelta::days(1);
    let crossed = app.context.links.tokens.sign(Grant::ResetPassword { sub }, until).unwrap();
    let reset = json!({ "token": crossed, "new_password": "another-way-to-park" });
    app.anonymous().post("/api/v1/password-resets/confirm", &reset).await.problem("wrong_code");

    app.advance(TimeDelta::hours(24));
    app.anonymous().post(CONFIRM, &json!({ "token": confirm })).await.problem("wrong_code");
    let ann = app.bearer(&begin(&app, "ann@example.com").await);
    let (_, fresh) = app.link("ann@example.com", CODE_MAIL).await;
    ann.post(CONFIRM, &json!({ "token": fresh })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_codes_require_another_mail() {
    let app = TestApp::with_verification().await;
    let ann = app.bearer(&begin(&app, "ann@example.com").await);
    let code = app.code("ann@example.com", CODE_MAIL).await;
    let wrong = json!({ "code": wrong_code(&code) });
    // Concurrently, so that no two count as one.
    let tries = [0; 5].map(|_| ann.post(CONFIRM, &wrong));
    for response in futures_util::future::join_all(tries).await {
        response.problem("wrong_code");
    }
    ann.post(CONFIRM, &json!({ "code": code })).await.problem("wrong_code");
    app.advance(TimeDelta::seconds(61));
    ann.post(RESEND, &json!({})).await.accepted();
    let fresh = app.code("ann@example.com", CODE_MAIL).await;
    for _ in 0..4 {
        ann.post(CONFIRM, &json!({ "code": wrong_code(&fresh) })).await.problem("wrong_code");
    }
    ann.post(CONFIRM, &json!({ "code": fresh })).await.ok();
    ann.post(CONFIRM, &json!({ "code": fresh })).await.problem("wrong_code");
}

#[tokio::test(flavor = "multi_thread")]
async fn code_expires_and_belongs_to_its_sign_up() {
    let app = TestApp::with_verification().await;
    let ann = app.bearer(&begin(&app, "ann@example.com").await);
    let bob = app.bearer(&begin(&app, "bob@example.com").await);
    let code = app.code("ann@example.com", CODE_MAIL).await;
    bob.post(CONFIRM, &json!({ "code": code })).await.problem("wrong_code");
    app.anonymous().post(CONFIRM, &json!({ "code": code })).await.problem("unauthenticated");
    app.advance(TimeDelta::minutes(15));
    ann.post(CONFIRM, &json!({ "code": code })).await.problem("wrong_code");
    let (_, token) = app.link("ann@example.com", CODE_MAIL).await;
    ann.post(CONFIRM, &json!({ "token": token })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_and_links_are_not_stored() {
    let app = TestApp::with_verification().await;
    begin(&app, "ann@example.com").await;
    let code = app.code("ann@example.com", CODE_MAIL).await;
    let (_, token) = app.link("ann@example.com", CODE_MAIL).await;
    let kept = app.query_texts(
        "select purpose || subject || email || password_hash as text from email_proofs where $1 \
            is not null union all \
         select payload::text || coalesce(last_error, '') from jobs",
    );
    let signature = token.rsplit('.').next().unwrap();
    assert!(
        !kept.is_empty()
            && kept
                .iter()
                .all(|row| !row.contains(&format!("\"{code}\"")) && !row.contains(signature))
    );
    assert!(kept.iter().all(|row| !row.contains(PASSWORD)));
}

#[tokio::test(flavor = "multi_thread")]
async fn verification_mail_can_be_resent_within_limits() {
    let app = TestApp::with_verification().await;
    let ann = app.bearer(&begin(&app, "ann@example.com").await);
    let first = app.code("ann@example.com", CODE_MAIL).await;
    let refused = ann.post(RESEND, &json!({})).await;
    assert_eq!(
        (refused.status.as_u16(), refused.headers["retry-after"].to_str().unwrap()),
        (429, "60")
    );
    refused.problem("rate_limited");
    for _ in 0..4 {
        app.advance(TimeDelta::seconds(61));
        ann.post(RESEND, &json!({})).await.accepted();
        // A mail that is requested before the previous one was sent replaces it.
        app.wait_for_jobs().await;
    }
    app.advance(TimeDelta::seconds(61));
    ann.post(RESEND, &json!({})).await.problem("rate_limited");
    ann.post(CONFIRM, &json!({ "code": first })).await.problem("wrong_code");
    app.wait_for_jobs().await;
    assert_eq!(app.mails.mails_to("ann@example.com").len(), 5);
    // Another sign-up sends no further mail, though the response is the same.
    begin(&app, "ann@example.com").await;
    app.wait_for_jobs().await;
    assert_eq!(app.mails.mails_to("ann@example.com").len(), 5);
    app.advance(TimeDelta::hours(1));
    ann.post(RESEND, &json!({})).await.accepted();
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_address_can_be_corrected() {
    let app = TestApp::with_verification().await;
    let ann = app.bearer(&begin(&app, "anm@example.com").await);
    let (_, old_link) = app.link("anm@example.com", CODE_MAIL).await;
    let old_code = app.code("anm@example.com", CODE_MAIL).await;
    let mend = |email: &'static str| {
        send(ann.request(Method::PATCH, "/api/v1/account/email").json(&json!({ "email": email })))
    };
    mend("nobody").await.problem("invalid_request");
    assert_eq!(mend("ann@example.com").await.ok()["email"], "ann@example.com");
    let code = app.code("ann@example.com", CODE_MAIL).await;
    app.anonymous().post(CONFIRM, &json!({ "token": old_link })).await.problem("wrong_code");
    if old_code != code {
        ann.post(CONFIRM, &json!({ "code": old_code })).await.problem("wrong_code");
    }
    let confirmed = ann.post(CONFIRM, &json!({ "code": code })).await.ok();
    assert_eq!(confirmed["user"]["email"], "ann@example.com");
    mend("amy@example.com").await.problem("email_confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_does_not_reveal_accounts() {
    let app = TestApp::with_verification().await;
    confirmed(&app, "ann@example.com").await;
    app.advance(TimeDelta::hours(2));
    let stored = |email: &str| {
        app.query_texts(&format!(
            "select concat_ws(' ', p.purpose, p.ended_at, p.expires_at, j.kind) as text from \
                email_proofs p \
             join jobs j on j.payload->>'proof_id' = p.id::text where p.created_at = $1 and \
             p.email ilike '{email}'"
        ))
    };
    let shape = |response: Response| {
        let fields: Vec<String> = response.body.as_object().unwrap().keys().cloned().collect();
        (
            response.status,
            fields,
            response.body["code_expires_at"].clone(),
            response.body["expires_at"].clone(),
        )
    };
    let (known, new) =
        (sign_up(&app, "Ann@example.com").await, sign_up(&app, "new@example.com").await);
    let known_token = known.body["sign_up_token"].as_str().unwrap().to_owned();
    assert_eq!(shape(known), shape(new));
    // The api does the same work for both; only the worker distinguishes them.
    assert_eq!(stored("ann@example.com"), stored("new@example.com"));
    assert_eq!(stored("ann@example.com").len(), 1);

    let mail = app.latest_mail("Ann@example.com", "You have an account already").await;
    assert!(!mail.text.contains("#token=") && !mail.text.contains("ode "), "{}", mail.text);
    let ann = app.bearer(&known_token);
    ann.hold(app.spot("A1"), 3_600).await.problem("email_unconfirmed");
    ann.post(CONFIRM, &json!({ "code": "000000" })).await.problem("wrong_code");
    // Even the right code, which was sent to nobody, makes no second account.
    let proof = app.query_texts(
        "select id::text as text from email_proofs where email = 'Ann@example.com' and \
            $1 is not null",
    );
    let id = shared::platform::domain::ids::ProofId(proof[0].parse().unwrap());
    let code = app.context.links.tokens.code(id).unwrap();
    ann.post(CONFIRM, &json!({ "code": code })).await.problem("wrong_code");
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_in_does_not_reveal_unverified_accounts() {
    let app = TestApp::with_verification().await;
    confirmed(&app, "ann@example.com").await;
    // Two sign-ups with one address, each with its own password.
    for email in ["ann@example.com", "new@example.com"] {
        let body = json!({ "email": email, "password": "mallory-was-here" });
        app.anonymous().post("/api/v1/accounts", &body).await.accepted();
    }
    for (password, code) in
        [("mallory-was-here", "email_unconfirmed"), ("something-else", "wrong_credentials")]
    {
        let mut responses = Vec::new();
        for email in ["ann@example.com", "new@example.com"] {
            let response = app
                .anonymous()
                .post("/api/v1/sessions", &json!({ "email": email, "password": password }))
                .await;
            let mut problem = response.problem(code);
            problem["request_id"] = Value::Null;
            responses.push(problem);
        }
        assert_eq!(responses[0], responses[1]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sign_ups_with_one_address_make_one_account() {
    let app = TestApp::with_verification().await;
    let (mut tokens, mut codes) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        tokens.push(begin(&app, "ann@example.com").await);
        codes.push(app.code("ann@example.com", CODE_MAIL).await);
    }
    let bodies = codes.iter().map(|code| json!({ "code": code })).collect::<Vec<_>>();
    let clients = tokens.iter().map(|token| app.bearer(token)).collect::<Vec<_>>();
    let responses = futures_util::future::join(
        clients[0].post(CONFIRM, &bodies[0]),
        clients[1].post(CONFIRM, &bodies[1]),
    );
    let (first, second) = responses.await;
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "{first:?} {second:?}");
    assert_eq!(app.query_texts("select email as text from users where $1 is not null").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn optional_verification_signs_in_at_once() {
    let app = TestApp::with(Options {
        terms: Terms { verify_emails: false, ..Terms::default() },
        ..Options::default()
    });
    let app = app.await;
    let session = sign_up(&app, "ann@example.com").await.created();
    assert_eq!(session["user"]["email_confirmed"], false);
    sign_up(&app, "ANN@example.com").await.problem("email_taken");
    app.bearer(session["access_token"].as_str().unwrap())
        .hold(app.spot("A1"), 3_600)
        .await
        .created();
}

#[tokio::test(flavor = "multi_thread")]
async fn demo_accounts_are_verified() {
    let app = TestApp::with_verification().await;
    for _ in 0..2 {
        api::seed::accounts(&app.context.db, &app.clock).await.unwrap();
        let tokens = &app.context.links.tokens;
        api::seed::vehicles(&app.context.db, &app.clock, tokens).await.unwrap();
    }
    let body = json!({ "email": "driver@curbhold.example", "password": api::seed::PASSWORD });
    let session = app.anonymous().post("/api/v1/sessions", &body).await.created();
    let driver = app.bearer(session["access_token"].as_str().unwrap());
    driver.hold(app.spot("A1"), 3_600).await.created();
    let vehicles = driver.get("/api/v1/vehicles").await.ok()["vehicles"].clone();
    assert_eq!(
        (&vehicles[0]["plate"], &vehicles[1]["plate"]),
        (&json!("DEMO 1"), &json!("DEMO 2"))
    );
}
