//! Knowledge and memory of the equipment.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    time::SystemTime,
};

use chrono::{DateTime, Utc};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    Config, Direction, Fault, Lane, OpenedBy, Opening, Reported,
    api::{Api, Failure},
    camera::Webhooks,
    clock::DeviceClock,
    events::Event,
    pass::{Holder, PassKey},
};

pub(crate) struct SimulatorState {
    pub(crate) api: Api,
    pub(crate) clock: DeviceClock,
    pub(crate) config: watch::Sender<Config>,
    /// `true` while the network is cut.
    network: watch::Sender<bool>,
    pub(crate) equipment: Mutex<Equipment>,
    /// Number of changes of the equipment.
    changes: watch::Sender<u64>,
    pub(crate) webhooks: Mutex<Webhooks>,
}

/// The gateway with its barriers.
#[derive(Debug)]
pub(crate) struct Equipment {
    /// `None` before the first connection.
    pub(crate) site_id: Option<Uuid>,
    /// `false` if the site lets a vehicle in that has not left.
    pub(crate) checks_passback: bool,
    pub(crate) lanes: Vec<Lane>,
    pub(crate) keys: Vec<PassKey>,
    /// Holders of passes that were let in and not yet let out.
    pub(crate) inside: HashSet<Holder>,
    /// Outcomes by command: a command is executed once, however often it is delivered.
    pub(crate) executed: HashMap<Uuid, &'static str>,
    /// Events without an answer, the oldest first.
    pub(crate) queue: VecDeque<Event>,
    pub(crate) reported: Vec<Reported>,
    /// Number of the last event.
    sequence: i64,
    pub(crate) fault: Option<Fault>,
}

/// The simulator at a moment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshot {
    pub is_offline: bool,
    /// The gateway knows its lanes and the keys of passes.
    pub is_connected: bool,
    pub lanes: Vec<Lane>,
    /// Number of events without an answer.
    pub queued: usize,
    /// Number of passes that were let in and not yet let out.
    pub admitted: usize,
    /// Events that the api has answered, in the order of the answers.
    pub reported: Vec<Reported>,
    pub fault: Option<Fault>,
}

impl Equipment {
    /// The events are numbered from the present time on, so that a gateway that is started again
    /// does not repeat a number.
    fn new(fault: Option<Fault>) -> Self {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self {
            site_id: None,
            checks_passback: true,
            lanes: Vec::new(),
            keys: Vec::new(),
            inside: HashSet::new(),
            executed: HashMap::new(),
            queue: VecDeque::new(),
            reported: Vec::new(),
            sequence: i64::try_from(now.as_millis()).unwrap_or_default(),
            fault,
        }
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.site_id.is_some()
    }

    pub(crate) fn lane(&self, direction: Direction) -> Option<Uuid> {
        self.lanes.iter().find(|lane| lane.admits(direction)).map(|lane| lane.id)
    }

    /// Opens the barrier of a lane, and lets the vehicle pass. Returns whether it has opened.
    pub(crate) fn open(
        &mut self,
        lane: Uuid,
        by: OpenedBy,
        command_id: Option<Uuid>,
        at: DateTime<Utc>,
    ) -> bool {
        if self.fault == Some(Fault::RefuseToOpen) {
            return false;
        }
        if let Some(lane) = self.lanes.iter_mut().find(|one| one.id == lane) {
            lane.openings.push(Opening { at, by, command_id });
        }
        true
    }

    /// Queues an event.
    pub(crate) fn note(
        &mut self,
        kind: &'static str,
        lane_id: Uuid,
        at: DateTime<Utc>,
        pass: Option<&str>,
    ) {
        self.sequence += 1;
        let (sequence, pass) = (self.sequence, pass.map(str::to_owned));
        self.queue.push_back(Event { sequence, kind, lane_id, at, pass });
    }

    /// Returns whether the service knows of every vehicle that was let in or out.
    pub(crate) fn is_reported(&self) -> bool {
        self.queue.iter().all(|event| event.kind != "opened_offline")
    }

    /// Removes the events that were answered from the queue.
    pub(crate) fn answer(&mut self, answers: &[(i64, String, Option<Uuid>)]) {
        for (sequence, outcome, visit_id) in answers {
            let Some(at) = self.queue.iter().position(|event| event.sequence == *sequence) else {
                continue;
            };
            let Some(event) = self.queue.remove(at) else { continue };
            self.reported.push(Reported {
                sequence: *sequence,
                kind: event.kind.to_owned(),
                outcome: outcome.clone(),
                visit_id: *visit_id,
            });
        }
    }

    /// Gives events up.
    pub(crate) fn drop_events(&mut self, events: &[Event]) {
        self.queue.retain(|queued| events.iter().all(|event| event.sequence != queued.sequence));
    }
}

impl SimulatorState {
    pub(crate) fn new(api: &str, config: Config) -> Self {
        Self {
            api: Api::new(api),
            clock: DeviceClock::default(),
            config: watch::Sender::new(config),
            network: watch::Sender::new(false),
            equipment: Mutex::new(Equipment::new(None)),
            changes: watch::Sender::new(0),
            webhooks: Mutex::default(),
        }
    }

    /// Changes the equipment, and wakes those who wait for a change.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Equipment) -> T) -> T {
        let result = change(&mut self.equipment.lock());
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
        result
    }

    /// Waits until the equipment is in a state.
    pub(crate) async fn wait_for(&self, is_so: impl Fn(&Equipment) -> bool) {
        let mut changes = self.changes.subscribe();
        loop {
            let is_done = is_so(&self.equipment.lock());
            if is_done {
                return;
            }
            if changes.changed().await.is_err() {
                return;
            }
        }
    }

    /// Replaces the credentials. Returns those before.
    pub(crate) fn configure(&self, config: Config) -> Config {
        let is_other = self.config.borrow().device_key != config.device_key;
        if is_other {
            self.change(|equipment| *equipment = Equipment::new(equipment.fault));
        }
        self.config.send_replace(config)
    }

    pub(crate) fn set_offline(&self, is_offline: bool) {
        self.network.send_replace(is_offline);
    }

    pub(crate) fn is_offline(&self) -> bool {
        *self.network.borrow()
    }

    pub(crate) async fn until_online(&self) {
        drop(self.network.subscribe().wait_for(|is_offline| !is_offline).await);
    }

    async fn until_offline(&self) {
        drop(self.network.subscribe().wait_for(|is_offline| *is_offline).await);
    }

    /// Waits for a response, which does not arrive once the network is cut.
    pub(crate) async fn while_online<T>(
        &self,
        response: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        tokio::select! {
            biased;
            () = self.until_offline() => Err(Failure::Unreachable),
            response = response => response,
        }
    }

    pub(crate) fn openings(&self, lane: Uuid) -> Vec<Opening> {
        let equipment = self.equipment.lock();
        let lane = equipment.lanes.iter().find(|one| one.id == lane);
        lane.map(|lane| lane.openings.clone()).unwrap_or_default()
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        let equipment = self.equipment.lock();
        Snapshot {
            is_offline: self.is_offline(),
            is_connected: equipment.is_connected(),
            lanes: equipment.lanes.clone(),
            queued: equipment.queue.len(),
            admitted: equipment.inside.len(),
            reported: equipment.reported.clone(),
            fault: equipment.fault,
        }
    }
}
