//! Logs of api and worker hold no secret, even at the most verbose level.

use std::{collections::BTreeSet, fs, path::Path};

use diesel::RunQueryDsl;
use serde_json::{Value, json};
use testkit::processes::{Process, binary};

use super::garage::Garage;
use crate::support::{
    Client,
    site::{Site, end_once_begun, wait_until},
};

const PASSWORD: &str = "grape-Tractor-61-lantern";
const WRONG_PASSWORD: &str = "violet-Anchor-27-meadow";
const NEW_PASSWORD: &str = "walnut-Harbour-83-candle";
const PLATE: &str = "zz-plate 99";
const INVALID_PLATE: &str = "zz/plate/99";
const CARD_NUMBER: &str = "4000056655665556";

/// All values that must not appear in a log.
#[derive(Default)]
struct Secrets(BTreeSet<String>);

impl Secrets {
    fn add(&mut self, secret: &str) {
        assert!(secret.len() >= 8, "{secret:?} is too short for a secret");
        self.0.insert(secret.to_owned());
    }

    /// Records the secret members of a response. Returns the first.
    fn record(&mut self, response: &Value, names: &[&str]) -> String {
        let found: Vec<&str> = names.iter().map(|name| response[name].as_str().unwrap()).collect();
        found.iter().for_each(|secret| self.add(secret));
        found[0].to_owned()
    }

    /// Records the tokens of the links in all mails.
    fn record_links(&mut self, site: &Site) {
        for mail in site.mails.mails() {
            let tokens =
                mail.text.split("token=").skip(1).filter_map(|rest| rest.split_whitespace().next());
            tokens.for_each(|token| self.add(token));
        }
    }

    fn assert_absent(&self, log: &Path) {
        let text = fs::read_to_string(log).unwrap();
        for secret in &self.0 {
            let line = text.lines().find(|line| line.contains(secret.as_str()));
            assert!(
                line.is_none(),
                "{} holds {secret}: {}",
                log.display(),
                line.unwrap_or_default()
            );
        }
    }
}

/// Signs a driver up and records the secrets of the response.
async fn sign_up(site: &Site, name: &str, secrets: &mut Secrets) -> Client {
    let nobody = Client::new(&site.url(), None);
    let email = format!("{name}@example.com");
    let credentials = json!({ "email": email, "password": PASSWORD });
    let session = nobody.post("/api/v1/accounts", &credentials).await.created();
    secrets.record(&session, &["access_token", "refresh_token"]);
    let wrong = json!({ "email": email, "password": WRONG_PASSWORD });
    nobody.post("/api/v1/sessions", &wrong).await.problem("wrong_credentials");
    let session = nobody.post("/api/v1/sessions", &credentials).await.created();
    secrets.record(&session, &["access_token", "refresh_token"]);
    let renew = json!({ "refresh_token": session["refresh_token"] });
    let session = nobody.post("/api/v1/sessions/renew", &renew).await.ok();
    let token = secrets.record(&session, &["access_token", "refresh_token"]);
    Client::new(&site.url(), Some(&token))
}

/// Parks from hold to confirmation, and also sends the card number where it does not belong.
async fn park(site: &Site, driver: &Client, id: &str, card: &str, secrets: &mut Secrets) {
    let intent = driver
        .post(&format!("/api/v1/reservations/{id}/card"), &json!({ "number": CARD_NUMBER }))
        .await
        .ok();
    secrets.record(&intent, &["client_secret"]);
    site.simulator.give_card(intent["setup_intent_id"].as_str().unwrap(), card).unwrap();
    driver.act(id, "confirm").await.ok();
}

/// Saves, chooses and searches a plate, and sends an invalid one.
async fn use_plates(
    ann: &Client,
    guest: &Client,
    operator: &Client,
    of_guest: &str,
    secrets: &mut Secrets,
) {
    let vehicle = json!({ "plate": PLATE });
    ann.post("/api/v1/vehicles", &vehicle).await.created();
    let path = format!("/api/v1/reservations/{of_guest}/vehicle");
    guest.put(&path, &json!({ "vehicle": vehicle })).await.ok();
    guest
        .put(&path, &json!({ "vehicle": { "plate": INVALID_PLATE } }))
        .await
        .problem("invalid_request");
    let search = json!({ "plate": PLATE, "note": "blocks a driveway" });
    operator.post("/api/v1/admin/plate-searches", &search).await.ok();
    operator.post("/api/v1/admin/visits/plate-searches", &search).await.ok();
    [PLATE, INVALID_PLATE, "ZZPLATE99"].iter().for_each(|plate| secrets.add(plate));
}

/// Creates a garage, and uses the key of its gateway and the address of a camera, also wrong ones.
/// Records the secret part of the key, and the secret in the address.
async fn use_equipment(site: &Site, operator: &Client, secrets: &mut Secrets) {
    let garage = Garage::create(operator, 1).await;
    let key = garage.device_key.rsplit_once('_').unwrap().1;
    Client::new(&site.url(), Some(&garage.device_key)).get("/api/v1/device").await.ok();
    let wrong = garage.device_key.replace(key, &"x".repeat(key.len()));
    let stranger = Client::new(&site.url(), Some(&wrong));
    stranger.get("/api/v1/device").await.problem("unauthenticated");
    let camera = json!({ "name": "Camera", "vendor": "plate_recognizer",
        "lane_id": garage.lane_in });
    let camera = operator.post(&format!("{}/cameras", garage.admin_path), &camera).await.created();
    let url: url::Url = camera["url"].as_str().unwrap().parse().unwrap();
    let secret = url.path_segments().unwrap().next_back().unwrap();
    let read = json!({ "hook": { "event": "recognition", "id": "camera" },
        "data": { "filename": "1.jpg", "timestamp": "2030-06-03T13:00:00Z",
            "results": [{ "plate": PLATE, "score": 0.97 }] } });
    let nobody = Client::new(&site.url(), None);
    nobody.post(url.path(), &read).await.ok();
    nobody.post(url.path(), &json!({ "plate": PLATE })).await.problem("invalid_request");
    nobody.post(&format!("{}x", url.path()), &read).await.problem("not_found");
    [key, secret].iter().for_each(|secret| secrets.add(secret));
}

async fn wait_for_charge(driver: &Client, id: &str, state: &str) -> String {
    wait_until(state, || async { driver.show(id).await.ok()["charge"]["state"] == state }).await;
    driver.show(id).await.ok()["charge"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_hold_no_secrets_at_any_level() {
    let site = Site::new().await;
    let keys = site.simulator.settings();
    let mut secrets = Secrets::default();
    for secret in [
        PASSWORD,
        WRONG_PASSWORD,
        CARD_NUMBER,
        crate::support::JWT_SECRET,
        crate::support::QUOTE_SIGNING_KEY,
        &keys.secret_key,
        &keys.webhook_secret,
    ] {
        secrets.add(secret);
    }
    let logs = ["api.log", "worker.log"]
        .map(|name| std::env::temp_dir().join(format!("{}-{name}", uuid::Uuid::new_v4())));
    let mut variables = site.variables();
    variables.retain(|(name, _)| name != "LOG");
    let own = [("LOG", "trace"), ("CHARGE_RETRY_SECONDS", "1")];
    variables.extend(own.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let mut api = Process::start_with_log(&binary("api"), &["serve"], &variables, &logs[0]);
    site.wait_for_api().await;
    let mut worker = Process::start_with_log(&binary("worker"), &["run"], &variables, &logs[1]);

    // A user, from the sign-up to a refund.
    let ann = sign_up(&site, "ann", &mut secrets).await;
    let held = ann.hold(site.spot("A1"), 60).await.created();
    let of_ann = held["reservation"]["id"].as_str().unwrap();
    park(&site, &ann, of_ann, "pm_card_visa", &mut secrets).await;
    end_once_begun(&ann, of_ann).await;
    let charge = wait_for_charge(&ann, of_ann, "paid").await;
    let operator = sign_up(&site, "operator", &mut secrets).await;
    let employ = "update users set role = 'operator' where email = 'operator@example.com'";
    diesel::sql_query(employ).execute(&mut site.database.connect()).unwrap();
    let request = json!({ "amount_minor": null, "reason": "goodwill", "note": "the gate was closed",
        "seen": 0 });
    operator.post(&format!("/api/v1/admin/charges/{charge}/refunds"), &request).await.created();
    site.mails.wait_for("ann@example.com", "back", crate::support::WAIT_TIMEOUT).await.unwrap();
    use_equipment(&site, &operator, &mut secrets).await;

    // A guest, from the hold to a debt that is paid by a mailed link.
    let nobody = Client::new(&site.url(), None);
    let stay = json!({ "spot_id": site.spot("A3"), "duration_seconds": 600 });
    nobody.post("/api/v1/quotes", &stay).await.created();
    let held = nobody.hold_as_guest(site.spot("A2"), 60, "guest@example.com").await.created();
    let of_guest = held["reservation"]["id"].as_str().unwrap();
    let guest = Client::new(&site.url(), Some(&secrets.record(&held, &["manage_token"])));
    use_plates(&ann, &guest, &operator, of_guest, &mut secrets).await;
    park(&site, &guest, of_guest, "pm_card_chargeCustomerFail", &mut secrets).await;
    end_once_begun(&guest, of_guest).await;
    let charge = wait_for_charge(&guest, of_guest, "dunning").await;
    let overdue = site
        .mails
        .wait_for("guest@example.com", "is overdue", crate::support::WAIT_TIMEOUT)
        .await
        .unwrap();
    let link = overdue.text.split("#token=").nth(1).unwrap().split_whitespace().next().unwrap();
    let payer = Client::new(&site.url(), Some(link));
    let payment = payer.post(&format!("/api/v1/charges/{charge}/payment"), &json!({})).await.ok();
    secrets.record(&payment, &["client_secret"]);
    site.simulator
        .pay(payment["payment_intent_id"].as_str().unwrap(), "pm_card_mastercard")
        .unwrap();
    payer.post(&format!("/api/v1/charges/{charge}/sync"), &json!({})).await.ok();
    site.mails
        .wait_for("guest@example.com", "received your payment", crate::support::WAIT_TIMEOUT)
        .await
        .unwrap();
    secrets.record_links(&site);

    // A password reset by a mailed link.
    nobody.post("/api/v1/password-resets", &json!({ "email": "ann@example.com" })).await.accepted();
    let mail = site
        .mails
        .wait_for("ann@example.com", "password", crate::support::WAIT_TIMEOUT)
        .await
        .unwrap();
    let token = mail.text.split("#token=").nth(1).unwrap().split_whitespace().next().unwrap();
    secrets.add(token);
    secrets.add(NEW_PASSWORD);
    let reset = json!({ "token": token, "new_password": NEW_PASSWORD });
    nobody.post("/api/v1/password-resets/confirm", &reset).await.no_content();

    // A guest's id and address in a legacy path are credentials.
    let key = format!("{of_guest}/guest@example.com");
    nobody.get(&format!("/reservation-unauth/{key}/")).await.ok();
    nobody.get(&format!("/no-route-at-all/{key}")).await.problem("not_found");
    secrets.add(&key);
    secrets.add("guest@example.com");

    // Malformed input is not logged either.
    let garbage = format!("{{\"password\": \"{PASSWORD}\", \"number\": {CARD_NUMBER}, ");
    let request = nobody
        .request(reqwest::Method::POST, "/api/v1/sessions")
        .header("content-type", "application/json");
    crate::support::client::send(request.body(garbage)).await.problem("malformed_request");

    let stopped =
        tokio::task::spawn_blocking(move || api.terminate() && worker.terminate()).await.unwrap();
    assert!(stopped, "both shut down gracefully");
    for log in &logs {
        secrets.assert_absent(log);
    }
    let written = logs.each_ref().map(|log| fs::read_to_string(log).unwrap());
    assert!(
        written[0].contains("TRACE") && written[0].contains("/api/v1/sessions"),
        "the api has logged"
    );
    assert!(
        written[1].contains("charge.collect") && written[1].contains("mail.payment_overdue"),
        "the worker has logged"
    );
    assert!(secrets.0.len() >= 20, "{} secrets were looked for", secrets.0.len());
    logs.iter().for_each(|log| fs::remove_file(log).unwrap());
}
