//! Operations on equipment, one file per verb. Each runs inside the transaction of its caller;
//! those of the console record an audit event.

pub mod create_camera;
pub mod create_device;
pub mod create_lane;
pub mod enrol_tag;
pub mod issue_code;
pub mod issue_command;
pub mod record_outcome;
pub mod reissue_code;
pub mod renew_device_key;
pub mod resolve_code;
pub mod resolve_incident;
pub mod revoke_camera;
pub mod revoke_code;
pub mod revoke_device;
pub mod revoke_tag;
pub mod update_lane;

pub use create_camera::create_camera;
pub use create_device::create_device;
pub use create_lane::create_lane;
pub use enrol_tag::{NewTag, enrol_tag};
pub use issue_code::{NewCode, issue_code};
pub use issue_command::issue_command;
pub use record_outcome::record_outcome;
pub use reissue_code::reissue_code;
pub use renew_device_key::renew_device_key;
pub use resolve_code::{Presented, Resolved, resolve_code};
pub use resolve_incident::resolve_incident;
pub use revoke_camera::revoke_camera;
pub use revoke_code::revoke_code;
pub use revoke_device::revoke_device;
pub use revoke_tag::revoke_tag;
pub use update_lane::update_lane;
