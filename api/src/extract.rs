//! Extractors that authenticate the principal and validate the request.

mod accept_language;
mod address;
mod bounds;
mod charge_access;
mod days;
mod device;
mod entity_tags;
mod human_check;
mod idempotency;
mod instant;
mod json;
mod live_access;
mod origin;
mod params;
mod path;
pub(crate) mod permissions;
mod permitted;
mod principal;
mod reasons;
mod revision;
mod share_token;
mod verification_access;

pub(crate) use crate::client_address::ClientAddress;

pub(crate) use accept_language::AcceptLanguage;
pub(crate) use bounds::{BoundingBox, MAX_BOX_DEGREES, NearBox, WideBox};
pub(crate) use charge_access::ChargeAccess;
pub(crate) use days::{QueryDate, day_range};
pub(crate) use device::DeviceAccess;
pub(crate) use entity_tags::EntityTags;
pub(crate) use human_check::ProofOfWork;
pub(crate) use idempotency::Idempotency;
pub(crate) use instant::Instant;
pub(crate) use json::{Json, ObjectsOnly, Optional, named, parse};
pub(crate) use live_access::{authenticate_live, live_access};
pub(crate) use origin::{Known, Origin};
pub(crate) use params::{
    Limit, Number, ParamErrors, Params, Parsed, SearchText, UncheckedParams, WholeNumber, choice,
    non_empty,
};
pub(crate) use path::Id;
pub(crate) use permitted::{ConsoleUser, Permitted};
pub(crate) use principal::{CurrentUser, ReservationAccess};
pub(crate) use revision::IfMatch;
pub(crate) use share_token::ShareToken;
pub(crate) use verification_access::VerificationAccess;
