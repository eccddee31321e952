//! Api, relay and worker in one process, with a clock that the test advances.

pub mod client;
mod drivers;
mod post;
mod queries;
mod roles;
pub mod site;
pub mod tariffs;
pub mod visits;
pub mod watcher;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use api::{ApiConfig, AppState};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use mail_catcher::MailCatcher;
use shared::{
    billing::{
        config as stripe,
        gateway::{Gateway, GatewaySettings},
        stripe_alarms::keep_alarms,
    },
    places::domain::terms::Terms,
    platform::{
        amqp::Amqp,
        cache::Cache,
        clock::Clock,
        config::{
            amqp, auth, database, edge, geocoder, http, jobs, limits, live, mail, redis, web,
        },
        db::Db,
        domain::ids::SpotId,
        relay::Relay,
        token::Tokens,
    },
    pricing::quote_signer::QuoteKey,
    reservations::links::Links,
};
use stripe_simulator::Simulator;
use testkit::{builders::City, database::TestDatabase, proxy::Proxy, servers};
use tokio::{net::TcpListener, task::JoinHandle};
use worker::{Context, consume, email::Mailer};

pub use client::{Client, Response};
pub use watcher::{Watcher, whole_city};

/// The start of every test: a Monday morning in New York.
pub const START: &str = "2030-06-03T13:00:00Z";
/// The time after which a waiting test fails.
pub const WAIT_TIMEOUT: Duration = Duration::from_secs(30);
/// The secret that signs tokens.
pub const JWT_SECRET: &str = "a-secret-of-the-tests-of-32-bytes!";
/// The key that signs quotes, in base64.
pub const QUOTE_SIGNING_KEY: &str = "YS1xdW90ZS1rZXktb2YtdGhlLXRlc3RzLTMyYnl0ZXM=";

/// Settings that differ between tests.
pub struct Options {
    pub terms: Terms,
    pub quote_keys: Vec<QuoteKey>,
    pub amqp_url: String,
    pub redis_url: String,
    pub stripe_timeout: Duration,
    pub edge: edge::Settings,
    /// Too high to be reached by default.
    pub limits: limits::Settings,
    pub live: live::Settings,
    pub web: web::Settings,
    /// None by default.
    pub geocoder: Option<geocoder::Settings>,
    pub public_url: String,
    pub mail_from: String,
    /// The time without a worker after which reservations are refused. None by default, because
    /// most tests run no worker.
    pub worker_missing: Option<Duration>,
    /// True by default: searches use the read model in memory.
    pub search_from_memory: bool,
    /// Connects through a proxy that can cut the connections to PostgreSQL.
    pub database_can_be_cut: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            terms: Terms::default(),
            quote_keys: vec![QUOTE_SIGNING_KEY.parse().unwrap()],
            amqp_url: servers::amqp_url(),
            redis_url: servers::redis_url(),
            stripe_timeout: Duration::from_secs(5),
            edge: edge::Settings::default(),
            limits: limits::Settings::all(limits::allowance((1_000_000, 1), (1_000_000, 1))),
            live: live::Settings::default(),
            web: web::Settings::default(),
            geocoder: None,
            public_url: "http://curbhold.example/".to_owned(),
            mail_from: "Curbhold <no-reply@curbhold.example>".to_owned(),
            worker_missing: None,
            search_from_memory: true,
            database_can_be_cut: false,
        }
    }
}

pub struct TestApp {
    pub clock: Clock,
    pub city: City,
    pub simulator: Simulator,
    pub mails: MailCatcher,
    pub context: Context,
    pub database: TestDatabase,
    /// In front of PostgreSQL, if `database_can_be_cut`.
    pub database_proxy: Option<Proxy>,
    config: ApiConfig,
    url: String,
    tasks: Vec<JoinHandle<()>>,
}

impl TestApp {
    /// The api alone.
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    /// Api, relay and worker.
    pub async fn with_worker() -> Self {
        let mut app = Self::new().await;
        app.start_relay();
        app.start_worker();
        app
    }

    /// The same, with required verification of addresses.
    pub async fn with_verification() -> Self {
        let terms = Terms { verify_emails: true, ..Terms::default() };
        let mut app = Self::with(Options { terms, ..Options::default() }).await;
        app.start_relay();
        app.start_worker();
        app
    }

    pub async fn with(options: Options) -> Self {
        let database = TestDatabase::new();
        let city = City::insert(&mut database.connect());
        let simulator = Simulator::start(stripe_simulator::Settings::default()).await.unwrap();
        let mails = MailCatcher::start(mail_catcher::Settings::default()).await.unwrap();
        let clock = Clock::fixed(START.parse().unwrap());
        let prefix = database.url().rsplit('/').next().unwrap().to_owned();

        let mut database_url: url::Url = database.url().parse().unwrap();
        let mut database_proxy = None;
        if options.database_can_be_cut {
            let target = format!("127.0.0.1:{}", database_url.port().unwrap()).parse().unwrap();
            let proxy = Proxy::start(target).await.unwrap();
            database_url.set_port(Some(proxy.address().port())).unwrap();
            database_proxy = Some(proxy);
        }
        let database_settings = database::Settings {
            url: database_url.as_str().into(),
            pool_size: 8,
            application_name: "test",
            statement_timeout_s: 10,
            // Longer than in production: hundreds of requests at once all get their turn.
            wait: Duration::from_secs(60),
        };
        let db = Db::new(&database_settings);
        let amqp = amqp::Settings { url: options.amqp_url.into(), prefix: prefix.clone() };
        let jobs = jobs::Settings {
            relay_interval: Duration::from_millis(20),
            relay_lease: Duration::from_secs(30),
            reconcile_interval: Duration::from_secs(3_600),
            republish_after: Duration::from_secs(60),
            lease: Duration::from_secs(60),
            retry_base: Duration::from_millis(100),
            heartbeat: Duration::from_secs(3_600),
            worker_missing: options.worker_missing,
        };
        let gateway_settings = GatewaySettings {
            secret_key: simulator.settings().secret_key.clone().into(),
            api_url: simulator.url().parse().unwrap(),
            timeout: options.stripe_timeout,
        };
        let gateway = Gateway::new(&gateway_settings).unwrap();
        let redis = redis::Settings { url: options.redis_url.into(), prefix };
        let cache = Cache::new(&redis).unwrap();
        let tokens = Tokens::new(&JWT_SECRET.into());
        let publisher = Amqp::new(amqp.clone(), "test");
        let relay = Relay {
            db: db.clone(),
            amqp: publisher.clone(),
            clock: clock.clone(),
            settings: jobs.clone(),
        };
        let public_url: url::Url = options.public_url.parse().unwrap();
        let smtp = mail::Settings {
            smtp_url: mails.smtp_url().into(),
            tls: mail::SmtpTls::Auto,
            ca_pem: None,
            from: options.mail_from.clone(),
            public_url: public_url.clone(),
        };
        let context = Context {
            db: db.clone(),
            cache,
            gateway: keep_alarms(gateway, &db, &clock),
            mailer: Mailer::new(&smtp).unwrap(),
            links: Links { tokens, public_url: public_url.clone() },
            clock: clock.clone(),
            terms: Arc::new(options.terms.clone()),
            jobs: jobs.clone(),
            relay,
        };
        let config = ApiConfig {
            database: database_settings,
            amqp: amqp.clone(),
            redis,
            gateway: gateway_settings,
            stripe: stripe_settings(&simulator),
            auth: auth::Settings { jwt_secret: JWT_SECRET.into(), older_jwt_secrets: Vec::new() },
            quote_keys: options.quote_keys,
            http: http::Settings {
                address: "127.0.0.1:0".parse().unwrap(),
                shutdown: WAIT_TIMEOUT,
                header_timeout: WAIT_TIMEOUT,
            },
            jobs,
            terms: options.terms,
            public_url,
            mail_sender: options.mail_from.parse().unwrap(),
            edge: options.edge,
            limits: options.limits,
            live: options.live,
            web: options.web,
            geocoder: options.geocoder,
            metrics: None,
            search_from_memory: options.search_from_memory,
        };
        let app = AppState::new(config.clone(), db, publisher, clock.clone()).unwrap();
        app.loaded().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let service = api::build(Arc::new(app)).into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        Self {
            clock,
            city,
            simulator,
            mails,
            context,
            database,
            database_proxy,
            config,
            url,
            tasks: vec![serving],
        }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Starts another api on the same database and Redis. Returns its URL.
    pub async fn another_api(&mut self, live: live::Settings) -> String {
        let config = ApiConfig {
            live,
            edge: edge::Settings::default(),
            web: web::Settings::default(),
            limits: Options::default().limits,
            search_from_memory: false,
            ..self.config.clone()
        };
        let (db, amqp) = (self.context.db.clone(), Amqp::new(config.amqp.clone(), "test"));
        let app = AppState::new(config, db, amqp, self.clock.clone()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let service = api::build(Arc::new(app)).into_make_service_with_connect_info::<SocketAddr>();
        self.tasks.push(tokio::spawn(async move { axum::serve(listener, service).await.unwrap() }));
        url
    }

    pub fn start_relay(&mut self) {
        let relay = self.context.relay.clone();
        self.tasks.push(tokio::spawn(async move { relay.run().await }));
    }

    pub fn start_worker(&mut self) {
        let (context, amqp) = (self.context.clone(), self.config.amqp.clone());
        self.tasks.push(tokio::spawn(async move {
            let (_stop, stopping) = tokio::sync::watch::channel(false);
            consume(context, amqp, stopping, Duration::from_secs(1)).await;
        }));
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn advance(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// A spot at $4.50 an hour.
    pub fn spot(&self, label: &str) -> SpotId {
        self.city.spot(&mut self.connect(), label, 0.0, 450)
    }

    pub fn connect(&self) -> PgConnection {
        self.database.connect()
    }
}

fn stripe_settings(simulator: &Simulator) -> stripe::Settings {
    stripe::Settings {
        publishable_key: simulator.settings().publishable_key.clone(),
        browser_library: simulator.url().parse::<url::Url>().unwrap().join("v3/").unwrap(),
        mode: stripe::Mode::Simulated,
        webhook_secrets: vec![simulator.settings().webhook_secret.clone().into()],
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}
