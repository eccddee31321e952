//! The roles of the console's users, and the permissions of each role.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::permission::Permission;
use crate::platform::domain::text_enum::text_enum;

/// Role of a user in the console, as in the constraint `role_grants_role_known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Role {
    /// Has all permissions, and grants roles.
    Admin,
    /// Manages places, reservations, money, drivers and jobs.
    Operator,
    /// Enforces parking rules: sees places, reservations and visits.
    Officer,
    /// Maintains places and equipment: sees neither drivers nor money.
    Technician,
    /// Evaluates figures and money; changes nothing and sees no drivers.
    Analyst,
}
text_enum!(Role);

impl Role {
    /// Returns the permissions of the role.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::Admin => P::ALL,
            Self::Operator => &[
                P::ViewPlaces,
                P::ManagePlaces,
                P::ManageClosures,
                P::ViewTariffs,
                P::ManageTariffs,
                P::ViewPermits,
                P::ManagePermits,
                P::ViewReservations,
                P::ManageReservations,
                P::ViewVisits,
                P::ManageVisits,
                P::ViewEquipment,
                P::ManageEquipment,
                P::ViewMoney,
                P::RefundCharges,
                P::ViewReconciliations,
                P::ViewFigures,
                P::ViewUsers,
                P::ManageUsers,
                P::ViewJobs,
                P::ManageJobs,
                P::ViewAuditLog,
            ],
            Self::Officer => &[
                P::ViewPlaces,
                P::ViewTariffs,
                P::ViewReservations,
                P::ViewVisits,
                P::ViewEquipment,
            ],
            Self::Technician => {
                &[P::ViewPlaces, P::ViewTariffs, P::ViewEquipment, P::ManageEquipment]
            }
            Self::Analyst => &[
                P::ViewPlaces,
                P::ViewTariffs,
                P::ViewEquipment,
                P::ViewMoney,
                P::ViewReconciliations,
                P::ViewFigures,
            ],
        }
    }

    pub fn has(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn analyst_only_views() {
        let views = |permission: &Permission| permission.as_str().starts_with("view_");
        assert!(Role::Analyst.permissions().iter().all(views));
    }

    #[test]
    fn technician_sees_no_money_and_no_drivers() {
        for hidden in [
            Permission::ViewMoney,
            Permission::ViewReconciliations,
            Permission::ViewFigures,
            Permission::ViewReservations,
            Permission::ViewVisits,
            Permission::ManageVisits,
            Permission::ViewUsers,
            Permission::ViewPermits,
            Permission::ViewJobs,
            Permission::ViewAuditLog,
            // The response of a closure contains the revoked reservations.
            Permission::ManageClosures,
        ] {
            assert!(!Role::Technician.has(hidden), "{hidden:?}");
        }
    }

    #[test]
    fn only_admins_grant_roles_and_manage_cities() {
        for permission in
            [Permission::ManageRoleGrants, Permission::CreateCities, Permission::ManageCities]
        {
            let holders: Vec<_> = Role::ALL.iter().filter(|role| role.has(permission)).collect();
            assert_eq!(holders, [&Role::Admin], "{permission:?}");
        }
    }
}
