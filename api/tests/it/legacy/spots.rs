//! The lists of free spots.

use serde_json::{Value, json};

use super::Original;
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn free_spot_keeps_the_original_format() {
    let app = TestApp::new().await;
    let (guest, spot) = (Original::guest(&app), app.spot("B14"));
    for path in ["/available-parking-spots/", "/available-parking-spots"] {
        let listed = guest.get(path).await.ok();
        let mut seen = listed[0].clone();
        for name in ["created_at", "updated_at"] {
            assert!(seen[name].take().as_str().unwrap().ends_with('Z'), "{listed}");
        }
        let expected = json!({ "id": spot, "lat": "40.754300", "lng": "-73.988400",
            "reserved": false, "active": true,
            "rate": "4.50", "created_at": null, "updated_at": null });
        assert_eq!(seen, expected);
    }
    app.query_texts("update spots set retired_at = $1 returning id::text as text");
    assert_eq!(guest.get("/available-parking-spots/").await.ok(), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn spots_are_filtered_in_kilometres_or_miles() {
    let app = TestApp::new().await;
    let guest = Original::guest(&app);
    let spots = [("near", 100.0), ("mile", 1_500.0), ("far", 1_700.0)];
    let spots = spots
        .map(|(label, metres)| app.city.spot(&mut app.connect(), label, metres, 450).to_string());
    let find = |query: &'static str| {
        let path = format!("/available-parking-spots-filter{query}");
        let guest = &guest;
        async move {
            let found = guest.get(&path).await.ok();
            found
                .as_array()
                .unwrap()
                .iter()
                .map(|spot| spot["id"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(find("?lat=40.7543&lng=-73.9884&unit=km&dist=1").await, spots[..1]);
    assert_eq!(
        find("/?lat=40.7543&long=-73.9884&unit=km&dist=1").await,
        spots[..1],
        "as documented in the original's README"
    );
    for unit in ["mil", "mi"] {
        let query: &'static str = format!("?lat=40.7543&lng=-73.9884&unit={unit}&dist=1").leak();
        assert_eq!(find(query).await, spots[..2]);
    }
    assert_eq!(find("?lat=40.7543&lng=-73.9884&unit=km&dist=1e9").await, spots);
    for dist in ["inf", "-inf", "nan", "1e999", "far"] {
        let path =
            format!("/available-parking-spots-filter?lat=40.7543&lng=-73.9884&unit=km&dist={dist}");
        let refused = guest.get(&path).await;
        assert_eq!(refused.status, 400, "{dist}");
        assert!(refused.body["dist"][0].is_string(), "{dist}: {}", refused.body);
    }
    assert!(find("?lat=40.7543&lng=-73.9884&unit=km&dist=-1").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn filter_errors_name_the_field() {
    let app = TestApp::new().await;
    let refused =
        Original::guest(&app).get("/available-parking-spots-filter?lat=north&lng=&unit=km").await;
    assert_eq!(refused.status, 400);
    let fields: Vec<_> = refused.body.as_object().unwrap().iter().collect();
    assert_eq!(
        fields.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["dist", "lat", "lng"]
    );
    assert!(fields.iter().all(|(_, texts)| texts[0].is_string()), "{fields:?}");
    let all: Value = Original::guest(&app).get("/available-parking-spots-filter").await.body;
    assert_eq!(all.as_object().unwrap().len(), 4);
}
