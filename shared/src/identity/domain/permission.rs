//! The permissions of the console. Each admin route requires one.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Permission to use a part of the console, as in the OpenAPI document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Permission {
    /// Cities, sites, zones, spots, terms and closures; imports and exports.
    ViewPlaces,
    /// Sites, zones, spots and terms, and the import.
    ManagePlaces,
    /// Closures, which revoke reservations.
    ManageClosures,
    /// Tariffs with their versions and assignments.
    ViewTariffs,
    /// Create, publish and assign tariffs.
    ManageTariffs,
    /// Reduced-rate permits with their drivers' addresses.
    ViewPermits,
    /// Grant and revoke reduced-rate permits.
    ManagePermits,
    CreateCities,
    /// Name, time zone and currency of a city.
    ManageCities,
    /// Reservations with their drivers' addresses.
    ViewReservations,
    /// Cancel, end and revoke reservations.
    ManageReservations,
    /// Visits, counts, incidents and plate reads at sites.
    ViewVisits,
    /// End visits, open barriers, decide plate reads, recount.
    ManageVisits,
    /// Lanes, codes, devices and cameras.
    ViewEquipment,
    /// Create, change and revoke lanes, codes, devices and cameras.
    ManageEquipment,
    /// Charges, ledger and statements.
    ViewMoney,
    RefundCharges,
    /// Reconciliations with Stripe.
    ViewReconciliations,
    /// Live figures and figures by day.
    ViewFigures,
    /// Users and their addresses.
    ViewUsers,
    /// Disable, enable, sign out and erase users and guests.
    ManageUsers,
    ViewJobs,
    /// Requeue and discard jobs.
    ManageJobs,
    ViewAuditLog,
    /// Roles of the console's users.
    ManageRoleGrants,
}
text_enum!(Permission);

impl Permission {
    /// Returns whether the permission concerns rows that belong to no city, so that only a role
    /// everywhere gives it.
    pub fn is_global(self) -> bool {
        matches!(
            self,
            Self::CreateCities
                | Self::ViewReconciliations
                | Self::ViewUsers
                | Self::ManageUsers
                | Self::ViewJobs
                | Self::ManageJobs
                | Self::ViewAuditLog
        )
    }
}
