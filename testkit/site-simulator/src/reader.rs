//! The reader of passes. With a network it asks the service; without one it decides alone.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    OpenedBy,
    api::{Failure, send},
    pass::Pass,
    state::{Equipment, SimulatorState},
};

/// Time after which the service counts as unreachable. A driver waits at the barrier.
const TIMEOUT: Duration = Duration::from_secs(4);

/// The side of the barrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    In,
    Out,
}

/// The answer of the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scanned {
    pub opens: bool,
    /// The code of a problem, such as `site_full`; `None` if the barrier opens.
    pub reason: Option<String>,
}

impl Direction {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }
}

impl Scanned {
    fn of(refusal: Option<&str>) -> Self {
        Self { opens: refusal.is_none(), reason: refusal.map(str::to_owned) }
    }
}

/// Reads a pass at a lane. While the service does not know of vehicles that were let in or out, the
/// reader decides alone, so that events reach the service in their order.
pub(crate) async fn scan(state: &SimulatorState, direction: Direction, pass: &str) -> Scanned {
    let (lane, is_known) = {
        let equipment = state.equipment.lock();
        (equipment.lane(direction), equipment.is_reported())
    };
    let key = state.config.borrow().device_key.clone();
    let (Some(lane), Some(key)) = (lane, key) else { return Scanned::of(Some("no_lane")) };
    let answered = if is_known {
        let request = state.api.of_device(Method::POST, &key, "/device/scans").timeout(TIMEOUT);
        let request = request.json(&json!({ "lane_id": lane, "pass": pass }));
        state.while_online(send(request)).await
    } else {
        Err(Failure::Unreachable)
    };
    match answered {
        Ok((_, body)) => state.change(|equipment| equipment.follow(direction, pass, &body)),
        Err(refusal @ Failure::Refused { .. }) => Scanned::of(Some(refusal.code())),
        // It may have reached the service: the event that follows is known there.
        Err(Failure::Unreachable) => {
            let now = state.clock.now();
            state.change(|equipment| equipment.decide(lane, direction, pass, now))
        }
    }
}

impl Equipment {
    /// Remembers the decision of the service. The barrier opens by the command that follows.
    fn follow(&mut self, direction: Direction, text: &str, body: &Value) -> Scanned {
        let opens = body.get("opens").and_then(Value::as_bool).unwrap_or_default();
        if let Some(pass) = Pass::verify(text, &self.keys).filter(|_| opens) {
            self.remember(direction, pass);
        }
        let reason = body.get("reason").and_then(Value::as_str);
        Scanned { opens, reason: reason.filter(|_| !opens).map(str::to_owned) }
    }

    /// Decides without the service. An exit opens for everybody.
    fn decide(
        &mut self,
        lane: Uuid,
        direction: Direction,
        text: &str,
        now: DateTime<Utc>,
    ) -> Scanned {
        let pass = Pass::verify(text, &self.keys);
        if direction == Direction::In
            && let Err(refusal) = self.check(pass, now)
        {
            return Scanned::of(Some(refusal));
        }
        if !self.open(lane, OpenedBy::Pass, None, now) {
            self.note("fault", lane, now, None);
            return Scanned::of(Some("barrier_fault"));
        }
        if let Some(pass) = pass {
            self.remember(direction, pass);
        }
        self.note("opened_offline", lane, now, Some(text));
        self.note("passed", lane, now, None);
        Scanned::of(None)
    }

    /// Returns the reason not to let in the holder of a pass.
    fn check(&self, pass: Option<Pass>, now: DateTime<Utc>) -> Result<(), &'static str> {
        let pass = pass.ok_or("unknown_code")?;
        if Some(pass.site_id) != self.site_id {
            return Err("other_site");
        }
        if now < pass.from {
            return Err("too_early");
        }
        if pass.until <= now {
            return Err("code_revoked");
        }
        let is_inside = self.checks_passback && self.inside.contains(&pass.holder);
        if is_inside { Err("already_inside") } else { Ok(()) }
    }

    fn remember(&mut self, direction: Direction, pass: Pass) {
        match direction {
            Direction::In => self.inside.insert(pass.holder),
            Direction::Out => self.inside.remove(&pass.holder),
        };
    }
}
