//! The demo sites of `api seed` can be entered.

use serde_json::{Value, json};
use shared::places::import::demo_city;

use crate::support::{Client, TestApp, visits::token};

async fn site(operator: &Client, name: &str) -> String {
    let found = operator.get("/api/v1/admin/sites").await.ok();
    let sites = found["sites"].as_array().unwrap();
    let site = sites.iter().find(|site| site["name"] == name).unwrap();
    format!("/api/v1/admin/sites/{}", site["id"].as_str().unwrap())
}

async fn codes(operator: &Client, site: &str) -> Vec<Value> {
    operator.get(&format!("{site}/codes")).await.ok()["codes"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn demo_sites_have_entrances_once() {
    let app = TestApp::new().await;
    demo_city(&mut app.connect(), app.now()).unwrap();
    for _ in 0..2 {
        api::seed::entry(&app.context.db, &app.clock).await.unwrap();
    }
    let operator = app.operator().await;
    let (garage, lot) = (
        site(&operator, "Garage West 43 Street").await,
        site(&operator, "Lot West 41 Street").await,
    );
    let equipment = operator.get(&format!("{garage}/equipment")).await.ok();
    let lanes: Vec<_> = equipment["lanes"].as_array().unwrap().iter().collect();
    let directions: Vec<_> = lanes.iter().map(|lane| lane["direction"].clone()).collect();
    assert_eq!(directions, [json!("in"), json!("out")]);
    let devices = equipment["devices"].as_array().unwrap();
    assert_eq!(devices.len(), 1);
    assert!(lanes.iter().all(|lane| lane["gateway_id"] == devices[0]["id"]), "{lanes:?}");
    assert_eq!(operator.get(&format!("{lot}/rules")).await.ok()["numbering"], "unnumbered");
    let of_lot = codes(&operator, &lot).await;
    assert_eq!((of_lot.len(), &of_lot[0]["lane"]), (2, &Value::Null));

    let ann = app.driver_with_card("ann").await;
    for codes in [codes(&operator, &garage).await, of_lot] {
        let of_kind = |kind: &str| codes.iter().find(|code| code["kind"] == kind).map(token);
        let visit = ann.enter(&of_kind("entrance").unwrap()).await.created();
        ann.leave(&visit, &of_kind("exit").unwrap()).await.ok();
    }
}
