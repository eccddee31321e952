//! Filters and pagination of lists.

use serde_json::Value;

use crate::support::{Caller, text};

async fn count(caller: &Caller, path: &str) -> usize {
    let (status, list) = caller.get(path).await;
    assert_eq!(status, 200, "{path}: {list}");
    list["data"].as_array().unwrap().len()
}

#[tokio::test]
async fn lists_filter_by_creation_time() {
    let caller = Caller::new().await;
    let payment = text(&caller.pay("pm_card_visa").await, "id");
    caller.make("refunds", &[("payment_intent", &payment)]).await;
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
            assert_eq!(
                count(&caller, &format!("{collection}&{filter}")).await,
                expected,
                "{collection}&{filter}"
            );
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
    let payment = text(&caller.pay("pm_card_visa").await, "id");
    for amount in ["1", "2", "3", "4", "5"] {
        caller.make("refunds", &[("payment_intent", &payment), ("amount", amount)]).await;
    }
    let page = async |cursor: &str| -> (Vec<i64>, bool, Value) {
        let (_, list) =
            caller.get(&format!("refunds?payment_intent={payment}&limit=2{cursor}")).await;
        let data = list["data"].as_array().unwrap();
        let amounts = data.iter().map(|refund| refund["amount"].as_i64().unwrap()).collect();
        (amounts, list["has_more"] == true, list)
    };
    let (amounts, has_more, first) = page("").await;
    assert_eq!((amounts, has_more), (vec![5, 4], true));
    let (amounts, has_more, second) =
        page(&format!("&starting_after={}", text(&first["data"][1], "id"))).await;
    assert_eq!((amounts, has_more), (vec![3, 2], true));
    let (amounts, has_more, last) =
        page(&format!("&starting_after={}", text(&second["data"][1], "id"))).await;
    assert_eq!((amounts, has_more), (vec![1], false));
    let (amounts, has_more, _) =
        page(&format!("&ending_before={}", text(&last["data"][0], "id"))).await;
    assert_eq!((amounts, has_more), (vec![3, 2], true));
    let (amounts, has_more, _) =
        page(&format!("&ending_before={}", text(&second["data"][0], "id"))).await;
    assert_eq!((amounts, has_more), (vec![5, 4], false));
    assert_eq!(count(&caller, "refunds?payment_intent=pi_other").await, 0);
}
