//! The state that all handlers share.

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

/// Maximum number of legacy lists of all spots that are built concurrently.
const LEGACY_LISTS: usize = 2;

/// A running api. Clones share their state.
#[derive(Clone)]
pub struct App(Arc<Running>);

/// The components of a running api.
pub struct Running {
    /// PostgreSQL, the authoritative store.
    pub db: Db,
    /// RabbitMQ, used for health checks only; the relay publishes jobs.
    pub amqp: Amqp,
    /// Redis, used for rate limits and notifications.
    pub cache: Cache,
    pub gateway: Gateway,
    /// Signs and verifies tokens.
    pub tokens: Tokens,
    pub clock: Clock,
    /// The rules for reservations.
    pub terms: Arc<Terms>,
    /// Stripe settings of the web app and of webhooks.
    pub stripe: Arc<stripe::Settings>,
    /// Public base URL of the site.
    pub public_url: Url,
    /// Settings of the proxies and origins in front of the api.
    pub edge: Arc<edge::Settings>,
    /// Settings of the web app.
    pub web: Arc<web::Settings>,
    /// Rate limits.
    pub(crate) limits: Limits,
    /// Sends live updates to WebSocket clients.
    pub(crate) live: Live,
    /// Tracks the last sign of life of the workers.
    pub(crate) workers: Workers,
    /// Hashes and verifies passwords.
    pub(crate) passwords: Passwords,
    pub(crate) hold_queue: HoldQueue,
    /// Cached list of cities.
    pub(crate) places: Places,
    /// All spots in memory; `None` if searches read the database.
    pub(crate) read_model: Option<ReadModel>,
    /// Limits the concurrent legacy lists of all spots to [`LEGACY_LISTS`].
    pub(crate) legacy_lists: Semaphore,
}

/// The components from which an [`App`] is built.
pub struct Parts {
    pub db: Db,
    pub amqp: Amqp,
    pub cache: Cache,
    pub gateway: Gateway,
    /// Signs and verifies tokens.
    pub tokens: Tokens,
    pub clock: Clock,
    /// The rules for reservations.
    pub terms: Terms,
    /// Stripe settings of the web app and of webhooks.
    pub stripe: stripe::Settings,
    /// Settings of the live updates.
    pub live: live::Settings,
    /// Public base URL of the site.
    pub public_url: Url,
    /// Settings of the proxies and origins in front of the api.
    pub edge: edge::Settings,
    /// Settings of the web app.
    pub web: web::Settings,
    /// Rate limits.
    pub limits: limits::Settings,
    /// Time without a worker after which new reservations are refused; `None` disables the check.
    pub worker_missing: Option<Duration>,
    /// `true` if searches are answered from memory.
    pub search_from_memory: bool,
}

impl Deref for App {
    type Target = Running;

    fn deref(&self) -> &Running {
        &self.0
    }
}

impl App {
    /// Builds the app. Requires a Tokio runtime, because it starts background tasks.
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

    /// Waits until the read model is loaded; returns at once if there is none.
    pub async fn loaded(&self) {
        if let Some(read_model) = &self.read_model {
            read_model.loaded().await;
        }
    }

    /// The current time of the app's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The Stripe client for payments.
    pub(crate) fn payments(&self) -> Payments {
        Payments {
            db: self.db.clone(),
            gateway: self.gateway.clone(),
            terms: Arc::clone(&self.terms),
        }
    }

    /// Builds the links in mails.
    pub(crate) fn links(&self) -> Links {
        Links { tokens: self.tokens.clone(), public_url: self.public_url.clone() }
    }

    /// The Stripe client for setting up cards.
    pub(crate) fn card_setup(&self) -> CardSetup {
        CardSetup {
            db: self.db.clone(),
            gateway: self.gateway.clone(),
            terms: Arc::clone(&self.terms),
        }
    }
}
