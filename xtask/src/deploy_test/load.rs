//! Background load: clients search and hold spots until they are stopped. Failed requests are
//! recorded.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::client::{Client, read};
use crate::http::text;

const CLIENTS: usize = 4;
/// Fewer requests prove nothing.
const MIN_REQUESTS: u64 = 100;
/// Leaves CPU time for the servers.
const PAUSE: Duration = Duration::from_millis(20);

pub(super) struct Load {
    is_stopped: Arc<AtomicBool>,
    clients: Vec<JoinHandle<Outcome>>,
}

#[derive(Default)]
struct Outcome {
    requests: u64,
    held: Vec<String>,
    lost: Vec<String>,
}

static GUESTS: AtomicU64 = AtomicU64::new(0);

impl Load {
    pub(super) fn start(client: &Client) -> Self {
        let is_stopped = Arc::new(AtomicBool::new(false));
        let clients = (0..CLIENTS).map(|_| {
            let (client, is_stopped) = (client.clone(), Arc::clone(&is_stopped));
            thread::spawn(move || run(&client, &is_stopped))
        });
        Self { clients: clients.collect(), is_stopped }
    }

    /// Stops all clients and returns the held reservations; an error when a request was lost.
    pub(super) fn finish(self) -> Result<Vec<String>> {
        self.is_stopped.store(true, Ordering::SeqCst);
        let mut all = Outcome::default();
        for client in self.clients {
            let Ok(outcome) = client.join() else { bail!("the load has failed") };
            all.requests += outcome.requests;
            all.held.extend(outcome.held);
            all.lost.extend(outcome.lost);
        }
        println!(
            "     {} requests, {} holds, {} lost",
            all.requests,
            all.held.len(),
            all.lost.len()
        );
        ensure!(all.lost.is_empty(), "lost: {}", all.lost.join("; "));
        ensure!(all.requests >= MIN_REQUESTS && !all.held.is_empty(), "the load was too low");
        Ok(all.held)
    }
}

fn run(client: &Client, is_stopped: &AtomicBool) -> Outcome {
    let mut outcome = Outcome::default();
    while !is_stopped.load(Ordering::SeqCst) {
        outcome.requests += 1;
        if let Err(error) = search(client)
            .and_then(|spot| spot.map_or(Ok(()), |spot| hold(client, &spot, &mut outcome)))
        {
            outcome.lost.push(format!("{error:#}"));
        }
        thread::sleep(PAUSE);
    }
    outcome
}

/// Any free spot.
fn search(client: &Client) -> Result<Option<String>> {
    let path = "/api/v1/spots?lat=40.7543&lng=-73.9884&radius=1000&limit=100";
    let found = client.get(path).and_then(|found| read(found, 200)).context("search")?;
    let spots = found.get("spots").and_then(Value::as_array).context("no list of spots")?;
    let index = usize::try_from(GUESTS.load(Ordering::SeqCst))?.checked_rem(spots.len());
    Ok(index.and_then(|index| spots.get(index)).map(|spot| text(spot, "/id")))
}

/// A spot that is taken meanwhile is no error.
fn hold(client: &Client, spot: &str, outcome: &mut Outcome) -> Result<()> {
    outcome.requests += 1;
    let guest = GUESTS.fetch_add(1, Ordering::SeqCst);
    let body = json!({ "spot_id": spot, "duration_seconds": 3_600,
        "email": format!("guest-{guest}@drivers.example") });
    let held = client.post("/api/v1/reservations", &body).context("hold")?;
    if held.status() != 409 {
        outcome.held.push(text(&read(held, 201).context("hold")?, "/reservation/id"));
    }
    Ok(())
}
