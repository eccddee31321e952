//! Refused subscriptions: foreign reservations and malformed messages.

use chrono::TimeDelta;
use futures_util::SinkExt;
use serde_json::json;
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    },
};

use super::{with, with_fast_polling, without_polling};
use crate::support::Watcher;

#[tokio::test(flavor = "multi_thread")]
async fn token_is_sent_as_header_or_first_message() {
    let app = with(with_fast_polling()).await;
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let mine = json!({ "type": "subscribe", "id": "mine", "reservations": true });
    let refused = Watcher::try_connect(app.url(), Some("nonsense")).await.err().unwrap();
    assert!(refused.to_string().contains("401"), "{refused}");

    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.send(&mine).await;
    let refused = watcher.receive().await;
    assert_eq!(
        (&refused["id"], &refused["problem"]["code"]),
        (&json!("mine"), &json!("unauthenticated"))
    );
    watcher.send(&json!({ "type": "authenticate", "token": "nonsense" })).await;
    assert_eq!(watcher.receive().await["problem"]["code"], "unauthenticated");
    watcher.send(&json!({ "type": "authenticate", "token": ann.token() })).await;
    assert_eq!(watcher.receive().await["type"], "done");
    watcher.send(&mine).await;
    assert_eq!(watcher.receive().await["type"], "snapshot");

    // A renewed token continues where the first one ends.
    app.advance(TimeDelta::minutes(10));
    let renewed = app.sign_in("ann").await;
    watcher.send(&json!({ "type": "authenticate", "token": renewed.token() })).await;
    assert_eq!(watcher.receive().await["type"], "done");
    app.advance(TimeDelta::minutes(10));
    watcher.assert_quiet().await;
    let held = renewed.hold(spot, 600).await.created();
    watcher.wait_for_reservation(held["reservation"]["id"].as_str().unwrap(), "held").await;
    app.advance(TimeDelta::minutes(6));
    let ended = watcher.receive().await;
    assert_eq!(
        (&ended["id"], &ended["problem"]["code"]),
        (&json!("mine"), &json!("unauthenticated")),
        "{ended:#}"
    );

    // The end of the session closes the connection, too.
    let again = app.sign_in("ann").await;
    watcher.send(&json!({ "type": "authenticate", "token": again.token() })).await;
    assert_eq!(watcher.receive().await["type"], "done");
    watcher.send(&mine).await;
    assert_eq!(watcher.receive().await["type"], "snapshot");
    again.delete("/api/v1/sessions/current").await.no_content();
    assert_eq!(watcher.receive().await["problem"]["code"], "unauthenticated");
    watcher.send(&mine).await;
    assert_eq!(
        watcher.receive().await["problem"]["code"],
        "unauthenticated",
        "the token ends with the session"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn malformed_message_names_the_field() {
    let app = with(without_polling()).await;
    app.spot("B14");
    let refused = app.anonymous().get("/api/v1/live").await;
    assert_eq!(refused.status, 426);
    refused.problem("upgrade_required");
    let mut watcher = Watcher::connect(app.url(), None).await;
    let area = |north: f64| json!({ "south": 40.7, "west": -74.0, "north": north, "east": -73.9 });
    let cases = [
        (json!({ "type": "sing" }), "type"),
        (json!({ "type": "subscribe", "box": area(40.8) }), "id"),
        (json!({ "type": "subscribe", "id": "map" }), "box"),
        (json!({ "type": "subscribe", "id": "map", "box": area(40.95) }), "box"),
        (json!({ "type": "subscribe", "id": "map", "box": area(40.6) }), "box"),
        (json!({ "type": "subscribe", "id": "map", "box": area(91.0) }), "box.north"),
        (json!({ "type": "subscribe", "id": "map", "box": { "south": 1 } }), "box.west"),
        (json!({ "type": "authenticate" }), "token"),
    ];
    for (message, field) in cases {
        watcher.send(&message).await;
        let response = watcher.receive().await;
        assert_eq!(response["problem"]["code"], "invalid_request", "{message} {response:#}");
        assert_eq!(response["problem"]["errors"][0]["field"], field, "{message} {response:#}");
    }
    for number in 0..8 {
        watcher
            .send(&json!({ "type": "subscribe", "id": format!("map {number}"), "box": area(40.8) }))
            .await;
        assert_eq!(watcher.receive().await["type"], "snapshot");
    }
    watcher.send(&json!({ "type": "subscribe", "id": "one too many", "box": area(40.8) })).await;
    assert_eq!(watcher.receive().await["problem"]["errors"][0]["code"], "too_many");
    for _ in 0..100 {
        watcher.send(&json!({ "type": "ping" })).await;
    }
    let end = loop {
        if let Err(code) = watcher.next().await {
            break code;
        }
    };
    assert_eq!(end, Some(4003));
}

/// A text fragment that is not the last.
fn fragment(is_first: bool) -> Message {
    let code = if is_first { Data::Text } else { Data::Continue };
    Message::Frame(Frame::message(Vec::new(), OpCode::Data(code), false))
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_fragments_are_counted() {
    let app = with(without_polling()).await;
    let mut watcher = Watcher::connect(app.url(), None).await;
    for number in 0..20_000 {
        // From some fragment on the server has closed the connection.
        if watcher.socket.feed(fragment(number == 0)).await.is_err() {
            break;
        }
    }
    drop(watcher.socket.flush().await);
    assert_eq!(watcher.next().await, Err(Some(4003)));
}

#[tokio::test(flavor = "multi_thread")]
async fn fragments_of_one_message_are_joined() {
    let app = with(without_polling()).await;
    let mut watcher = Watcher::connect(app.url(), None).await;
    let text = br#"{"type":"ping"}"#;
    for (number, byte) in text.iter().enumerate() {
        let code = if number == 0 { Data::Text } else { Data::Continue };
        let frame = Frame::message(vec![*byte], OpCode::Data(code), number + 1 == text.len());
        watcher.socket.send(Message::Frame(frame)).await.unwrap();
    }
    assert_eq!(watcher.receive_any().await["type"], "heartbeat");
}

#[tokio::test(flavor = "multi_thread")]
async fn large_message_is_refused_with_a_code() {
    let app = with(without_polling()).await;
    let mut watcher = Watcher::connect(app.url(), None).await;
    drop(watcher.socket.send(Message::text("a".repeat(17_000))).await);
    assert_eq!(watcher.next().await, Err(Some(1009)));
    let mut watcher = Watcher::connect(app.url(), None).await;
    // A continuation without a beginning.
    drop(watcher.socket.send(fragment(false)).await);
    assert_eq!(watcher.next().await, Err(Some(1002)));
}
