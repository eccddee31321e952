//! Properties of cards.

use std::time::SystemTime;

use chrono::{DateTime, Datelike, Utc};
use serde_json::{Value, json};

use crate::support::{Caller, assert_fields, text};

async fn card(caller: &Caller, form: &[(&str, &str)]) -> (u16, Value) {
    caller.post("payment_methods", &[&[("type", "card")], form].concat(), None).await.unwrap()
}

#[tokio::test]
async fn card_expires_after_four_years_by_default() {
    let caller = Caller::new().await;
    let this_year = DateTime::<Utc>::from(SystemTime::now()).year();
    let (_, method) = card(&caller, &[("card[token]", "tok_visa")]).await;
    assert_fields(&method["card"], &json!({ "exp_month": 12, "exp_year": this_year + 4 }));
    for (name, number, year) in [
        ("card[token]", "pm_card_mastercard", (this_year + 1).to_string()),
        ("card[number]", "5555 5555 5555 4444", (this_year + 1 - 2000).to_string()),
    ] {
        let form = [(name, number), ("card[exp_month]", "2"), ("card[exp_year]", &year)];
        let (_, method) = card(&caller, &form).await;
        let expected = json!({ "brand": "mastercard", "exp_month": 2, "exp_year": this_year + 1 });
        assert_fields(&method["card"], &expected);
    }
}

#[tokio::test]
async fn invalid_expiry_is_rejected() {
    let caller = Caller::new().await;
    for (month, year, code) in [
        ("13", "2090", "invalid_expiry_month"),
        ("0", "", "invalid_expiry_month"),
        ("1", "2020", "invalid_expiry_year"),
        ("1", "20", "invalid_expiry_year"),
        ("1", "soon", "invalid_expiry_year"),
    ] {
        let form =
            [("card[token]", "tok_visa"), ("card[exp_month]", month), ("card[exp_year]", year)];
        let (status, error) = card(&caller, &form).await;
        assert_eq!((status, &error["error"]["code"]), (402, &json!(code)), "{month}/{year}");
    }
}

#[tokio::test]
async fn wallet_is_shown_with_card_and_charge() {
    let caller = Caller::new().await;
    for (token, wallet) in [("tok_apple_pay", "apple_pay"), ("tok_google_pay", "google_pay")] {
        let (_, method) = card(&caller, &[("card[token]", token)]).await;
        let expected = json!({ "type": wallet, wallet: {}, "dynamic_last4": "4242" });
        assert_fields(&method["card"], &json!({ "brand": "visa", "wallet": expected }));
        let payment = caller.pay(&text(&method, "id")).await;
        let charge = caller.follow("charges", &payment, "latest_charge").await;
        assert_eq!(charge["payment_method_details"]["card"]["wallet"], expected);
    }
    let (_, method) = card(&caller, &[("card[token]", "tok_visa")]).await;
    assert!(method["card"]["wallet"].is_null());
}
