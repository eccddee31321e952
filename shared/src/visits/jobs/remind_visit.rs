//! Reminds the driver of a visit that lasts long.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::ids::VisitId, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemindVisit {
    pub visit_id: VisitId,
}

impl Job for RemindVisit {
    const KIND: &'static str = "visit.remind";

    fn dedupe_key(&self) -> String {
        self.visit_id.to_string()
    }
}
