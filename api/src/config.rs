//! The settings of the api.

use std::net::SocketAddr;

use shared::{
    billing,
    places::{self, domain::terms::Terms},
    platform::{
        config::{
            Environment, amqp, auth, database, edge, geocoder, http, jobs, limits, live, mail,
            metrics, redis, search, web,
        },
        domain::mail_sender::MailSender,
    },
    pricing::{self, quote_signer::QuoteKey},
};
use url::Url;

/// All settings of `api serve`.
#[derive(Debug, Clone)]
pub struct ApiConfig {
    pub database: database::Settings,
    pub amqp: amqp::Settings,
    pub redis: redis::Settings,
    pub gateway: billing::gateway::GatewaySettings,
    /// Stripe settings of the web app and of webhooks.
    pub stripe: billing::config::Settings,
    pub auth: auth::Settings,
    /// Keys of signed quotes, the current one first.
    pub quote_keys: Vec<QuoteKey>,
    pub http: http::Settings,
    pub jobs: jobs::Settings,
    /// The rules for reservations.
    pub terms: Terms,
    /// Public base URL of the site.
    pub public_url: Url,
    /// Sender of mails and of calendar files.
    pub mail_sender: MailSender,
    /// Settings of the proxies and origins in front of the api.
    pub edge: edge::Settings,
    /// Rate limits.
    pub limits: limits::Settings,
    /// Settings of the live updates.
    pub live: live::Settings,
    /// Settings of the web app.
    pub web: web::Settings,
    /// Settings of the geocoder; `None` if only our own places are found.
    pub geocoder: Option<geocoder::Settings>,
    /// Address of the metrics; `None` to serve none.
    pub metrics: Option<SocketAddr>,
    /// `true` if searches use the read model in memory.
    pub search_from_memory: bool,
}

impl ApiConfig {
    /// Reads all variables, so that all problems are reported together; `None` if there are any.
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let database = database::Settings::from_env(env);
        let amqp = amqp::Settings::from_env(env);
        let redis = redis::Settings::from_env(env);
        let gateway = billing::config::gateway_from_env(env);
        let stripe = billing::config::Settings::from_env(env);
        let auth = auth::Settings::from_env(env);
        let quote_keys = pricing::config::quote_keys_from_env(env);
        let http = http::Settings::from_env(env);
        let jobs = jobs::Settings::from_env(env);
        let terms = places::config::from_env(env);
        let live = live::Settings::from_env(env);
        let public_url = mail::public_url_from_env(env);
        let mail_sender = mail::sender_from_env(env);
        let edge = edge::Settings::from_env(env);
        let limits = limits::Settings::from_env(env);
        let web = web::Settings::from_env(env);
        let geocoder = geocoder::Settings::from_env(env);
        let metrics = metrics::from_env(env, metrics::API_PORT);
        let search_from_memory = search::from_env(env);
        Some(Self {
            database: database?,
            amqp: amqp?,
            redis: redis?,
            gateway: gateway?,
            stripe: stripe?,
            auth: auth?,
            quote_keys: quote_keys?,
            http: http?,
            jobs: jobs?,
            terms: terms?,
            public_url: public_url?,
            mail_sender: mail_sender?,
            edge: edge?,
            limits: limits?,
            live: live?,
            web: web?,
            geocoder: geocoder?,
            metrics: metrics?,
            search_from_memory: search_from_memory?,
        })
    }
}
