//! Shared resources of the job handlers.

use std::sync::Arc;

use shared::{
    billing::{gateway::Gateway, payments::Payments},
    places::domain::terms::Terms,
    platform::{cache::Cache, clock::Clock, config::jobs, db::Db, relay::Relay},
    reservations::{card_setup::CardSetup, links::Links},
};

use crate::email::Mailer;

/// The resources of a running worker. Clones are cheap and share everything.
#[derive(Clone)]
pub struct Context {
    pub db: Db,
    /// Redis: cached results and events.
    pub cache: Cache,
    pub gateway: Gateway,
    pub mailer: Mailer,
    /// Builds and signs the links in mails.
    pub links: Links,
    pub clock: Clock,
    pub terms: Arc<Terms>,
    pub jobs: jobs::Settings,
    pub relay: Relay,
}

impl Context {
    /// Returns a client for payments at Stripe.
    pub(crate) fn payments(&self) -> Payments {
        Payments {
            db: self.db.clone(),
            gateway: self.gateway.clone(),
            terms: Arc::clone(&self.terms),
        }
    }

    /// Returns a client for cards at Stripe.
    pub(crate) fn card_setup(&self) -> CardSetup {
        CardSetup {
            db: self.db.clone(),
            gateway: self.gateway.clone(),
            terms: Arc::clone(&self.terms),
        }
    }
}
