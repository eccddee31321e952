//! Signatures of quotes, verified by OpenSSL with the published keys.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{
    Client, Options, QUOTE_SIGNING_KEY, TestApp,
    tariffs::{quote_lines, working_days},
};

/// DER of an Ed25519 public key up to its 32 bytes (RFC 8410).
const SPKI_PREFIX: [u8; 12] =
    [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Two hours at a spot with a tariff, from now on.
async fn quote(app: &TestApp, client: &Client) -> Value {
    let spot = app.spot("B14");
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let body = json!({ "spot_id": spot, "duration_seconds": 7_200 });
    client.post("/api/v1/quotes", &body).await.created()
}

async fn published(app: &TestApp) -> Vec<Value> {
    let keys = app.anonymous().get("/api/v1/quote-keys").await.ok();
    keys["keys"].as_array().unwrap().clone()
}

fn decode(text: &Value) -> Vec<u8> {
    BASE64_URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}

/// Verifies a text with the published key that the signature names.
fn verify(keys: &[Value], signature: &Value, text: &str) -> Output {
    let key = keys.iter().find(|key| key["kid"] == signature["key_id"]).unwrap();
    let folder = std::env::temp_dir().join(format!("curbhold-quote-{}", uuid::Uuid::new_v4()));
    fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    write("key.der", &[SPKI_PREFIX.as_slice(), &decode(&key["x"])].concat());
    write("quote.json", text.as_bytes());
    write("signature", &decode(&signature["value"]));
    let output = openssl(&folder);
    fs::remove_dir_all(&folder).unwrap();
    output
}

fn openssl(folder: &Path) -> Output {
    let options = "pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in quote.json \
        -sigfile signature";
    let mut openssl = Command::new("openssl");
    openssl.args(options.split_whitespace()).current_dir(folder).output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn published_key_verifies_a_quote() {
    let app = TestApp::new().await;
    let quote = quote(&app, &app.anonymous()).await;
    let (signature, keys) = (&quote["signature"], published(&app).await);
    assert_eq!(signature["algorithm"], "EdDSA");
    let text = signature["signed"].as_str().unwrap();
    let output = verify(&keys, signature, text);
    assert!(output.status.success(), "{output:?}");
    for changed in [
        text.replace("\"total_minor\":900", "\"total_minor\":100"),
        text.replace("2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z"),
        format!("{text} "),
    ] {
        assert_ne!(changed, text);
        assert!(!verify(&keys, signature, &changed).status.success(), "{changed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_text_has_the_quote_as_canonical_json() {
    let app = TestApp::new().await;
    let quote = quote(&app, &app.anonymous()).await;
    let text = quote["signature"]["signed"].as_str().unwrap();
    let signed: Value = serde_json::from_str(text).unwrap();
    for name in ["id", "spot_id", "reservation_id", "vehicle_class", "starts_at", "ends_at"] {
        assert_eq!(signed[name], quote[name], "{name}");
    }
    let [_, from, to, rate, amount] = quote_lines(&quote).remove(0);
    let line = json!({ "kind": "band", "from": from, "to": to, "amount_minor": 900,
        "rate_minor_per_hour": 450 });
    assert_eq!((&rate["amount_minor"], &amount["amount_minor"]), (&json!(450), &json!(900)));
    let expected = json!({ "issuer": "http://curbhold.example/", "total_minor": 900,
        "currency": "USD", "lines": [line], "expires_at": quote["expires_at"],
        "tariff_version_id": quote["tariff_version"]["id"] });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(signed[name.as_str()], *value, "{name}");
    }
    assert_eq!(signed.as_object().unwrap().len(), 12, "{text}");
    // Maps of serde_json are sorted, and all numbers are integers.
    assert_eq!(text, signed.to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn extension_and_renewed_quotes_are_signed() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let first = quote(&app, &ann).await;
    let keys = published(&app).await;
    let body = json!({ "spot_id": first["spot_id"], "duration_seconds": 3_600 });
    let held = ann.post("/api/v1/reservations", &body).await.created()["reservation"].clone();
    let id = held["id"].as_str().unwrap();
    app.confirm(&ann, id, "pm_card_visa").await;
    let longer = json!({ "ends_at": "2030-06-03T15:00:00Z" });
    let path = format!("/api/v1/reservations/{id}/quotes");
    let extension = ann.post(&path, &longer).await.created();
    app.advance(TimeDelta::minutes(15));
    let ann = app.sign_in("ann").await;
    let late = json!({ "ends_at": "2030-06-03T15:00:00Z", "quote_id": extension["id"] });
    let problem = ann.amend(id, &late).await.problem("quote_expired");
    for quote in [&extension, &problem["quote"]] {
        let text = quote["signature"]["signed"].as_str().unwrap();
        assert!(verify(&keys, &quote["signature"], text).status.success(), "{quote}");
        let signed: Value = serde_json::from_str(text).unwrap();
        assert_eq!((&signed["id"], &signed["reservation_id"]), (&quote["id"], &json!(id)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn first_key_signs_and_all_are_published() {
    let new = BASE64_STANDARD.encode([7_u8; 32]).parse().unwrap();
    let quote_keys = vec![new, QUOTE_SIGNING_KEY.parse().unwrap()];
    let app = TestApp::with(Options { quote_keys, ..Options::default() }).await;
    let keys = published(&app).await;
    let quote = quote(&app, &app.anonymous()).await;
    let signature = &quote["signature"];
    assert_eq!((keys.len(), &signature["key_id"]), (2, &keys[0]["kid"]));
    let text = signature["signed"].as_str().unwrap();
    assert!(verify(&keys, signature, text).status.success());
    let mut by_other_key = signature.clone();
    by_other_key["key_id"] = keys[1]["kid"].clone();
    assert!(!verify(&keys, &by_other_key, text).status.success());
    for key in &keys {
        let expected = json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
            "kid": key["kid"], "x": key["x"] });
        assert_eq!(*key, expected);
    }
    let response = app.anonymous().get("/api/v1/quote-keys").await;
    assert_eq!(response.headers["cache-control"], "public, max-age=300");
}

#[tokio::test(flavor = "multi_thread")]
async fn quote_without_a_key_is_not_signed() {
    let app = TestApp::with(Options { quote_keys: Vec::new(), ..Options::default() }).await;
    let quote = quote(&app, &app.anonymous()).await;
    assert_eq!((&quote["signature"], published(&app).await), (&Value::Null, Vec::new()));
}
