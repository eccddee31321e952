//! Operations of operators on places, one file per verb. Each runs inside the transaction of its
//! caller and records an audit event.

pub mod create_spot;
mod near_city;
pub mod restore_spot;
pub mod retire_spot;
pub mod update_spot;

pub use create_spot::create_spot;
pub use restore_spot::restore_spot;
pub use retire_spot::retire_spot;
pub use update_spot::update_spot;
