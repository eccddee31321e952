//! Checks that a driver may reserve at a place.

use crate::{
    Error, Result,
    places::domain::{site::SiteAccess, terms::Terms},
    platform::domain::owner::Owner,
};

/// Rejects a driver who may not reserve at a place with these terms.
pub(super) fn check_admission<T>(driver: &Owner<T>, terms: &Terms) -> Result<()> {
    if terms.access == SiteAccess::Members {
        return Err(Error::MembersOnly);
    }
    match driver {
        Owner::Guest(_) if !terms.guests_allowed => Err(Error::AccountRequired),
        Owner::Guest(_) | Owner::User(_) => Ok(()),
    }
}
