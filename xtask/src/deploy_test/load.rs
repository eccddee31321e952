//! People who look for spots and hold them, one request after the other, until they are told to go
//! home. Every one that is not answered as it should be is remembered.

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

/// How many there are.
const PEOPLE: usize = 4;
/// Fewer requests would prove nothing.
const ENOUGH: u64 = 100;
/// So that the machine has time for those who answer.
const BREATH: Duration = Duration::from_millis(20);

/// Those who run, and what they met.
pub(super) struct Load {
    is_over: Arc<AtomicBool>,
    people: Vec<JoinHandle<Met>>,
}

#[derive(Default)]
struct Met {
    requests: u64,
    held: Vec<String>,
    lost: Vec<String>,
}

static GUESTS: AtomicU64 = AtomicU64::new(0);

impl Load {
    pub(super) fn start(client: &Client) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let people = (0..PEOPLE).map(|_| {
            let (client, is_over) = (client.clone(), Arc::clone(&is_over));
            thread::spawn(move || use_it(&client, &is_over))
        });
        Self { people: people.collect(), is_over }
    }

    /// Sends all home; answers with what they hold if nothing was lost.
    pub(super) fn end(self) -> Result<Vec<String>> {
        self.is_over.store(true, Ordering::SeqCst);
        let mut all = Met::default();
        for person in self.people {
            let Ok(met) = person.join() else { bail!("the load has failed") };
            all.requests += met.requests;
            all.held.extend(met.held);
            all.lost.extend(met.lost);
        }
        println!(
            "     {} requests, {} holds, {} lost",
            all.requests,
            all.held.len(),
            all.lost.len()
        );
        ensure!(all.lost.is_empty(), "lost: {}", all.lost.join("; "));
        ensure!(all.requests >= ENOUGH && !all.held.is_empty(), "the load was none");
        Ok(all.held)
    }
}

fn use_it(client: &Client, is_over: &AtomicBool) -> Met {
    let mut met = Met::default();
    while !is_over.load(Ordering::SeqCst) {
        met.requests += 1;
        if let Err(error) =
            look(client).and_then(|spot| spot.map_or(Ok(()), |spot| hold(client, &spot, &mut met)))
        {
            met.lost.push(format!("{error:#}"));
        }
        thread::sleep(BREATH);
    }
    met
}

/// Any free spot, if there is one.
fn look(client: &Client) -> Result<Option<String>> {
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

/// Holds it, unless somebody was faster.
fn hold(client: &Client, spot: &str, met: &mut Met) -> Result<()> {
    met.requests += 1;
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
            met.held.push(id.to_owned());
            Ok(())
        }
        409 => Ok(()),
        status => bail!("hold: {status} {text}"),
    }
}
