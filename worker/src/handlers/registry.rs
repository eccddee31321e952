//! The registry of all jobs: parses a stored job by its kind.

#[cfg(test)]
mod tests;

use std::{borrow::Cow, collections::HashMap, fmt::Debug, pin::Pin};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use shared::{
    billing::jobs::{
        CollectCharge, DetachCard, DunCharge, IssueRefund, RecordFee, SendMail, SyncDispute,
        SyncPayment, SyncRefund, WriteOffCharge,
    },
    identity::jobs::{AccountEvent, SendAccountMail, SendVerification},
    platform::{
        domain::{
            mail::{AccountMail, MailTemplate},
            revision::Revision,
        },
        jobs::UnknownJob,
    },
    reservations::jobs::{
        EndReservation, ExpireHold, ReleaseCard, Remind, SendGuestLink, SyncSetupIntent,
    },
    visits::jobs::RemindVisit,
};

use super::Handle;
use crate::{Context, executor::Outcome};

/// The run of a job. It does not begin before it is polled.
type Run = Pin<Box<dyn Future<Output = anyhow::Result<Outcome>> + Send>>;

type Parse = Box<dyn Fn(&Value) -> serde_json::Result<Box<dyn StoredJob>> + Send + Sync>;

/// A parsed job of any kind.
pub(crate) trait StoredJob: Debug + Send {
    fn max_attempts(&self) -> i32;

    fn start(self: Box<Self>, context: Context) -> Run;
}

impl<J: Handle> StoredJob for J {
    fn max_attempts(&self) -> i32 {
        J::MAX_ATTEMPTS
    }

    fn start(self: Box<Self>, context: Context) -> Run {
        Box::pin(async move { (*self).run(&context).await })
    }
}

/// The parsers of all jobs, by kind.
pub(crate) struct Registry(HashMap<Cow<'static, str>, Parse>);

impl Registry {
    /// Returns the registry with every kind of job.
    pub(crate) fn new() -> Self {
        let mut registry = Self(HashMap::new());

        registry.add::<SendVerification>();
        for &template in AccountMail::ALL {
            registry.insert(SendAccountMail::kind_of(template), move |payload| {
                Ok(SendAccountMail { template, event: AccountEvent::deserialize(payload)? })
            });
        }

        registry.add::<CollectCharge>();
        registry.add::<DetachCard>();
        registry.add::<DunCharge>();
        registry.add::<IssueRefund>();
        registry.add::<RecordFee>();
        for &template in MailTemplate::ALL {
            registry.insert(SendMail::kind_of(template), move |payload| {
                Ok(SendMail { template, of: Revision::deserialize(payload)? })
            });
        }
        registry.add::<SyncDispute>();
        registry.add::<SyncPayment>();
        registry.add::<SyncRefund>();
        registry.add::<WriteOffCharge>();

        registry.add::<EndReservation>();
        registry.add::<ExpireHold>();
        registry.add::<ReleaseCard>();
        registry.add::<Remind>();
        registry.add::<SendGuestLink>();
        registry.add::<SyncSetupIntent>();

        registry.add::<RemindVisit>();
        registry
    }

    /// Parses a stored job.
    ///
    /// # Errors
    /// [`UnknownJob`] when the kind or the payload is unknown.
    pub(crate) fn parse(
        &self,
        kind: &str,
        payload: &Value,
    ) -> Result<Box<dyn StoredJob>, UnknownJob> {
        let job = self.0.get(kind).and_then(|parse| parse(payload).ok());
        job.ok_or_else(|| UnknownJob { kind: kind.to_owned() })
    }

    fn add<J: Handle + DeserializeOwned>(&mut self) {
        self.insert(J::KIND, deserialize::<J>);
    }

    fn insert<J: Handle>(
        &mut self,
        kind: impl Into<Cow<'static, str>>,
        parse: impl Fn(&Value) -> serde_json::Result<J> + Send + Sync + 'static,
    ) {
        let boxed: Parse = Box::new(move |payload| Ok(Box::new(parse(payload)?)));
        self.0.insert(kind.into(), boxed);
    }
}

fn deserialize<J: DeserializeOwned>(payload: &Value) -> serde_json::Result<J> {
    J::deserialize(payload)
}
