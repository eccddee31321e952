//! The state that all handlers share.

use std::sync::Arc;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use shared::{
    billing::{config as stripe, gateway::Gateway, payments::Payments, stripe_alarms::keep_alarms},
    places::domain::terms::Terms,
    platform::{
        amqp::Amqp,
        cache::Cache,
        clock::Clock,
        config::{edge, web},
        db::Db,
        domain::{ids::SiteId, mail_sender::MailSender},
        token::Tokens,
    },
    pricing::quote_signer::QuoteSigner,
    reservations::{card_setup::CardSetup, links::Links},
};
use tokio::sync::{Semaphore, watch};
use url::Url;

use crate::{
    ApiConfig, geocoder::Geocoder, hold_queue::HoldQueue, limits::Limits, live::Live,
    passwords::Passwords, places::Places, search::Search, site_states::SiteStates,
    streets::Streets, workers::Workers,
};

/// Maximum number of legacy lists of all spots that are built concurrently.
const LEGACY_LISTS: usize = 2;

/// The state as handlers take it: one pointer, because axum clones it for each request.
pub type App = Arc<AppState>;

/// Value of [`AppState::command_bell`] during shutdown: no device waits any longer.
pub(crate) const STOPPING: u64 = u64::MAX;

/// The components of a running api.
pub struct AppState {
    /// PostgreSQL, the authoritative store.
    pub db: Db,
    /// RabbitMQ, used for health checks only; the relay publishes jobs.
    pub amqp: Amqp,
    /// Redis, used for rate limits and notifications.
    pub cache: Cache,
    pub gateway: Gateway,
    /// Signs and verifies tokens.
    pub tokens: Tokens,
    pub quote_signer: Arc<QuoteSigner>,
    pub clock: Clock,
    /// The rules for reservations.
    pub terms: Arc<Terms>,
    /// Stripe settings of the web app and of webhooks.
    pub stripe: stripe::Settings,
    /// Public base URL of the site.
    pub public_url: Url,
    /// Sender of mails and of calendar files.
    pub mail_sender: MailSender,
    /// Settings of the proxies and origins in front of the api.
    pub edge: edge::Settings,
    /// Settings of the web app.
    pub web: web::Settings,
    /// Rate limits.
    pub(crate) limits: Limits,
    /// Sends live updates to WebSocket clients.
    pub(crate) live: Live,
    /// Tracks the last heartbeat of the workers.
    pub(crate) workers: Workers,
    /// Hashes and verifies passwords.
    pub(crate) passwords: Passwords,
    pub(crate) hold_queue: HoldQueue,
    /// Cached list of cities.
    pub(crate) places: Places,
    /// Cached centre lines of streets.
    pub(crate) streets: Streets,
    /// Searches for free spots.
    pub(crate) search: Search,
    /// Refreshes the states of sites after changes.
    pub(crate) site_states: SiteStates,
    /// Changes after each commit of this process with a command for a device, so that waiting
    /// devices look for it. [`STOPPING`] during shutdown.
    pub(crate) command_bell: watch::Sender<u64>,
    /// Finds addresses and landmarks; `None` if no geocoder is configured.
    pub(crate) geocoder: Option<Arc<Geocoder>>,
    /// Limits the concurrent legacy lists of all spots to [`LEGACY_LISTS`].
    pub(crate) legacy_lists: Semaphore,
}

impl AppState {
    /// Builds the state. Requires a Tokio runtime, because it starts background tasks.
    ///
    /// # Errors
    /// When Redis' URL, or the settings of Stripe or of the geocoder are not usable.
    pub fn new(config: ApiConfig, db: Db, amqp: Amqp, clock: Clock) -> anyhow::Result<Self> {
        let cache = Cache::new(&config.redis).context("REDIS_URL")?;
        let gateway = keep_alarms(Gateway::new(&config.gateway)?, &db, &clock);
        let geocoder = config
            .geocoder
            .map(|settings| Geocoder::new(settings, &config.public_url, &cache, &clock))
            .transpose()
            .context("GEOCODER_URL")?;
        tokio::spawn(cache.clone().publish_map_changes(db.commits()));
        Ok(Self {
            limits: Limits::new(config.limits, cache.clone(), clock.clone()),
            live: Live::new(config.live, db.clone(), cache.clone(), clock.clone()),
            search: Search::new(&db, &clock, config.search_from_memory),
            site_states: SiteStates::start(db.clone(), clock.clone()),
            command_bell: watch::Sender::new(0),
            tokens: Tokens::new(&config.auth.jwt_secret).reading(&config.auth.older_jwt_secrets),
            quote_signer: Arc::new(QuoteSigner::new(config.quote_keys, &config.public_url)),
            workers: Workers::new(config.jobs.worker_missing),
            passwords: Passwords::new(),
            hold_queue: HoldQueue::default(),
            places: Places::default(),
            streets: Streets::default(),
            geocoder: geocoder.map(Arc::new),
            legacy_lists: Semaphore::new(LEGACY_LISTS),
            terms: Arc::new(config.terms),
            stripe: config.stripe,
            public_url: config.public_url,
            mail_sender: config.mail_sender,
            edge: config.edge,
            web: config.web,
            db,
            amqp,
            cache,
            gateway,
            clock,
        })
    }

    /// Waits until the read model is loaded; returns at once if there is none.
    pub async fn loaded(&self) {
        self.search.loaded().await;
    }

    /// The current time of the app's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Reports a commit that began, ended or changed a visit at a site, or issued a command.
    pub(crate) fn visit_changed(&self, site_id: SiteId, has_command: bool) {
        self.site_states.changed(site_id);
        if has_command {
            self.command_bell.send_modify(|count| *count = count.wrapping_add(1));
        }
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
