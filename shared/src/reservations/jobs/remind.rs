//! Reminds the driver that the stay ends soon.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::revision::Revision, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remind(pub Revision);

impl Job for Remind {
    const KIND: &'static str = "reservation.remind";

    fn dedupe_key(&self) -> String {
        self.0.reservation_id.to_string()
    }
}
