//! Authentication of devices at sites by their keys.

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{
    Error,
    equipment::{models::device::Device, operations::create_device::device_of_key},
    platform::{config::limits::Limit, domain::quota::text_hash},
};

use super::{ClientAddress, principal::bearer};
use crate::{App, limits::RateLimitScope, problem::Problem};

/// A device whose key is valid. Its request is counted against [`Limit::Device`].
#[derive(Debug, Clone)]
pub(crate) struct DeviceAccess(pub(crate) Device);

impl FromRequestParts<App> for DeviceAccess {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Ok(address) = ClientAddress::from_request_parts(parts, app).await;
        // The device is counted only once it is authenticated, so that a stranger cannot use up its
        // requests.
        app.limits.check(Limit::Device, &[RateLimitScope::Address(address)]).await?;
        let key = bearer(parts)?.ok_or(Error::Unauthenticated)?;
        let id = device_of_key(&key).ok_or(Error::Unauthenticated)?;
        let (hash, now) = (text_hash(&key), app.now());
        let authenticated = app.db.autocommit(move |conn| {
            let device = Device::by_key(conn, id, &hash)?.ok_or(Error::Unauthenticated)?;
            device.seen(conn, now)?;
            Ok::<_, Error>(device)
        });
        let device = authenticated.await?;
        app.limits.check(Limit::Device, &[RateLimitScope::Device(device.id.0)]).await?;
        Ok(Self(device))
    }
}
