//! Incidents at sites: list and resolve; one file per operation.

mod list;
mod resolve;

pub(crate) use list::*;
pub(crate) use resolve::*;
