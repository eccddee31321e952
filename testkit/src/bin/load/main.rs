//! A load of HTTP requests, for `cargo xtask bench`. What to do is JSON, the only argument; what
//! was measured is JSON, on one line.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement, not a service"
)]

mod connection;
mod fight;
mod hold;
mod search;
mod sign_in;
mod tally;

use serde::Deserialize;

/// What to do.
#[derive(Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
enum Order {
    Search(search::Order),
    Hold(hold::Order),
    Fight(fight::Order),
    SignIn(sign_in::Order),
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let order = std::env::args().nth(1).unwrap();
    let measured = match serde_json::from_str(&order).unwrap() {
        Order::Search(order) => search::run(order).await,
        Order::Hold(order) => hold::run(order).await,
        Order::Fight(order) => fight::run(order).await,
        Order::SignIn(order) => sign_in::run(order).await,
    };
    println!("{measured}");
}
