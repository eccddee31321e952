//! NFC tags with secure dynamic messages: enrol and revoke; one file per operation.

mod enrol;
mod revoke;

pub(crate) use enrol::*;
pub(crate) use revoke::*;
