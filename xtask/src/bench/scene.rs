//! Drivers at an api, and what the api asks PostgreSQL for them.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{
    drivers::{self, Driver},
    pgbench::Script,
    record::{Recorder, Statement},
    replay::Replay,
    seed::{self, Seed},
    site::{Program, Site},
};

/// Drivers with a saved card, and connections of theirs.
pub(super) const CONNECTIONS: u32 = 16;
/// What is known of a driver and a spot, by the names that pgbench has for it.
const COLUMNS: &str = "d.user_id, d.session_id, d.email, d.customer, d.card_id, d.payment_method, \
     s.id as spot_id, s.zone_id, s.lat as spot_lat, s.lng as spot_lng";
const NAMES: [&str; 10] = [
    "user_id",
    "session_id",
    "email",
    "customer",
    "card_id",
    "payment_method",
    "spot_id",
    "zone_id",
    "spot_lat",
    "spot_lng",
];

/// Drivers at an api.
pub(super) struct Scene<'a> {
    pub(super) site: &'a Site<'a>,
    api: Program,
    drivers: Vec<Driver>,
    pub(super) spots: u32,
    starts_at: String,
}

impl<'a> Scene<'a> {
    /// Signs drivers up; each connection has one with a saved card.
    pub(super) fn set(site: &'a Site<'a>, city: Seed, drivers: u32) -> Result<Self> {
        let Seed::City { spots, .. } = city else { anyhow::bail!("not in a street") };
        let api = site.api(&[])?;
        // The same city may have had drivers before.
        let what = format!("hold-{}", std::time::UNIX_EPOCH.elapsed()?.as_millis());
        let mut drivers = drivers::sign_up(&api, &what, usize::try_from(drivers)?)?;
        for driver in drivers.iter_mut().take(usize::try_from(CONNECTIONS)?) {
            driver.save_card(site, &api)?;
        }
        site.ask(&format!(
            "create schema if not exists bench; drop table if exists bench.drivers; create table \
                bench.drivers as \
             select row_number() over (order by u.email)::int - 1 as n, u.id as user_id, s.id as \
             session_id, u.email, \
             coalesce(u.stripe_customer_id, '') as customer, c.id as card_id, \
             c.stripe_payment_method_id as payment_method \
             from users u join sessions s on s.user_id = u.id left join cards c on c.user_id = \
             u.id where u.email like '{what}-%'; \
             alter table bench.drivers add primary key (n); analyze bench.drivers"
        ))?;
        let starts_at = site.ask(&format!("select {}", seed::instant(5 * 24)))?;
        Ok(Self { site, api, drivers, spots, starts_at })
    }

    fn driver(&self, number: usize) -> Result<&Driver> {
        self.drivers.get(number).context("no such driver")
    }

    /// What the recording knows of a driver and a spot.
    pub(super) fn known(&self, driver: usize, spot: u32) -> Result<Vec<(String, String)>> {
        let row = self.site.ask(&format!(
            "select {COLUMNS} from bench.drivers d, spots s where d.n = {driver} and s.source_ref \
                = 'spot {spot}'"
        ))?;
        Ok(row.split('|').map(str::to_owned).zip(NAMES.map(str::to_owned)).collect())
    }

    /// Where pgbench finds the same.
    pub(super) fn lookup() -> String {
        format!(
            "select {COLUMNS} from bench.drivers d, spots s where d.n = :client_id and s.city_id \
                = '00000000-0000-7000-8000-000000000001' \
             and s.id = ('00000000-0000-7000-8001-' || lpad(to_hex(:n::int), 12, '0'))::uuid"
        )
    }

    /// One hold and its cancellation: pgbench's script, and how often each asks the database.
    pub(super) fn record(
        &self,
        recorder: &Recorder,
        confirm: bool,
    ) -> Result<(Script, usize, usize)> {
        // The first time something more may be asked that is remembered then.
        let (_, id) = self.record_hold(recorder, 0, 1, confirm)?;
        self.record_cancel(recorder, 0, id)?;
        let (hold, id) = self.record_hold(recorder, 0, 1, confirm)?;
        let cancel = self.record_cancel(recorder, 0, id)?;
        let mut replay = Replay::new(&self.known(0, 1)?);
        replay.add(&hold);
        replay.add(&cancel);
        // No two clients ever want the same spot.
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

    /// The statements of a hold, and its id unless the spot was taken.
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

    /// The statements of a cancellation.
    pub(super) fn record_cancel(
        &self,
        recorder: &Recorder,
        driver: usize,
        id: Option<String>,
    ) -> Result<Vec<Statement>> {
        let (driver, id) = (self.driver(driver)?, id.context("the spot was taken")?);
        Ok(recorder.record(|api| driver.cancel(api, &id))?.0)
    }

    /// So many drivers, for the load.
    pub(super) fn order(&self, drivers: u32) -> Result<Value> {
        let drivers: Vec<_> =
            self.drivers.iter().take(usize::try_from(drivers)?).map(Driver::order).collect();
        Ok(json!({ "address": self.api.address, "drivers": drivers, "starts_at": self.starts_at }))
    }
}

/// Both together.
pub(super) fn with(mut order: Value, more: Value) -> Value {
    if let (Value::Object(order), Value::Object(more)) = (&mut order, more) {
        order.extend(more);
    }
    order
}
