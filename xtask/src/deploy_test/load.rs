//! Background load: clients search spots and hold them until the end, and record every request
//! that fails.

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

use super::client::Client;

const CLIENTS: usize = 4;
/// Fewer requests would not cover the restarts.
const MIN_REQUESTS: u64 = 100;
/// Leaves CPU time for the servers.
const PAUSE: Duration = Duration::from_millis(20);

pub(super) struct Load {
    is_over: Arc<AtomicBool>,
    clients: Vec<JoinHandle<Counts>>,
}

#[derive(Default)]
struct Counts {
    requests: u64,
    held: Vec<String>,
    lost: Vec<String>,
}

static GUESTS: AtomicU64 = AtomicU64::new(0);

impl Load {
    pub(super) fn start(client: &Client) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let clients = (0..CLIENTS).map(|_| {
            let (client, is_over) = (client.clone(), Arc::clone(&is_over));
            thread::spawn(move || run_client(&client, &is_over))
        });
        Self { clients: clients.collect(), is_over }
    }

    /// Stops the load and returns the ids of the held reservations.
    ///
    /// # Errors
    /// When a request was lost.
    pub(super) fn end(self) -> Result<Vec<String>> {
        self.is_over.store(true, Ordering::SeqCst);
        let mut all = Counts::default();
        for client in self.clients {
            let Ok(counts) = client.join() else { bail!("the load has failed") };
            all.requests += counts.requests;
            all.held.extend(counts.held);
            all.lost.extend(counts.lost);
        }
        println!(
            "     {} requests, {} holds, {} lost",
            all.requests,
            all.held.len(),
            all.lost.len()
        );
        ensure!(all.lost.is_empty(), "lost: {}", all.lost.join("; "));
        ensure!(all.requests >= MIN_REQUESTS && !all.held.is_empty(), "there was no load");
        Ok(all.held)
    }
}

fn run_client(client: &Client, is_over: &AtomicBool) -> Counts {
    let mut counts = Counts::default();
    while !is_over.load(Ordering::SeqCst) {
        counts.requests += 1;
        if let Err(error) = search(client)
            .and_then(|spot| spot.map_or(Ok(()), |spot| hold(client, &spot, &mut counts)))
        {
            counts.lost.push(format!("{error:#}"));
        }
        thread::sleep(PAUSE);
    }
    counts
}

/// The id of a free spot.
fn search(client: &Client) -> Result<Option<String>> {
    let mut found = client
        .get("/api/v1/spots?lat=40.7543&lng=-73.9884&radius=1000&limit=100")
        .context("search")?;
    let text = found.body_mut().read_to_string().context("search")?;
    ensure!(found.status() == 200, "search: {} {text}", found.status());
    let found: Value = serde_json::from_str(&text)?;
    let spots = found.get("spots").and_then(Value::as_array).context("no list of spots")?;
    let place = usize::try_from(GUESTS.load(Ordering::SeqCst))?.checked_rem(spots.len());
    let spot = place.and_then(|place| spots.get(place)?.get("id")?.as_str());
    Ok(spot.map(str::to_owned))
}

/// A conflict with another client counts as success.
fn hold(client: &Client, spot: &str, counts: &mut Counts) -> Result<()> {
    counts.requests += 1;
    let guest = GUESTS.fetch_add(1, Ordering::SeqCst);
    let body = json!({ "spot_id": spot, "duration_seconds": 3_600,
        "email": format!("guest-{guest}@drivers.example") });
    let mut held = client.post("/api/v1/reservations", &body).context("hold")?;
    let text = held.body_mut().read_to_string().context("hold")?;
    match held.status().as_u16() {
        201 => {
            let held: Value = serde_json::from_str(&text)?;
            let id = held
                .pointer("/reservation/id")
                .and_then(Value::as_str)
                .context("a hold without an id")?;
            counts.held.push(id.to_owned());
            Ok(())
        }
        409 => Ok(()),
        status => bail!("hold: {status} {text}"),
    }
}
