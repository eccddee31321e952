//! Background load: clients search, hold spots and park until they are stopped. Failed requests
//! are recorded.

use std::{
    mem,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{
    client::{Client, read},
    deployment::Deployment,
};
use crate::http::{self, text};

const CLIENTS: usize = 4;
/// Minimum number of visits for a meaningful test.
const MIN_VISITS: u64 = 50;
/// Leaves CPU time for the servers.
const PAUSE: Duration = Duration::from_millis(20);
/// Length of a stay, unless it is extended or ended early.
pub(super) const STAY_S: u64 = 8;
const EXTENSION: TimeDelta = TimeDelta::seconds(5);
/// Time until the driver ends a stay. It has then begun, and costs more than Stripe's minimum.
const PARKED: Duration = Duration::from_secs(3);

pub(super) struct Load {
    is_stopped: Arc<AtomicBool>,
    clients: Vec<JoinHandle<Outcome>>,
}

/// Ids of reservations.
#[derive(Default)]
pub(super) struct Reserved {
    /// Of guests, who set up no card.
    pub(super) held: Vec<String>,
    /// Of the driver.
    pub(super) stays: Vec<String>,
}

#[derive(Default)]
struct Outcome {
    visits: u64,
    reserved: Reserved,
    lost: Vec<String>,
}

/// The account of the deployment's driver.
#[derive(Clone)]
struct Driver {
    authorization: String,
    card_id: String,
}

struct Visitor {
    client: Client,
    driver: Driver,
    /// A stay that the driver will end, and the time of its confirmation.
    parked: Option<(String, Instant)>,
    outcome: Outcome,
}

static VISITS: AtomicU64 = AtomicU64::new(0);

impl Load {
    pub(super) fn start(client: &Client, deployment: &Deployment) -> Result<Self> {
        let driver = Driver::sign_in(deployment)?;
        let is_stopped = Arc::new(AtomicBool::new(false));
        let clients = (0..CLIENTS).map(|_| {
            let (client, driver) = (client.clone(), driver.clone());
            let visitor = Visitor { client, driver, parked: None, outcome: Outcome::default() };
            let is_stopped = Arc::clone(&is_stopped);
            thread::spawn(move || visitor.run(&is_stopped))
        });
        Ok(Self { clients: clients.collect(), is_stopped })
    }

    /// Stops all clients and returns the reservations; an error when a request was lost.
    pub(super) fn finish(mut self) -> Result<Reserved> {
        self.is_stopped.store(true, Ordering::SeqCst);
        let mut all = Outcome::default();
        for client in mem::take(&mut self.clients) {
            let Ok(outcome) = client.join() else { bail!("the load has failed") };
            all.visits += outcome.visits;
            all.reserved.held.extend(outcome.reserved.held);
            all.reserved.stays.extend(outcome.reserved.stays);
            all.lost.extend(outcome.lost);
        }
        let Outcome { visits, reserved, lost } = all;
        let (held, stays) = (reserved.held.len(), reserved.stays.len());
        println!("     {visits} visits, {held} holds, {stays} stays, {} lost", lost.len());
        ensure!(lost.is_empty(), "lost: {}", lost.join("; "));
        ensure!(visits >= MIN_VISITS && held > 0 && stays > 0, "the load was too low");
        Ok(reserved)
    }
}

/// Stops the clients also when a test has failed.
impl Drop for Load {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
    }
}

impl Driver {
    /// Signs in and saves a card.
    fn sign_in(deployment: &Deployment) -> Result<Self> {
        let post = |path: &str, token: Option<&str>, body: &Value| {
            http::post(&format!("{}/api/v1/{path}", deployment.api_url()), token, body)
        };
        let session = post("sessions", None, &deployment.login("driver"))?;
        let token = text(&session, "/access_token");
        let setup = post("cards/setup", Some(&token), &json!({}))?;
        http::confirm_setup_intent(&deployment.stripe_url(), &setup)?;
        let body = json!({ "setup_intent_id": text(&setup, "/setup_intent_id") });
        let card_id = text(&post("cards", Some(&token), &body)?, "/id");
        Ok(Self { authorization: format!("Bearer {token}"), card_id })
    }

    fn headers(&self) -> [(&str, &str); 1] {
        [("authorization", self.authorization.as_str())]
    }
}

impl Visitor {
    fn run(mut self, is_stopped: &AtomicBool) -> Outcome {
        while !is_stopped.load(Ordering::SeqCst) {
            self.outcome.visits += 1;
            if let Err(error) = self.visit() {
                let error = format!("{error:#}");
                // Printed now, because a later test may end the program.
                if self.outcome.lost.is_empty() {
                    println!("     lost: {error}");
                }
                self.outcome.lost.push(error);
            }
            thread::sleep(PAUSE);
        }
        self.outcome
    }

    /// Ends the driver's stay if it is time. Otherwise reserves a spot: for the driver, or during
    /// the driver's stay for a guest.
    fn visit(&mut self) -> Result<()> {
        if let Some((id, _)) = self.parked.take_if(|(_, since)| since.elapsed() >= PARKED) {
            return self.act(&id, "end", &json!({})).map(drop);
        }
        let number = VISITS.fetch_add(1, Ordering::SeqCst);
        match self.search(number)? {
            Some(spot) if self.parked.is_some() => self.hold(&spot, number),
            Some(spot) => self.park(&spot),
            None => Ok(()),
        }
    }

    /// Returns a free spot without restricting attributes.
    fn search(&self, number: u64) -> Result<Option<String>> {
        let path = "/api/v1/spots?lat=40.7543&lng=-73.9884&radius=1000&limit=100";
        let found = self.client.get(path).and_then(|found| read(found, 200)).context("search")?;
        let spots = found.get("spots").and_then(Value::as_array).context("no list of spots")?;
        let is_unrestricted = |spot: &&Value| spot.get("attributes") == Some(&json!([]));
        let spots: Vec<_> = spots.iter().filter(is_unrestricted).collect();
        let index = usize::try_from(number)?.checked_rem(spots.len());
        Ok(index.and_then(|index| spots.get(index)).map(|spot| text(spot, "/id")))
    }

    /// Holds a spot for a guest and lets the hold expire.
    fn hold(&mut self, spot: &str, guest: u64) -> Result<()> {
        let body = json!({ "spot_id": spot, "duration_seconds": 3_600,
            "email": format!("guest-{guest}@drivers.example") });
        let held = self.reserve([], &body)?;
        self.outcome.reserved.held.extend(held);
        Ok(())
    }

    /// The driver extends every other stay, which the worker ends, and will end the others.
    fn park(&mut self, spot: &str) -> Result<()> {
        let body = json!({ "spot_id": spot, "duration_seconds": STAY_S });
        let Some(id) = self.reserve(self.driver.headers(), &body)? else { return Ok(()) };
        self.act(&id, "card", &json!({ "card_id": self.driver.card_id }))?;
        let confirmed = self.act(&id, "confirm", &json!({}))?;
        ensure!(text(&confirmed, "/status") == "confirmed", "not confirmed: {confirmed}");
        if self.outcome.reserved.stays.len().is_multiple_of(2) {
            self.extend(&id, &confirmed)?;
        } else {
            self.parked = Some((id.clone(), Instant::now()));
        }
        self.outcome.reserved.stays.push(id);
        Ok(())
    }

    /// Returns the id; `None` for a spot that is taken meanwhile.
    fn reserve<const N: usize>(
        &self,
        headers: [(&str, &str); N],
        body: &Value,
    ) -> Result<Option<String>> {
        let held = self.client.post_with("/api/v1/reservations", headers, body).context("hold")?;
        if held.status() == 409 {
            return Ok(None);
        }
        Ok(Some(text(&read(held, 201).context("hold")?, "/reservation/id")))
    }

    fn act(&self, id: &str, action: &'static str, body: &Value) -> Result<Value> {
        let path = format!("/api/v1/reservations/{id}/{action}");
        let response = self.client.post_with(&path, self.driver.headers(), body);
        response.and_then(|response| read(response, 200)).context(action)
    }

    fn extend(&self, id: &str, confirmed: &Value) -> Result<()> {
        let ends_at: DateTime<Utc> = text(confirmed, "/ends_at").parse()?;
        let path = format!("/api/v1/reservations/{id}");
        let body = json!({ "ends_at": ends_at + EXTENSION });
        let response = self.client.patch_with(&path, self.driver.headers(), &body);
        response.and_then(|response| read(response, 200)).context("extend").map(drop)
    }
}
