//! Places in which a role applies, and the scope of a permission that results from all roles of a
//! user.

use super::{permission::Permission, role::Role};
use crate::{
    Error, Result,
    platform::domain::ids::{CityId, SiteId},
};

/// Place in which a role applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GrantPlace {
    Everywhere,
    City(CityId),
    /// A site of the city.
    Site(CityId, SiteId),
}

/// A role that a user has in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GrantedRole {
    pub role: Role,
    pub place: GrantPlace,
}

/// Places in which a user has a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    Everywhere,
    Places { cities: Vec<CityId>, sites: Vec<SiteId> },
}

impl GrantPlace {
    /// Returns the place of a row; a site without a city is impossible, see
    /// `role_grants_site_has_city`.
    pub fn new(city: Option<CityId>, site: Option<SiteId>) -> Self {
        match (city, site) {
            (None, _) => Self::Everywhere,
            (Some(city), None) => Self::City(city),
            (Some(city), Some(site)) => Self::Site(city, site),
        }
    }

    pub fn city(self) -> Option<CityId> {
        match self {
            Self::Everywhere => None,
            Self::City(city) | Self::Site(city, _) => Some(city),
        }
    }

    pub fn site(self) -> Option<SiteId> {
        match self {
            Self::Everywhere | Self::City(_) => None,
            Self::Site(_, site) => Some(site),
        }
    }
}

impl Scope {
    /// Returns the scope of a permission, each place once; `None` if no role gives it.
    pub fn of(permission: Permission, roles: &[GrantedRole]) -> Option<Self> {
        let (mut cities, mut sites) = (Vec::new(), Vec::new());
        for granted in roles.iter().filter(|granted| granted.role.has(permission)) {
            match granted.place {
                GrantPlace::Everywhere => return Some(Self::Everywhere),
                GrantPlace::City(city) if !cities.contains(&city) => cities.push(city),
                GrantPlace::Site(city, site) if !sites.contains(&(city, site)) => {
                    sites.push((city, site));
                }
                GrantPlace::City(_) | GrantPlace::Site(..) => {}
            }
        }
        if permission.is_global() || (cities.is_empty() && sites.is_empty()) {
            return None;
        }
        sites.retain(|(city, _)| !cities.contains(city));
        let sites = sites.into_iter().map(|(_, site)| site).collect();
        Some(Self::Places { cities, sites })
    }

    /// Returns the sites of the scope outside its cities; `None` if it is not limited.
    pub fn sites(&self) -> Option<&[SiteId]> {
        match self {
            Self::Everywhere => None,
            Self::Places { sites, .. } => Some(sites),
        }
    }

    /// Returns the cities that the scope contains as a whole; `None` if it is not limited.
    pub fn cities(&self) -> Option<&[CityId]> {
        match self {
            Self::Everywhere => None,
            Self::Places { cities, .. } => Some(cities),
        }
    }

    /// Returns whether the scope contains the whole city.
    pub fn has_city(&self, city: CityId) -> bool {
        self.cities().is_none_or(|cities| cities.contains(&city))
    }

    /// Checks that the scope contains the whole city.
    ///
    /// # Errors
    /// `NotFound`, as for an object that does not exist.
    pub fn check_city(&self, city: CityId) -> Result<()> {
        if self.has_city(city) { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Checks that the scope contains the whole place.
    ///
    /// # Errors
    /// `NotFound`, as for an object that does not exist.
    pub fn check(&self, place: GrantPlace) -> Result<()> {
        if self.has(place) { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Returns whether the scope contains the whole place.
    pub fn has(&self, place: GrantPlace) -> bool {
        match (self, place) {
            (Self::Everywhere, _) => true,
            (Self::Places { .. }, GrantPlace::Everywhere) => false,
            (Self::Places { .. }, GrantPlace::City(city)) => self.has_city(city),
            (Self::Places { sites, .. }, GrantPlace::Site(city, site)) => {
                self.has_city(city) || sites.contains(&site)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(role: Role, place: GrantPlace) -> GrantedRole {
        GrantedRole { role, place }
    }

    #[test]
    fn scope_joins_the_places_of_all_roles() {
        let (here, there, site) = (CityId::new(), CityId::new(), SiteId::new());
        let roles = [
            granted(Role::Operator, GrantPlace::City(here)),
            granted(Role::Analyst, GrantPlace::City(here)),
            granted(Role::Technician, GrantPlace::City(there)),
            granted(Role::Officer, GrantPlace::Site(there, site)),
        ];
        assert_eq!(
            Scope::of(Permission::ViewPlaces, &roles),
            Some(Scope::Places { cities: vec![here, there], sites: Vec::new() }),
            "the city contains the site"
        );
        assert_eq!(
            Scope::of(Permission::ViewReservations, &roles),
            Some(Scope::Places { cities: vec![here], sites: vec![site] })
        );
        assert_eq!(Scope::of(Permission::ManageRoleGrants, &roles), None);
        assert_eq!(Scope::of(Permission::ViewPlaces, &[]), None);
    }

    #[test]
    fn global_permission_needs_a_role_everywhere() {
        let city = granted(Role::Admin, GrantPlace::City(CityId::new()));
        assert_eq!(Scope::of(Permission::ViewJobs, &[city]), None);
        let everywhere = granted(Role::Operator, GrantPlace::Everywhere);
        assert_eq!(Scope::of(Permission::ViewJobs, &[city, everywhere]), Some(Scope::Everywhere));
    }

    #[test]
    fn site_is_smaller_than_its_city() {
        let (city, site) = (CityId::new(), SiteId::new());
        let of_city = Scope::Places { cities: vec![city], sites: Vec::new() };
        let of_site = Scope::Places { cities: Vec::new(), sites: vec![site] };
        assert!(of_city.has(GrantPlace::Site(city, site)));
        assert!(of_site.has(GrantPlace::Site(city, site)));
        assert!(!of_site.has(GrantPlace::City(city)));
        assert!(!of_city.has(GrantPlace::Everywhere));
        assert!(!of_city.has_city(CityId::new()));
        assert!(Scope::Everywhere.has(GrantPlace::Everywhere) && Scope::Everywhere.has_city(city));
    }
}
