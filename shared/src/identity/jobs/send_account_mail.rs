//! Sends a user a mail about the account.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::platform::{
    domain::{ids::UserId, mail::AccountMail},
    jobs::Job,
};

/// The event that a mail about an account reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEvent {
    pub user_id: UserId,
    /// Id of the event: one mail per template is sent for it.
    pub about: Uuid,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SendAccountMail {
    /// Stored in the kind, not in the payload.
    #[serde(skip_serializing)]
    pub template: AccountMail,
    pub event: AccountEvent,
}

impl SendAccountMail {
    pub fn kind_of(template: AccountMail) -> String {
        format!("{}.{}", Self::KIND, template.as_str())
    }
}

impl Job for SendAccountMail {
    const KIND: &'static str = "account_mail";

    fn kind(&self) -> Cow<'static, str> {
        Self::kind_of(self.template).into()
    }

    fn dedupe_key(&self) -> String {
        self.event.about.to_string()
    }
}
