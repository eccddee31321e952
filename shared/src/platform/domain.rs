//! Types and rules that use no database, network or clock.

pub mod email;
pub mod ids;
pub mod job_state;
pub mod language;
pub mod localized;
pub mod mail;
pub mod mail_sender;
pub mod money;
pub mod owner;
pub mod period;
pub mod quota;
pub mod reference;
pub mod revision;
pub mod text;
pub mod text_enum;
pub mod version;
pub mod when;
