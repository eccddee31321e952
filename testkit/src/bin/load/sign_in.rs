//! Sign-ins at a constant arrival rate (open loop).

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::{Duration, Instant},
};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{connection::Connection, run_clients, summary};

#[derive(Deserialize)]
pub(crate) struct Scenario {
    address: String,
    seconds: u64,
    /// Per second.
    rate: u32,
    emails: Vec<String>,
    password: String,
}

#[derive(Default)]
struct Pool {
    idle: RefCell<Vec<Connection>>,
    refused: Cell<u32>,
}

/// Measures from the time at which each sign-in was due.
pub(crate) async fn run(scenario: Scenario) -> Value {
    let (start, count) = (Instant::now(), u64::from(scenario.rate) * scenario.seconds);
    let (scenario, pool) = (Rc::new(scenario), Rc::new(Pool::default()));
    let clients =
        (0..count).map(|number| client(Rc::clone(&scenario), number, Rc::clone(&pool), start));
    let latencies = run_clients(clients).await;
    let mut figures = summary(latencies, start.elapsed());
    figures["refused"] = pool.refused.get().into();
    figures
}

async fn client(
    scenario: Rc<Scenario>,
    number: u64,
    pool: Rc<Pool>,
    start: Instant,
) -> Vec<Duration> {
    let due = start + Duration::from_secs(number) / scenario.rate;
    tokio::time::sleep_until(due.into()).await;
    let idle = pool.idle.borrow_mut().pop();
    let mut connection = match idle {
        Some(connection) => connection,
        None => Connection::open(&scenario.address).await,
    };
    let email = &scenario.emails[usize::try_from(number).unwrap() % scenario.emails.len()];
    let body = json!({ "email": email, "password": scenario.password });
    let (status, _) = connection.post("/api/v1/sessions", None, Some(&body)).await;
    if status != 201 {
        pool.refused.set(pool.refused.get() + 1);
    }
    pool.idle.borrow_mut().push(connection);
    vec![due.elapsed()]
}
