//! Accounts: errors, and the lifetime of a token.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use super::{Original, change_password, digest, email, sign_in, sign_up};
use crate::support::{TestApp, client::send};

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_errors_keep_the_original_format() {
    let app = TestApp::new().await;
    let guest = Original::guest(&app);
    let required = "This field is required.";
    let pw = digest("1");
    for (body, refusal) in [
        (
            sign_up("ann@example.com", "1", "2"),
            json!({ "password_error": ["Passwords do not match"] }),
        ),
        (
            json!({ "credentials": { "email": "a@b.co", "password": pw } }),
            json!({ "password_error": ["Passwords do not match"] }),
        ),
        (json!({ "credentials": { "email": "a@b.co" } }), json!({ "password": [required] })),
        (json!({ "credentials": {} }), json!({ "email": [required], "password": [required] })),
        (sign_up(" ", "1", "1"), json!({ "email": ["This field may not be blank."] })),
        (sign_up("ann", "1", "1"), json!({ "email": ["Enter a valid email address."] })),
        (
            json!({ "credentials": { "email": 7, "password": pw, "password_confirmation": pw } }),
            json!({ "email": ["Not a valid string."] }),
        ),
        (json!({ "email": "a@b.co" }), json!({ "credentials": [required] })),
        (json!([]), json!({ "credentials": [required] })),
    ] {
        guest.post("/sign-up/", &body).await.refused(400, &refusal);
    }
    let short = json!({ "credentials": { "email": "a@b.co", "password": "1",
        "password_confirmation": "1" } });
    guest
        .post("/sign-up/", &short)
        .await
        .refused(400, &json!({ "password": ["Must have at least 8 characters."] }));
    guest.post("/sign-up/", &sign_up("ann@example.com", "1", "1")).await.created();
    let taken = json!({ "email": ["user with this email address already exists."] });
    guest.post("/sign-up", &sign_up("ANN@example.com", "1", "1")).await.refused(400, &taken);
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_in_errors_keep_the_original_format() {
    let app = TestApp::new().await;
    Original::user(&app, "ann").await;
    let guest = Original::guest(&app);
    let wrong = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    guest.post("/sign-in/", &sign_in(&email("ann"), "2")).await.refused(400, &wrong);
    guest.post("/sign-in/", &sign_in(&email("nobody"), "1")).await.refused(400, &wrong);
    guest.post("/sign-in/", &sign_in("\u{0}", "1")).await.refused(400, &wrong);
    let blank = json!({ "credentials": { "email": email("ann"), "password": "" } });
    guest
        .post("/sign-in/", &blank)
        .await
        .refused(400, &json!({ "password": ["This field may not be blank."] }));
    let required =
        json!({ "email": ["This field is required."], "password": ["This field is required."] });
    guest.post("/sign-in/", &json!({ "credentials": {} })).await.refused(400, &required);
}

#[tokio::test(flavor = "multi_thread")]
async fn token_expires_a_day_after_its_last_use() {
    let app = TestApp::new().await;
    let phone = Original::user(&app, "ann").await;
    for _ in 0..3 {
        app.advance(TimeDelta::hours(23));
        phone.get("/reservation-auth/").await.ok();
    }
    app.advance(TimeDelta::hours(24));
    let invalid = json!({ "detail": "Invalid token." });
    phone.get("/reservation-auth/").await.refused(401, &invalid);

    let sign_in = || async {
        let signed_in =
            Original::guest(&app).post("/sign-in/", &sign_in(&email("ann"), "1")).await.ok();
        Original::with_token(&app, signed_in["token"].as_str().unwrap())
    };
    let (laptop, tablet) = (sign_in().await, sign_in().await);
    laptop.get("/reservation-auth/").await.refused(401, &invalid);
    tablet.get("/reservation-auth/").await.ok();
    let sessions =
        "select id::text as text from sessions where revoked_at is null and created_at <= $1";
    assert_eq!(app.query_texts(sessions).len(), 1, "the previous token's session has ended");
    let kept = app.query_texts(
        "select encode(token_hash, 'hex') as text from legacy_tokens where expires_at > $1",
    );
    assert!(kept.len() == 1 && !kept[0].contains(&tablet.token.unwrap()), "only a hash is stored");
}

#[tokio::test(flavor = "multi_thread")]
async fn token_ends_with_its_session() {
    let app = TestApp::new().await;
    let ann = Original::user(&app, "ann").await;
    app.query_texts("update sessions set revoked_at = $1 returning id::text as text");
    ann.get("/reservation-auth/").await.refused(401, &json!({ "detail": "Invalid token." }));
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_token_is_refused_on_protected_routes() {
    let app = TestApp::new().await;
    let (guest, nothing) = (Original::guest(&app), super::NOTHING);
    let missing = json!({ "detail": "Authentication credentials were not provided." });
    let by_id = |path: &str| format!("{path}{nothing}/");
    let routes = [
        (Method::DELETE, "/sign-out/".to_owned()),
        (Method::PATCH, "/change-pw/".to_owned()),
        (Method::GET, "/reservation-auth/".to_owned()),
        (Method::GET, "/expired-reservations-auth/".to_owned()),
        (Method::POST, by_id("/reservation-auth/")),
        (Method::PATCH, by_id("/update-reservation-auth/")),
        (Method::DELETE, by_id("/delete-reservation-auth/")),
        (Method::POST, by_id("/create-payment-intent-auth/")),
        (Method::GET, by_id("/confirm-successful-setup-intent-auth/")),
    ];
    for (method, path) in routes {
        let response = send(guest.request(method, &path)).await;
        assert_eq!(response.headers["www-authenticate"], "Basic realm=\"api\"", "{path}");
        response.refused(401, &missing);
    }
    for (header, detail) in [
        ("Bearer abc", "Authentication credentials were not provided."),
        ("Token", "Invalid token header. No credentials provided."),
        ("Token ", "Invalid token header. No credentials provided."),
        ("Token a b", "Invalid token header. Token string should not contain spaces."),
        ("Token 9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b", "Invalid token."),
    ] {
        let response =
            send(guest.request(Method::GET, "/reservation-auth/").header("Authorization", header))
                .await;
        response.refused(401, &json!({ "detail": detail }));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_password_cannot_be_changed() {
    let app = TestApp::new().await;
    let (ann, bob) = (Original::user(&app, "ann").await, Original::user(&app, "bob").await);
    let wrong = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    // Valid credentials of another user than the token's; the original accepted them.
    ann.patch("/change-pw/", &change_password(&email("bob"), "1", "2", "2"))
        .await
        .refused(400, &wrong);
    ann.patch("/change-pw/", &change_password(&email("ann"), "2", "3", "3"))
        .await
        .refused(400, &wrong);
    for name in ["ann", "bob"] {
        Original::guest(&app).post("/sign-in/", &sign_in(&email(name), "1")).await.ok();
    }
    bob.get("/reservation-auth/").await.refused(401, &json!({ "detail": "Invalid token." }));
}

#[tokio::test(flavor = "multi_thread")]
async fn password_errors_keep_the_original_format() {
    let app = TestApp::new().await;
    let ann = Original::user(&app, "ann").await;
    let none = json!({ "password_error": "No new passwords provided" });
    let mismatch = change_password(&email("ann"), "1", "2", "3");
    ann.patch("/change-pw/", &mismatch)
        .await
        .refused(400, &json!({ "password_error": "Passwords do not match" }));
    let mut empty = change_password(&email("ann"), "1", "2", "2");
    empty["credentials"]["new_password"] = json!("");
    empty["credentials"]["new_password_confirmed"] = json!("");
    ann.patch("/change-pw/", &empty).await.refused(400, &none);
    ann.patch("/change-pw/", &sign_in(&email("ann"), "1")).await.refused(400, &none);
    ann.patch("/change-pw/", &json!({}))
        .await
        .refused(400, &json!({ "credentials": ["This field is required."] }));
}
