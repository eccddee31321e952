//! A spot is held and given back, on a spot of one's own each time.

use std::time::{Duration, Instant};

use rand::RngExt;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{connection::Connection, tally};

/// Who holds what.
#[derive(Deserialize, Clone)]
pub(crate) struct Order {
    address: String,
    seconds: u64,
    /// One for each connection.
    drivers: Vec<Driver>,
    /// The spots are numbered from 0 to this.
    spots: u64,
    starts_at: String,
    /// Whether the saved card is given, and the hold confirmed at once.
    confirm: bool,
}

/// A driver who is signed in.
#[derive(Deserialize, Clone)]
pub(crate) struct Driver {
    pub(crate) token: String,
    card_id: Option<String>,
}

/// Measures; a round of hold and cancel is one.
pub(crate) async fn run(order: Order) -> Value {
    let within = Duration::from_secs(order.seconds);
    let until = Instant::now() + within;
    let client = |driver: &Driver| tokio::spawn(client(order.clone(), driver.clone(), until));
    let clients = order.drivers.iter().map(client).collect();
    tally::figures(tally::gather(clients).await, within)
}

async fn client(order: Order, driver: Owner, until: Instant) -> Vec<Duration> {
    let mut connection = Connection::open(&order.address).await;
    let mut times = Vec::new();
    while Instant::now() < until {
        let spot = spot_id(rand::rng().random_range(0..order.spots));
        let card = driver.card_id.as_ref().filter(|_| order.confirm);
        let start = Instant::now();
        let Some(held) = hold(&mut connection, &driver.token, &spot, &order.starts_at, card).await
        else {
            continue;
        };
        assert_eq!(
            held["reservation"]["status"],
            if order.confirm { "confirmed" } else { "held" },
            "{held}"
        );
        cancel(&mut connection, &driver.token, &held).await;
        times.push(start.elapsed());
    }
    times
}

/// The id that `xtask/bench/seed.sql` gives a spot.
pub(crate) fn spot_id(number: u64) -> String {
    format!("00000000-0000-7000-8001-{number:012x}")
}

/// Holds a spot for an hour; `None` when somebody else has it.
pub(crate) async fn hold(
    connection: &mut Connection,
    token: &str,
    spot: &str,
    starts_at: &str,
    card: Option<&String>,
) -> Option<Value> {
    let body = json!({ "spot_id": spot, "starts_at": starts_at, "duration_seconds": 3_600,
        "card_id": card });
    let (status, answer) = connection.post("/api/v1/reservations", Some(token), Some(&body)).await;
    assert!(status == 201 || answer["code"] == "spot_taken", "{status}: {answer}");
    (status == 201).then_some(answer)
}

/// Gives it back.
pub(crate) async fn cancel(connection: &mut Connection, token: &str, held: &Value) {
    let id = held["reservation"]["id"].as_str().unwrap();
    let (status, answer) =
        connection.post(&format!("/api/v1/reservations/{id}/cancel"), Some(token), None).await;
    assert_eq!(status, 200, "{answer}");
}
