//! Stores errors of Stripe that the operator has to resolve, for display in the console.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    gateway::{Call, ErrorClass, Gateway, GatewayError},
    models::stripe_alarm::StripeAlarm,
};
use crate::{
    Error,
    platform::{clock::Clock, db::Db},
};

/// Minimum interval between two records of the same error.
const RECORD_INTERVAL: TimeDelta = TimeDelta::seconds(30);

/// Returns the same client, which also stores such errors. A failure to do so is logged.
pub fn keep_alarms(gateway: Gateway, db: &Db, clock: &Clock) -> Gateway {
    let (db, clock) = (db.clone(), clock.clone());
    let recorded: Mutex<HashMap<(Call, ErrorClass), DateTime<Utc>>> = Mutex::default();
    gateway.with_alarms(Arc::new(move |error: &GatewayError| {
        let (db, error, now) = (db.clone(), error.clone(), clock.now());
        let mut recorded = recorded.lock().unwrap_or_else(PoisonError::into_inner);
        if recorded.get(&(error.call, error.class)).is_some_and(|at| now - *at < RECORD_INTERVAL) {
            return;
        }
        recorded.insert((error.call, error.class), now);
        tokio::spawn(async move {
            let stored =
                db.write(move |conn| Ok::<_, Error>(StripeAlarm::record(conn, &error, now)?)).await;
            if let Err(failure) = stored {
                tracing::warn!(error = %failure, "An error of Stripe could not be recorded");
            }
        });
    }))
}
