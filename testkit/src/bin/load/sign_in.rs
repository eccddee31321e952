//! Sign-ins that arrive at a steady rate, whether those before are answered or not.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::{Duration, Instant},
};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{connection::Connection, tally};

/// Who signs in, how often.
#[derive(Deserialize)]
pub(crate) struct Order {
    address: String,
    seconds: u64,
    /// So many a second.
    rate: u32,
    /// They take turns.
    emails: Vec<String>,
    password: String,
}

#[derive(Default)]
struct Desk {
    /// Connections that are free.
    idle: RefCell<Vec<Connection>>,
    refused: Cell<u32>,
}

/// Measures, from the moment at which each was due.
pub(crate) async fn run(order: Order) -> Value {
    let (begin, count) = (Instant::now(), u64::from(order.rate) * order.seconds);
    let (order, desk) = (Rc::new(order), Rc::new(Desk::default()));
    let local = tokio::task::LocalSet::new();
    let arrivals = async {
        let mut clients = Vec::new();
        for number in 0..count {
            let due = begin + Duration::from_secs(number) / order.rate;
            tokio::time::sleep_until(due.into()).await;
            clients.push(tokio::task::spawn_local(client(
                Rc::clone(&order),
                number,
                Rc::clone(&desk),
                due,
            )));
        }
        tally::gather(clients).await
    };
    let times = local.run_until(arrivals).await;
    let mut figures = tally::figures(times, begin.elapsed());
    figures["refused"] = desk.refused.get().into();
    figures
}

async fn client(order: Rc<Order>, number: u64, desk: Rc<Desk>, due: Instant) -> Vec<Duration> {
    let idle = desk.idle.borrow_mut().pop();
    let mut connection = match idle {
        Some(connection) => connection,
        None => Connection::open(&order.address).await,
    };
    let email = &order.emails[usize::try_from(number).unwrap() % order.emails.len()];
    let body = json!({ "email": email, "password": order.password });
    let (status, _) = connection.post("/api/v1/sessions", None, Some(&body)).await;
    if status != 201 {
        desk.refused.set(desk.refused.get() + 1);
    }
    desk.idle.borrow_mut().push(connection);
    vec![due.elapsed()]
}
