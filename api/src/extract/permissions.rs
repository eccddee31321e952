//! The permissions as types, for the signatures of handlers.

use shared::identity::domain::permission::Permission;

/// A permission that a handler requires.
pub(crate) trait Required: Send + Sync + 'static {
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($name:ident),+ $(,)?) => {$(
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct $name;

        impl Required for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

permissions! {
    ViewPlaces,
    ManagePlaces,
    ManageClosures,
    ViewTariffs,
    ManageTariffs,
    ViewPermits,
    ManagePermits,
    CreateCities,
    ManageCities,
    ViewReservations,
    ManageReservations,
    ViewVisits,
    ManageVisits,
    ViewEquipment,
    ManageEquipment,
    ViewMoney,
    RefundCharges,
    ViewReconciliations,
    ViewFigures,
    ViewUsers,
    ManageUsers,
    ViewJobs,
    ManageJobs,
    ViewAuditLog,
    ManageRoleGrants,
}
