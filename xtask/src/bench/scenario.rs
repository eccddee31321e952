//! Signed-in drivers of an api, and the statements of their holds.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{
    drivers::{self, Driver},
    pgbench::Script,
    record::{Recorder, Statement},
    replay::Replay,
    seed::{self, Seed},
    site::{Program, Site},
};

/// Number of drivers with a saved card, one per connection.
pub(super) const CONNECTIONS: u32 = 16;
/// Columns of a driver and a spot with the names of their pgbench variables.
const COLUMNS: &str = "d.user_id, d.session_id, d.email, d.customer, d.card_id, d.payment_method, \
     s.id as spot_id, s.zone_id, s.lat as spot_lat, s.lng as spot_lng";

pub(super) struct Scenario<'a> {
    pub(super) site: &'a Site<'a>,
    api: Program,
    drivers: Vec<Driver>,
    pub(super) spots: u32,
    starts_at: String,
}

impl<'a> Scenario<'a> {
    /// Signs up drivers; the first ones save a card.
    pub(super) fn new(site: &'a Site<'a>, city: Seed, drivers: u32) -> Result<Self> {
        let Seed::City { spots } = city else { bail!("the seed is no city") };
        let api = site.api(&[])?;
        // The city may have drivers of an earlier scenario.
        let prefix = format!("hold-{}", std::time::UNIX_EPOCH.elapsed()?.as_millis());
        let mut drivers = drivers::sign_up(&api, &prefix, usize::try_from(drivers)?)?;
        for driver in drivers.iter_mut().take(usize::try_from(CONNECTIONS)?) {
            driver.save_card(site, &api)?;
        }
        drivers::store(site, &prefix)?;
        let starts_at = site.query(&format!("select {}", seed::instant(5 * 24)))?;
        Ok(Self { site, api, drivers, spots, starts_at })
    }

    fn driver(&self, number: usize) -> Result<&Driver> {
        self.drivers.get(number).context("no such driver")
    }

    /// Recorded values of a driver and a spot, with their variables.
    pub(super) fn known_values(&self, driver: usize, spot: u32) -> Result<Vec<(String, String)>> {
        let row = self.site.query(&format!(
            "select {COLUMNS} from bench.drivers d, spots s where d.n = {driver} and s.source_ref \
                = 'spot {spot}'"
        ))?;
        let names = COLUMNS.split(", ").filter_map(|column| column.rsplit(['.', ' ']).next());
        Ok(row
            .split('|')
            .zip(names)
            .map(|(value, name)| (value.to_owned(), name.to_owned()))
            .collect())
    }

    /// The query by which pgbench looks up these variables.
    pub(super) fn lookup() -> String {
        format!(
            "select {COLUMNS} from bench.drivers d, spots s where d.n = :client_id and s.city_id \
                = '00000000-0000-7000-8000-000000000001' \
             and s.id = ('00000000-0000-7000-8001-' || lpad(to_hex(:n::int), 12, '0'))::uuid"
        )
    }

    /// Returns the script of a hold and its cancellation, and the number of statements of each.
    pub(super) fn record(
        &self,
        recorder: &Recorder,
        confirm: bool,
    ) -> Result<(Script, usize, usize)> {
        // The first request may run further statements whose results are cached.
        let (_, id) = self.record_hold(recorder, 0, 1, confirm)?;
        self.record_cancel(recorder, 0, id)?;
        let (hold, id) = self.record_hold(recorder, 0, 1, confirm)?;
        let cancel = self.record_cancel(recorder, 0, id)?;
        let mut replay = Replay::new(&self.known_values(0, 1)?)?;
        replay.add(&hold);
        replay.add(&cancel);
        // Clients never compete for a spot.
        let pick = format!(
            "\\set n random(0, {}) * {CONNECTIONS} + :client_id",
            self.spots / CONNECTIONS - 1
        );
        let (text, constants) = replay.finish(&pick, Some(&Self::lookup()));
        let name = if confirm { "hold-confirm-cancel" } else { "hold-cancel" };
        Ok((
            Script::write(self.site.place.root(), name, &text, constants)?,
            hold.len(),
            cancel.len(),
        ))
    }

    /// Returns the statements of a hold, and its id unless the spot is taken.
    pub(super) fn record_hold(
        &self,
        recorder: &Recorder,
        driver: usize,
        spot: u32,
        confirm: bool,
    ) -> Result<(Vec<Statement>, Option<String>)> {
        let driver = self.driver(driver)?;
        recorder.record(|api| driver.hold(api, spot, &self.starts_at, confirm))
    }

    pub(super) fn record_cancel(
        &self,
        recorder: &Recorder,
        driver: usize,
        id: Option<String>,
    ) -> Result<Vec<Statement>> {
        let (driver, id) = (self.driver(driver)?, id.context("the spot was taken")?);
        Ok(recorder.record(|api| driver.cancel(api, &id))?.0)
    }

    /// Options of the load generator.
    pub(super) fn load(&self, drivers: u32) -> Result<Value> {
        let drivers = self.drivers.get(..usize::try_from(drivers)?);
        Ok(json!({ "address": self.api.address, "drivers": drivers, "starts_at": self.starts_at }))
    }
}

/// Merges two JSON objects.
pub(super) fn with(mut options: Value, more: Value) -> Value {
    if let (Value::Object(options), Value::Object(more)) = (&mut options, more) {
        options.extend(more);
    }
    options
}
