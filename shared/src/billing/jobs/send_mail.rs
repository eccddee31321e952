//! Sends a mail about a revision of a reservation. The job is in `billing` because mails about
//! charges and refunds are enqueued here.

use std::borrow::Cow;

use serde::Serialize;

use crate::platform::{
    domain::{mail::MailTemplate, revision::Revision},
    jobs::Job,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SendMail {
    /// Stored in the kind, not in the payload.
    #[serde(skip_serializing)]
    pub template: MailTemplate,
    pub of: Revision,
}

impl SendMail {
    pub fn kind_of(template: MailTemplate) -> String {
        format!("{}.{}", Self::KIND, template.as_str())
    }
}

impl Job for SendMail {
    const KIND: &'static str = "mail";

    fn kind(&self) -> Cow<'static, str> {
        Self::kind_of(self.template).into()
    }

    fn dedupe_key(&self) -> String {
        format!("{}:{}", self.of.reservation_id, self.of.revision)
    }
}
