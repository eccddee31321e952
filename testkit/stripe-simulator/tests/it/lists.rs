//! Filters and pagination of lists.

use serde_json::Value;

use crate::support::{Caller, text};

async fn count(caller: &Caller, path: &str) -> usize {
    caller.read(path).await["data"].as_array().unwrap().len()
}

#[tokio::test]
async fn lists_filter_by_creation_time() {
    let caller = Caller::new().await;
    caller.refund(&caller.pay("pm_card_visa").await, None).await;
    caller.make("customers", &[("email", "ann@example.com")]).await;
    caller.make("setup_intents", &[]).await;
    let collections = [
        ("balance_transactions?type=charge", "balance_transaction"),
        ("charges?", "charge"),
        ("customers?", "customer"),
        ("events?type=payment_intent.created", "event"),
        ("payment_intents?", "payment_intent"),
        ("payment_methods?", "payment_method"),
        ("refunds?", "refund"),
        ("setup_intents?", "setup_intent"),
    ];
    for (collection, kind) in collections {
        let time = caller.simulator.all(kind)[0]["created"].as_i64().unwrap();
        let (before, after) = (time - 1, time + 9);
        let filters = [
            (format!("created={time}"), 1),
            (format!("created={before}"), 0),
            (format!("created[gte]={time}"), 1),
            (format!("created[gt]={before}&created[lt]={after}"), 1),
            (format!("created[gt]={after}"), 0),
            (format!("created[lte]={before}"), 0),
            (format!("created[lt]={time}"), 0),
            (format!("created%5Bgte%5D={before}&created%5Blte%5D={time}"), 1),
        ];
        for (filter, expected) in filters {
            let path = format!("{collection}&{filter}");
            assert_eq!(count(&caller, &path).await, expected, "{path}");
        }
    }
}

#[tokio::test]
async fn invalid_time_or_filter_is_rejected() {
    let caller = Caller::new().await;
    for (path, code) in [
        ("refunds?created[gte]=yesterday", "parameter_invalid_integer"),
        ("refunds?created[after]=5", "parameter_unknown"),
        ("payment_intents?email=ann@example.com", "parameter_unknown"),
        ("refunds?limit=0", "parameter_invalid_integer"),
        ("refunds?starting_after=re_none", "resource_missing"),
    ] {
        assert_eq!(caller.get(path).await.1["error"]["code"], code, "{path}");
    }
}

#[tokio::test]
async fn cursors_page_in_both_directions() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_visa").await;
    for amount in ["1", "2", "3", "4", "5"] {
        caller.refund(&payment, Some(amount)).await;
    }
    let payment = text(&payment, "id");
    let page = async |cursor: &str, expected: &[i64], has_more: bool| -> Value {
        let path = format!("refunds?payment_intent={payment}&limit=2{cursor}");
        let list = caller.read(&path).await;
        let data = list["data"].as_array().unwrap();
        let amounts: Vec<_> = data.iter().map(|refund| refund["amount"].as_i64()).collect();
        assert_eq!(amounts, expected.iter().copied().map(Some).collect::<Vec<_>>(), "{path}");
        assert_eq!(list["has_more"], has_more, "{path}");
        list["data"].clone()
    };
    let after = |refund: &Value| format!("&starting_after={}", text(refund, "id"));
    let before = |refund: &Value| format!("&ending_before={}", text(refund, "id"));
    let first = page("", &[5, 4], true).await;
    let second = page(&after(&first[1]), &[3, 2], true).await;
    let last = page(&after(&second[1]), &[1], false).await;
    page(&before(&last[0]), &[3, 2], true).await;
    page(&before(&second[0]), &[5, 4], false).await;
    assert_eq!(count(&caller, "refunds?payment_intent=pi_other").await, 0);
}
