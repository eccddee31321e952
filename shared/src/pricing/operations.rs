//! Operations of operators on tariffs and reduced-rate permits, one file per verb, the import of
//! meters and curbs, and the tariffs of the demo city. Except for the import and the demo, each
//! runs inside the transaction of its caller and records an audit event.

pub mod assign_tariff;
pub mod check_document;
mod check_start;
pub mod create_demo_tariffs;
pub mod create_tariff;
pub mod discard_draft;
pub mod end_assignment;
pub mod end_yield_policy;
pub mod grant_reduced_rate_permit;
pub mod import_meters;
pub mod publish_draft;
pub mod publish_version;
pub mod rename_tariff;
mod restore_base_rates;
pub mod revoke_reduced_rate_permit;
pub mod set_occupancy_policy;
pub mod set_yield_policy;

pub use assign_tariff::{AssignTariff, assign_tariff};
pub use check_document::check_document;
pub use create_demo_tariffs::create_demo_tariffs;
pub use create_tariff::create_tariff;
pub use discard_draft::discard_draft;
pub use end_assignment::end_assignment;
pub use end_yield_policy::end_yield_policy;
pub use grant_reduced_rate_permit::{GrantReducedRatePermit, grant_reduced_rate_permit};
pub use import_meters::{CurbFiles, ImportedMeters, MeterFiles, import_columns, import_curbs};
pub use publish_draft::{PublishDraft, publish_draft};
pub use publish_version::{PublishVersion, publish_version};
pub use rename_tariff::rename_tariff;
pub use revoke_reduced_rate_permit::revoke_reduced_rate_permit;
pub use set_occupancy_policy::set_occupancy_policy;
pub use set_yield_policy::{SetYieldPolicy, set_yield_policy};
