//! Invariants of the access to the console.

use super::Invariant;

/// The console keeps an admin. A database in which nobody was ever an admin is new.
pub(super) const ADMINS: Invariant = Invariant {
    name: "admins",
    sentence: "an enabled user has the role admin everywhere, once anybody had it",
    sql: "select 'no enabled user has the role admin everywhere' \
          where exists (select from role_grants where role = 'admin' and city_id is null) \
              and not exists (select from role_grants g join users u on u.id = g.user_id \
                  where g.role = 'admin' and g.city_id is null and g.revoked_at is null \
                      and u.disabled_at is null)",
};
