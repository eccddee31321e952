//! Extractors that authenticate the caller and validate the request.

mod address;
mod admin;
mod bounds;
mod caller;
mod entity_tags;
mod human_check;
mod idempotency;
mod instant;
mod json;
mod origin;
mod path;
mod payer;
mod query;
mod revision;
mod verification_caller;

pub(crate) use crate::client_address::ClientAddress;

pub(crate) use admin::Operator;
pub(crate) use bounds::read_bounds;
pub(crate) use caller::{Caller, CurrentUser, Holder, MaybeUser};
pub(crate) use entity_tags::EntityTags;
pub(crate) use human_check::ProofOfWork;
pub(crate) use idempotency::Idempotency;
pub(crate) use instant::Instant;
pub(crate) use json::{Json, ObjectsOnly, Optional, named, parse};
pub(crate) use origin::{Known, Origin};
pub(crate) use path::Id;
pub(crate) use payer::Payer;
pub(crate) use query::Query;
pub(crate) use revision::IfMatch;
pub(crate) use verification_caller::VerificationCaller;
