//! Check-ins and check-outs by the codes of a site, at one busy site and at 100. The ceiling is
//! pgbench with the same statements.

use std::{thread, time::Duration};

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde_json::json;

use super::{
    Plan,
    drivers::{self, Driver},
    hold,
    pgbench::Script,
    record::{Recorder, Statement},
    replay::Replay,
    report::{Figure, Report},
    rounds::{Rounds, Sample, Spread},
    scenario::CONNECTIONS,
    seed::Seed,
    site::{Build, Program, Site},
};
use crate::http;

const SITES: u32 = 100;
/// The seed of the key that signs codes, in base64.
const SIGNING_KEY: &str = "YS1xdW90ZS1rZXktb2YtdGhlLWJlbmNoLTMyLWJ5dGU=";
/// Open visits of each connection: fewer than the spots of one site, enough for the rate at 100.
const DEPTHS: [(u32, usize); 2] = [(1, 10), (SITES, 40)];
/// Duration of the recorded visit. One that ends before its first full second is cancelled.
const STAY: Duration = Duration::from_millis(2_100);
/// The installation of the app in the recorded check-in.
const APP_DEVICE: &str = "00000000-0000-4000-8000-000000000007";
/// Columns of a driver and a site with the names of their pgbench variables.
const COLUMNS: &str = "d.user_id, d.session_id, d.email, d.customer, d.card_id, d.payment_method, \
    s.site_id, s.zone_id, s.device_id, s.lane_in, s.lane_out, s.entrance, s.exit, s.site_lat, \
    s.site_lng";

pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let mut site = Site::start(build, Seed::Sites)?;
    site.set([("QUOTE_SIGNING_KEY", SIGNING_KEY)]);
    let scenario = Visits::new(&site)?;
    let recorder = Recorder::start(&site)?;
    let (script, entered, left) = scenario.record(&recorder)?;
    drop(recorder);
    for (name, count) in [("check-in", entered), ("check-out", left)] {
        let count = Spread::once(f64::from(u32::try_from(count)?));
        report.add(Figure::new(format!("round trips to the database for a {name}"), "", count));
    }
    for (sites, depth) in DEPTHS {
        let place = if sites == 1 { "one site".to_owned() } else { format!("{sites} sites") };
        let [http, ceiling] = scenario.measure(&script, sites, depth, plan.rounds)?;
        let name = format!("check-in, check-out at {place}, {CONNECTIONS} connections");
        hold::add(report, &name, &http, &ceiling);
    }
    Ok(())
}

/// Values in statements, each with the name of its pgbench variable.
type KnownValues = Vec<(String, String)>;

/// Signed-in drivers with saved cards, and the codes of all sites.
struct Visits<'a> {
    site: &'a Site<'a>,
    api: Program,
    drivers: Vec<Driver>,
    codes: Vec<Codes>,
}

/// Contents of the codes of a site.
#[derive(Serialize)]
struct Codes {
    entrance: String,
    exit: String,
}

impl<'a> Visits<'a> {
    fn new(site: &'a Site<'a>) -> Result<Self> {
        let api = site.api(&[])?;
        let prefix = format!("visit-{}", std::time::UNIX_EPOCH.elapsed()?.as_millis());
        let mut drivers = drivers::sign_up(&api, &prefix, usize::try_from(CONNECTIONS)?)?;
        for driver in &mut drivers {
            driver.save_card(site, &api)?;
        }
        drivers::store(site, &prefix)?;
        let codes = issue_codes(site, &api, &prefix)?;
        Ok(Self { site, api, drivers, codes })
    }

    /// Returns the script of a check-in and a check-out, and the number of statements of each.
    fn record(&self, recorder: &Recorder) -> Result<(Script, usize, usize)> {
        // The first requests may run further statements whose results are cached.
        self.record_visit(recorder)?;
        let (entered, known, left) = self.record_visit(recorder)?;
        let is_choice = |statement: &Statement| {
            let sql = statement.sql.to_lowercase();
            sql.starts_with("select s.id") && sql.contains("skip locked")
        };
        let choice = entered.iter().position(is_choice).context("no spot is chosen")?;
        let (before, from) = entered.split_at(choice);
        let (choice, from) = from.split_first().context("no spot is chosen")?;
        let is_insert = |statement: &Statement| {
            statement.sql.to_lowercase().starts_with("insert into \"reservations\"")
        };
        let insert = from.iter().position(is_insert).context("no reservation")?;
        let (between, from) = from.split_at(insert);
        let (insert, after) = from.split_first().context("no reservation")?;
        let mut replay = Replay::new(&known)?;
        replay.add(before);
        replay.add_choice(choice, "spot_");
        replay.add(between);
        // Another client may have reserved the spot since the choice read the reservations.
        replay.add_conflicting_insert(insert)?;
        replay.line("\\if :won");
        replay.add(after);
        replay.add(&left);
        replay.line("\\else");
        replay.line("rollback;");
        replay.line("\\endif");
        let lookup = format!(
            "select {COLUMNS}, '\\x' || encode(sha256(gen_random_uuid()::text::bytea), 'hex') as \
                app_hash from bench.drivers d, bench.sites s where d.n = :client_id and s.n = :n"
        );
        let (text, constants) = replay.finish("\\set n random(0, :sites - 1)", Some(&lookup));
        let script = Script::write(self.site.place.root(), "visit", &text, constants)?;
        Ok((script, entered.len(), left.len()))
    }

    /// Returns the statements of a check-in, the values in them with their variables, and the
    /// statements of the check-out.
    fn record_visit(
        &self,
        recorder: &Recorder,
    ) -> Result<(Vec<Statement>, KnownValues, Vec<Statement>)> {
        let driver = self.drivers.first().context("no driver")?;
        let codes = self.codes.first().context("no site")?;
        let (entered, visit) =
            recorder.record(|api| driver.enter(api, &codes.entrance, APP_DEVICE))?;
        let visit = http::text(&visit, "/id");
        let known = self.known_values(&visit)?;
        // Meanwhile the state of the site is refreshed, which is not part of the request.
        thread::sleep(STAY);
        let (left, ()) = recorder.record(|api| driver.leave(api, &visit, &codes.exit))?;
        let reason = self.site.query(&format!(
            "select v.end_reason || ' ' || r.status from visits v join reservations r on r.id = \
             v.reservation_id where v.id = '{visit}'"
        ))?;
        ensure!(reason == "exit completed", "the visit has ended by {reason}");
        thread::sleep(STAY);
        Ok((entered, known, left))
    }

    /// The values of the first driver, the first site and an open visit, with their variables.
    fn known_values(&self, visit: &str) -> Result<KnownValues> {
        let row = self.site.query(&format!(
            "select {COLUMNS}, r.spot_id, '\\x' || encode(v.app_device_hash, 'hex') as app_hash \
                from bench.drivers d, bench.sites s, visits v join reservations r on r.id = \
                v.reservation_id where d.n = 0 and s.n = 0 and v.id = '{visit}'"
        ))?;
        let columns = format!("{COLUMNS}, r.spot_id, app_hash");
        let names = columns.split(", ").filter_map(|column| column.rsplit(['.', ' ']).next());
        Ok(row
            .split('|')
            .zip(names)
            .map(|(value, name)| (value.to_owned(), name.to_owned()))
            .collect())
    }

    fn measure(
        &self,
        script: &Script,
        sites: u32,
        depth: usize,
        rounds: Rounds,
    ) -> Result<[Vec<Sample>; 2]> {
        let codes = self.codes.get(..usize::try_from(sites)?).context("too few sites")?;
        let script = script.with(&[("sites", sites.to_string())]);
        rounds.run([
            &mut |seconds| {
                self.site.sample(&json!({ "verb": "visit", "address": self.api.address,
                    "seconds": seconds, "drivers": self.drivers, "sites": codes, "depth": depth }))
            },
            &mut |seconds| script.run(&self.site.database, CONNECTIONS, seconds),
        ])
    }
}

/// Issues the codes of all sites as an operator, and stores the sites in the table `bench.sites`.
fn issue_codes(site: &Site<'_>, api: &Program, prefix: &str) -> Result<Vec<Codes>> {
    let prefix = format!("operator-{prefix}");
    let operators = drivers::sign_up(api, &prefix, 1)?;
    let operator = operators.first().context("no operator")?;
    site.query(&format!("update users set role = 'operator' where email = '{}'", operator.email))?;
    let mut codes = Vec::new();
    for number in 0..SITES {
        let issue = |kind: &str, side: u32| {
            let path = format!("admin/sites/{}/codes", numbered("8004", number));
            let lane = numbered("8006", number * 2 + side);
            let code = operator.post(api, &path, &json!({ "kind": kind, "lane_id": lane }))?;
            let url = http::text(&code, "/url");
            let (_, token) = url.rsplit_once("/go/").context("a code without an address")?;
            anyhow::Ok(token.to_owned())
        };
        codes.push(Codes { entrance: issue("entrance", 0)?, exit: issue("exit", 1)? });
    }
    site.query(
        "drop table if exists bench.sites; create table bench.sites as select \
         row_number() over (order by s.id)::int - 1 as n, s.id as site_id, z.id as zone_id, \
         i.gateway_id as device_id, i.id as lane_in, o.id as lane_out, \
         (select c.id from entry_codes c where c.lane_id = i.id order by c.id desc limit 1) as \
         entrance, \
         (select c.id from entry_codes c where c.lane_id = o.id order by c.id desc limit 1) as \
         exit, \
         s.lat as site_lat, s.lng as site_lng \
         from sites s join zones z on z.site_id = s.id join lanes i on i.site_id = s.id and \
         i.direction = 'in' join lanes o on o.site_id = s.id and o.direction = 'out'; \
         alter table bench.sites add primary key (n); analyze bench.sites",
    )?;
    Ok(codes)
}

/// The id that `xtask/bench/visits.sql` gives a row.
fn numbered(kind: &str, number: u32) -> String {
    format!("00000000-0000-7000-{kind}-{number:012x}")
}
