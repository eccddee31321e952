//! A disabled user is refused on every route: sessions are neither opened nor used.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};
use shared::{
    Error,
    identity::{models::user::User, operations},
};

use crate::support::{Client, Response, TestApp, Watcher, client::send};

const EMAIL: &str = "ann@example.com";
const PASSWORD: &str = "park-at-the-curb";
const CONFIRM: &str = "/api/v1/email-confirmations";
const RESET: &str = "/api/v1/password-resets";
const SET: &str = "/api/v1/password-resets/confirm";

fn credentials() -> Value {
    json!({ "email": EMAIL, "password": PASSWORD })
}

/// A same-origin request with these cookies.
async fn browse(
    client: &Client,
    method: Method,
    path: &str,
    cookies: &str,
    body: Option<Value>,
) -> Response {
    let request = client
        .request(method, path)
        .header("x-session", "cookie")
        .header("sec-fetch-site", "same-origin");
    let request = request.header("cookie", cookies);
    send(match body {
        Some(body) => request.json(&body),
        None => request,
    })
    .await
}

/// The cookies of a response, as a browser sends them.
fn cookies_of(response: &Response) -> String {
    let cookies =
        response.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    cookies.map(|cookie| cookie.split(';').next().unwrap()).collect::<Vec<_>>().join("; ")
}

/// Disables the user and nothing else: sessions and mailed links remain.
fn disable(app: &TestApp) {
    let disabled = app.query_texts(&format!(
        "update users set disabled_at = $1 where email = '{EMAIL}' returning email as text"
    ));
    assert_eq!(disabled, [EMAIL]);
}

#[tokio::test(flavor = "multi_thread")]
async fn disabled_user_cannot_open_a_session() {
    let app = TestApp::with_worker().await;
    let (client, spot) = (app.anonymous(), app.spot("A1"));
    let signed_up = client.post("/api/v1/accounts", &credentials()).await.created();
    let ann = app.bearer(signed_up["access_token"].as_str().unwrap());
    let cookies = cookies_of(
        &browse(&client, Method::POST, "/api/v1/sessions", "", Some(credentials())).await,
    );
    let legacy_credentials = json!({ "credentials": { "email": EMAIL, "password": PASSWORD } });
    let legacy = client.post("/sign-in/", &legacy_credentials).await.ok();
    let legacy = format!("Token {}", legacy["token"].as_str().unwrap());
    let with_legacy_token = |method: Method, path: String| {
        send(client.request(method, &path).header("authorization", &legacy).json(&json!({})))
    };
    ann.post("/api/v1/email-confirmations/resend", &json!({})).await.accepted();
    let confirm_code = app.code(EMAIL, "is your code").await;
    let (_, confirm_link) = app.link(EMAIL, "is your code").await;
    client.post(RESET, &json!({ "email": EMAIL })).await.accepted();
    let reset_code = app.code(EMAIL, "Set a new password").await;
    let (_, reset_link) = app.link(EMAIL, "Set a new password").await;
    let mails = app.mails.mails_to(EMAIL).len();
    let mine = json!({ "type": "subscribe", "id": "mine", "reservations": true });
    let mut watcher = Watcher::connect(app.url(), ann.token()).await;

    disable(&app);

    // Passwords.
    client.post("/api/v1/sessions", &credentials()).await.problem("wrong_credentials");
    let refused = browse(&client, Method::POST, "/api/v1/sessions", "", Some(credentials())).await;
    assert_eq!(cookies_of(&refused), "");
    refused.problem("wrong_credentials");
    let refused = client.post("/sign-in/", &legacy_credentials).await;
    assert_eq!(refused.status, 400, "{:?}", refused.body);
    client.post("/api/v1/accounts", &credentials()).await.problem("email_taken");
    assert_eq!(
        client
            .post(
                "/sign-up/",
                &json!({ "credentials": { "email": EMAIL, "password": PASSWORD,
        "password_confirmation": PASSWORD } })
            )
            .await
            .status,
        400
    );
    let change = json!({ "password": PASSWORD, "new_password": "another-way-to-park" });
    ann.put("/api/v1/account/password", &change).await.problem("unauthenticated");

    // Access tokens, refresh tokens, cookies.
    ann.get("/api/v1/account").await.problem("unauthenticated");
    ann.hold(spot, 3_600).await.problem("unauthenticated");
    ann.post("/api/v1/account/claim", &json!({})).await.problem("unauthenticated");
    let renew = json!({ "refresh_token": signed_up["refresh_token"] });
    client.post("/api/v1/sessions/renew", &renew).await.problem("unauthenticated");
    browse(&client, Method::GET, "/api/v1/account", &cookies, None)
        .await
        .problem("unauthenticated");
    browse(&client, Method::POST, "/api/v1/sessions/renew", &cookies, None)
        .await
        .problem("unauthenticated");

    // Legacy tokens.
    let paths = [
        (Method::GET, "/reservation-auth/".to_owned()),
        (Method::POST, format!("/reservation-auth/{spot}/")),
        (Method::PATCH, "/change-pw/".to_owned()),
    ];
    for (method, path) in paths {
        assert_eq!(with_legacy_token(method, path.clone()).await.status, 401, "{path}");
    }

    // WebSockets: one that was open before, and new ones.
    watcher.send(&mine).await;
    assert_eq!(watcher.receive().await["problem"]["code"], "unauthenticated");
    let refused = Watcher::try_connect(app.url(), ann.token()).await.err().unwrap();
    assert!(refused.to_string().contains("401"), "{refused}");
    let headers = [("origin", "http://curbhold.example".to_owned()), ("cookie", cookies.clone())];
    let mut watcher = Watcher::try_connect_with(app.url(), headers).await.unwrap();
    watcher.send(&mine).await;
    assert_eq!(watcher.receive().await["problem"]["code"], "unauthenticated");
    watcher.send(&json!({ "type": "authenticate", "token": ann.token() })).await;
    assert_eq!(watcher.receive().await["problem"]["code"], "unauthenticated");

    // Mailed links and codes, old and new.
    let fresh = "another-way-to-park";
    client
        .post(SET, &json!({ "token": reset_link, "new_password": fresh }))
        .await
        .problem("wrong_code");
    let by_code = json!({ "email": EMAIL, "code": reset_code, "new_password": fresh });
    client.post(SET, &by_code).await.problem("wrong_code");
    client
        .post(CONFIRM, &json!({ "token": confirm_link, "password": fresh }))
        .await
        .problem("wrong_code");
    ann.post(CONFIRM, &json!({ "code": confirm_code })).await.problem("unauthenticated");
    app.advance(TimeDelta::minutes(2));
    client.post(RESET, &json!({ "email": EMAIL })).await.accepted();
    app.wait_for_jobs().await;
    assert_eq!(app.mails.mails_to(EMAIL).len(), mails, "mailed links open no session");

    let opened = app.query_texts("select id::text as text from sessions where created_at <= $1");
    assert_eq!(
        opened.len(),
        3,
        "only the earlier sessions: a sign-up, a browser and the legacy client"
    );
    app.query_texts(&format!(
        "update users set disabled_at = null where email = '{EMAIL}' and $1 is not null returning \
            email as text"
    ));
    client.post("/api/v1/sessions", &credentials()).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn disabled_operator_has_no_admin_routes() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    operator.get("/api/v1/admin/users").await.ok();
    app.query_texts("update users set disabled_at = $1 returning email as text");
    operator.get("/api/v1/admin/users").await.problem("not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn password_change_needs_a_live_session() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let mut conn = app.connect();
    let ann = User::by_email(&mut conn, EMAIL).unwrap().unwrap();
    let session = operations::open_session(&mut conn, &ann, "a-token", app.now()).unwrap();
    // The old password is verified outside the transaction that sets the new one; the session may
    // end between the two.
    operations::sign_out_everywhere(&mut conn, &ann, app.now()).unwrap();
    let changed = operations::change_password(&mut conn, ann.id, session, "another", app.now());
    assert!(matches!(changed, Err(Error::Unauthenticated)), "{changed:?}");
    assert_eq!(User::find(&mut conn, ann.id).unwrap().password_hash, ann.password_hash);
}

#[tokio::test(flavor = "multi_thread")]
async fn session_needs_the_current_password() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let mut conn = app.connect();
    let stale = User::by_email(&mut conn, EMAIL).unwrap().unwrap();
    // The password is verified outside the transaction that opens the session; it may change
    // between the two.
    User::set_password(&mut conn, stale.id, "another").unwrap();
    let opened = operations::open_session(&mut conn, &stale, "a-token", app.now());
    assert!(matches!(opened, Err(Error::WrongCredentials)), "{opened:?}");
    let opened = operations::issue_token(&mut conn, &stale, "a-token", app.now());
    assert!(matches!(opened, Err(Error::WrongCredentials)), "{opened:?}");
}
