//! What every job may use.

use std::sync::Arc;

use shared::{
    billing::{gateway::Gateway, payments::Payments},
    places::domain::terms::Terms,
    platform::{cache::Cache, clock::Clock, config::jobs, db::Db, relay::Relay},
    reservations::{card_setup::CardSetup, links::Links},
};

use crate::email::Mailer;

/// The parts of a running worker. Clones are cheap and share everything.
#[derive(Clone)]
pub struct Context {
    pub db: Db,
    /// Redis: results and news.
    pub cache: Cache,
    pub gateway: Gateway,
    pub mailer: Mailer,
    /// Where the links in mails lead.
    pub links: Links,
    pub clock: Clock,
    /// The terms of reservation.
    pub terms: Arc<Terms>,
    pub jobs: jobs::Settings,
    /// Publishes what is overdue.
    pub relay: Relay,
}

impl Context {
    /// Talks to Stripe about payments.
    pub(crate) fn payments(&self) -> Payments {
        Payments {
            db: self.db.clone(),
            gateway: self.gateway.clone(),
            terms: Arc::clone(&self.terms),
        }
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
