//! What every handler may use.

use std::{ops::Deref, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use shared::{
    billing::{config as stripe, gateway::Gateway, payments::Payments, stripe_alarms::keep_alarms},
    places::domain::terms::Terms,
    platform::{
        amqp::Amqp,
        cache::Cache,
        clock::Clock,
        config::{edge, limits, live, web},
        db::Db,
        token::Tokens,
    },
    reservations::{card_setup::CardSetup, links::Links},
};
use tokio::sync::Semaphore;
use url::Url;

use crate::{
    hold_queue::HoldQueue, limits::Limits, live::Live, passwords::Passwords, places::Places,
    read_model::ReadModel, workers::Workers,
};

/// The limit of lists of all spots that are made at once.
const LEGACY_LISTS: usize = 2;

/// A running api. Clones share everything.
#[derive(Clone)]
pub struct App(Arc<Running>);

/// The parts of a running api.
pub struct Running {
    /// PostgreSQL: the truth.
    pub db: Db,
    /// RabbitMQ: only asked whether it is there; the relay publishes.
    pub amqp: Amqp,
    /// Redis: news.
    pub cache: Cache,
    /// Stripe.
    pub gateway: Gateway,
    /// Signs and reads tokens.
    pub tokens: Tokens,
    /// Tells the time.
    pub clock: Clock,
    /// The terms of reservation.
    pub terms: Arc<Terms>,
    /// What browsers and webhooks need of Stripe.
    pub stripe: Arc<stripe::Settings>,
    /// Where drivers reach the site.
    pub public_url: Url,
    /// What lies between clients and us.
    pub edge: Arc<edge::Settings>,
    /// What browsers are shown.
    pub web: Arc<web::Settings>,
    /// How often the same may be asked for.
    pub(crate) limits: Limits,
    /// Tells those who watch what changes.
    pub(crate) live: Live,
    /// Knows whether workers are there.
    pub(crate) workers: Workers,
    /// Hashes and checks passwords.
    pub(crate) passwords: Passwords,
    pub(crate) hold_queue: HoldQueue,
    /// Knows the cities.
    pub(crate) places: Places,
    /// Knows every spot, unless the database is to be searched.
    pub(crate) read_model: Option<ReadModel>,
    /// Turns of those who want the original's list of all spots.
    pub(crate) legacy_lists: Semaphore,
}

/// What an [`App`] is made of.
pub struct Parts {
    /// PostgreSQL.
    pub db: Db,
    /// RabbitMQ.
    pub amqp: Amqp,
    /// Redis.
    pub cache: Cache,
    /// Stripe.
    pub gateway: Gateway,
    /// Signs and reads tokens.
    pub tokens: Tokens,
    /// Tells the time.
    pub clock: Clock,
    /// The terms of reservation.
    pub terms: Terms,
    /// What browsers and webhooks need of Stripe.
    pub stripe: stripe::Settings,
    /// How live updates are served.
    pub live: live::Settings,
    /// Where drivers reach the site.
    pub public_url: Url,
    /// What lies between clients and us.
    pub edge: edge::Settings,
    /// What browsers are shown.
    pub web: web::Settings,
    /// How often the same may be asked for.
    pub limits: limits::Settings,
    /// After how long without a worker new reservations are refused, if ever.
    pub worker_missing: Option<Duration>,
    /// Whether searches are answered from memory.
    pub search_from_memory: bool,
}

impl Deref for App {
    type Target = Running;

    fn deref(&self) -> &Running {
        &self.0
    }
}

impl App {
    /// Puts the parts together. Within a runtime, for what works in the background.
    pub fn new(parts: Parts) -> Self {
        let Parts {
            db,
            amqp,
            cache,
            gateway,
            tokens,
            clock,
            terms,
            stripe,
            live,
            public_url,
            edge,
            web,
            limits,
            ..
        } = parts;
        let (terms, stripe, edge, web) =
            (Arc::new(terms), Arc::new(stripe), Arc::new(edge), Arc::new(web));
        let limits = Limits::new(limits, cache.clone(), clock.clone());
        let gateway = keep_alarms(gateway, &db, &clock);
        let (live, passwords, places) = (Live::new(live), Passwords::new(), Places::default());
        let workers = Workers::new(parts.worker_missing);
        let read_model = parts.search_from_memory.then(|| ReadModel::start(&db, clock.clone()));
        Self(Arc::new(Running {
            db,
            amqp,
            cache,
            gateway,
            tokens,
            clock,
            terms,
            stripe,
            public_url,
            edge,
            web,
            limits,
            live,
            workers,
            passwords,
            hold_queue: HoldQueue::default(),
            places,
            read_model,
            legacy_lists: Semaphore::new(LEGACY_LISTS),
        }))
    }

    /// Waits until searches are answered from memory, if they ever are.
    pub async fn loaded(&self) {
        if let Some(read_model) = &self.read_model {
            read_model.loaded().await;
        }
    }

    /// The present instant.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Talks to Stripe about payments.
    pub(crate) fn payments(&self) -> Payments {
        Payments {
            db: self.db.clone(),
            gateway: self.gateway.clone(),
            terms: Arc::clone(&self.terms),
        }
    }

    /// Writes the addresses that drivers are sent to.
    pub(crate) fn links(&self) -> Links {
        Links { tokens: self.tokens.clone(), public_url: self.public_url.clone() }
    }

    /// Talks to Stripe about cards.
    pub(crate) fn card_setup(&self) -> CardSetup {
        CardSetup {
            db: self.db.clone(),
            gateway: self.gateway.clone(),
            terms: Arc::clone(&self.terms),
        }
    }
}
