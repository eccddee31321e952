//! The demo accounts of `api seed`, their vehicles, and the entrances of the demo sites.

mod entry;

use chrono::NaiveDate;
use shared::{
    Error, Result,
    identity::{
        domain::{
            plate::InvalidPlate,
            role::Role,
            scope::{GrantPlace, GrantedRole},
            vehicle::{VehicleClass, VehicleDetails},
        },
        models::{user::User, vehicle::Vehicle},
        operations::grant_role,
    },
    platform::{
        clock::Clock, db::Db, domain::email::Email, models::audit::AuditContext, token::Tokens,
    },
};

pub use entry::entry;

use crate::passwords::Passwords;

pub const PASSWORD: &str = "park-at-the-curb";
/// Email addresses of the demo accounts, with their roles everywhere.
pub const ACCOUNTS: [(&str, Option<Role>); 5] = [
    ("driver@curbhold.example", None),
    ("operator@curbhold.example", Some(Role::Admin)),
    ("officer@curbhold.example", Some(Role::Officer)),
    ("technician@curbhold.example", Some(Role::Technician)),
    ("analyst@curbhold.example", Some(Role::Analyst)),
];

/// Creates the missing demo accounts with verified email addresses, and grants their roles.
///
/// # Errors
/// Only database errors.
pub async fn accounts(db: &Db, clock: &Clock) -> Result<()> {
    let hash = Passwords::new().hash(PASSWORD.into()).await?;
    let now = clock.now();
    let audit = AuditContext { actor: "command".to_owned(), request: None };
    let create = db.write(move |conn| {
        for (email, role) in ACCOUNTS {
            let email: Email =
                email.parse().map_err(|_| Error::Internal(format!("{email} is no address")))?;
            let known = User::by_email(conn, email.as_str())?;
            let user = match known {
                Some(user) => user,
                None => User::insert(conn, &email, &hash, None, now)?,
            };
            User::set_email_verified(conn, user.id, email.as_str(), now)?;
            if let Some(role) = role.filter(|_| user.disabled_at.is_none()) {
                let granted = GrantedRole { role, place: GrantPlace::Everywhere };
                grant_role(conn, user.id, granted, None, &audit, now)?;
            }
        }
        Ok(())
    });
    create.await
}

/// Adds two vehicles to the demo driver, unless there are any: together they have the right to
/// every kind of spot.
///
/// # Errors
/// Only database errors.
pub async fn vehicles(db: &Db, clock: &Clock, tokens: &Tokens) -> Result<()> {
    let permit = NaiveDate::from_ymd_opt(2099, 12, 31);
    let described = [
        ("DEMO 1", VehicleClass::Car, true, permit),
        ("DEMO 2", VehicleClass::Scooter, false, None),
    ];
    let sealed = described.map(|(plate, class, is_electric, disabled_permit_until)| {
        let plate = plate.parse().map_err(|e: InvalidPlate| Error::Internal(e.to_string()))?;
        let plate = tokens.seal_plate(&plate)?;
        let jurisdiction = None;
        Ok(VehicleDetails { plate, jurisdiction, class, is_electric, disabled_permit_until })
    });
    let sealed = sealed.into_iter().collect::<Result<Vec<_>>>()?;
    let now = clock.now();
    let create = db.write(move |conn| {
        let [(email, _), ..] = ACCOUNTS;
        let Some(driver) = User::by_email(conn, email)? else { return Ok(()) };
        if Vehicle::of_user(conn, driver.id)?.is_empty() {
            for details in &sealed {
                Vehicle::insert(conn, driver.id, details, now)?;
            }
        }
        Ok(())
    });
    create.await
}

/// Returns the email addresses of the demo accounts that can sign in with [`PASSWORD`].
///
/// # Errors
/// When the database is unavailable.
pub async fn with_published_password(db: &Db) -> Result<Vec<&'static str>> {
    let (passwords, mut found) = (Passwords::new(), Vec::new());
    for (email, _) in ACCOUNTS {
        let user = db.read(move |conn| User::by_email(conn, email).map_err(Error::from)).await?;
        let hash = user.filter(|user| user.disabled_at.is_none()).map(|user| user.password_hash);
        if passwords.verify(PASSWORD.into(), hash).await? {
            found.push(email);
        }
    }
    Ok(found)
}
