//! Requests of devices: gateways at barriers, and screens that show a code. docs/DEVICES.md
//! describes the protocol.

mod code;
mod commands;
mod events;
mod outcome;
mod scans;
mod show;

pub(crate) use code::*;
pub(crate) use commands::*;
pub(crate) use events::*;
pub(crate) use outcome::*;
pub(crate) use scans::*;
pub(crate) use show::*;
