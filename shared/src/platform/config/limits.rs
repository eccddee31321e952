//! Rate limits, as `COUNT/SECONDS,COUNT/SECONDS`: the first for one account or email address, the
//! second for one network address, which many drivers may share. `LIMIT_SIGN_IN` (default
//! `10/60,60/60`), `LIMIT_SIGN_UP` (`5/3600,30/3600`), `LIMIT_CODE` (verification of codes and
//! links, `10/600,60/600`), `LIMIT_PASSWORD_RESET` (requests for a reset mail, `3/3600,20/3600`),
//! `LIMIT_GUEST_LINK` (requests for the link to a guest's reservation, `5/3600,20/3600`),
//! `LIMIT_LOOK_UP` (look-ups of guest reservations, `20/60,60/60`), `LIMIT_HOLD` (`20/60,120/60`),
//! `LIMIT_QUOTE` (`60/60,240/60`), `LIMIT_SHARE` (links that show a stay to others,
//! `30/3600,120/3600`), `LIMIT_DOCUMENT` (receipts and statements as files, `30/60,120/60`),
//! `LIMIT_GEOCODER` (searches of places that request the geocoder; the first half does not apply,
//! `120/60,240/60`), `LIMIT_REPORT_TAKEN` (reports that a spot is taken, `3/86400,10/86400`),
//! `LIMIT_CARD` (card set-ups and payments started at Stripe, `10/600,60/600`), `LIMIT_STRIPE`
//! (other requests that call Stripe, such as for the status of a payment, `30/600,240/600`),
//! `LIMIT_LEGACY_LIST` (the list of all spots of the original application; the first half does not
//! apply, `10/60,30/60`), `LIMIT_ENTRY` (check-ins and check-outs at sites, `30/60,600/60`: phones
//! behind one mobile network enter one garage), `LIMIT_CAMERA_READ` (plate reads; the first half is
//! for one camera, `600/60,1200/60`), `LIMIT_DEVICE` (other requests of gateways and screens; the
//! first half is for one device, `600/60,6000/60`).

use std::{num::NonZeroU32, str::FromStr, time::Duration};

use super::Environment;

/// A rate with a burst: at most `count` at once, then at an even pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub count: NonZeroU32,
    pub per: Duration,
}

/// The rates of one rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// For one account, or one email address.
    pub driver: Rate,
    /// From one network address.
    pub address: Rate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    SignIn,
    SignUp,
    /// Verifying a code or a link.
    Code,
    /// Requesting a password reset.
    PasswordReset,
    /// Requesting the link to a guest's reservation.
    GuestLink,
    /// Looking up a guest's reservation.
    LookUp,
    Hold,
    /// Quoting the price of a stay or an extension.
    Quote,
    /// Showing a stay to others by a link.
    Share,
    /// Saving a receipt or a statement.
    Document,
    /// Requesting the geocoder in a search of places.
    Geocoder,
    /// Reporting that the reserved spot is taken.
    ReportTaken,
    /// Starting a card set-up or a payment at Stripe.
    Card,
    /// Any other call of Stripe.
    Stripe,
    /// The list of all spots of the original application.
    LegacyList,
    /// Checking in and out at a site.
    Entry,
    /// A plate read of a camera.
    CameraRead,
    /// Any other request of a device at a site.
    Device,
}

#[derive(Debug, Clone)]
pub struct Settings {
    pub sign_in: Allowance,
    pub sign_up: Allowance,
    /// Verifying a code or a link.
    pub code: Allowance,
    /// Requesting a password reset.
    pub password_reset: Allowance,
    /// Requesting the link to a guest's reservation.
    pub guest_link: Allowance,
    /// Looking up a guest's reservation.
    pub look_up: Allowance,
    pub hold: Allowance,
    /// Quoting the price of a stay or an extension.
    pub quote: Allowance,
    /// Showing a stay to others by a link.
    pub share: Allowance,
    /// Saving a receipt or a statement.
    pub document: Allowance,
    /// Requesting the geocoder in a search of places.
    pub geocoder: Allowance,
    /// Reporting that the reserved spot is taken.
    pub report_taken: Allowance,
    /// Starting a card set-up or a payment at Stripe.
    pub card: Allowance,
    /// Any other call of Stripe.
    pub stripe: Allowance,
    /// The list of all spots of the original application.
    pub legacy_list: Allowance,
    /// Checking in and out at a site.
    pub entry: Allowance,
    /// Plate reads; the first rate is for one camera.
    pub camera_read: Allowance,
    /// Other requests of devices at sites; the first rate is for one device.
    pub device: Allowance,
}

#[derive(Debug, thiserror::Error)]
#[error("write COUNT/SECONDS,COUNT/SECONDS with whole numbers from 1 on")]
pub struct InvalidAllowance;

impl FromStr for Allowance {
    type Err = InvalidAllowance;

    fn from_str(text: &str) -> Result<Self, InvalidAllowance> {
        let (driver, address) = text.split_once(',').ok_or(InvalidAllowance)?;
        Ok(Self { driver: driver.parse()?, address: address.parse()? })
    }
}

impl FromStr for Rate {
    type Err = InvalidAllowance;

    fn from_str(text: &str) -> Result<Self, InvalidAllowance> {
        let (count, seconds) = text.trim().split_once('/').ok_or(InvalidAllowance)?;
        let count = count.parse().map_err(|_| InvalidAllowance)?;
        let seconds: NonZeroU32 = seconds.parse().map_err(|_| InvalidAllowance)?;
        Ok(Self { count, per: Duration::from_secs(seconds.get().into()) })
    }
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let sign_in = env.or("LIMIT_SIGN_IN", allowance((10, 60), (60, 60)));
        let sign_up = env.or("LIMIT_SIGN_UP", allowance((5, 3_600), (30, 3_600)));
        let code = env.or("LIMIT_CODE", allowance((10, 600), (60, 600)));
        let password_reset = env.or("LIMIT_PASSWORD_RESET", allowance((3, 3_600), (20, 3_600)));
        let guest_link = env.or("LIMIT_GUEST_LINK", allowance((5, 3_600), (20, 3_600)));
        let look_up = env.or("LIMIT_LOOK_UP", allowance((20, 60), (60, 60)));
        let hold = env.or("LIMIT_HOLD", allowance((20, 60), (120, 60)));
        let quote = env.or("LIMIT_QUOTE", allowance((60, 60), (240, 60)));
        let share = env.or("LIMIT_SHARE", allowance((30, 3_600), (120, 3_600)));
        let document = env.or("LIMIT_DOCUMENT", allowance((30, 60), (120, 60)));
        let geocoder = env.or("LIMIT_GEOCODER", allowance((120, 60), (240, 60)));
        let report_taken = env.or("LIMIT_REPORT_TAKEN", allowance((3, 86_400), (10, 86_400)));
        let card = env.or("LIMIT_CARD", allowance((10, 600), (60, 600)));
        let stripe = env.or("LIMIT_STRIPE", allowance((30, 600), (240, 600)));
        let legacy_list = env.or("LIMIT_LEGACY_LIST", allowance((10, 60), (30, 60)));
        let entry = env.or("LIMIT_ENTRY", allowance((30, 60), (600, 60)));
        let camera_read = env.or("LIMIT_CAMERA_READ", allowance((600, 60), (1_200, 60)));
        let device = env.or("LIMIT_DEVICE", allowance((600, 60), (6_000, 60)));
        Some(Self {
            sign_in: sign_in?,
            sign_up: sign_up?,
            code: code?,
            password_reset: password_reset?,
            guest_link: guest_link?,
            look_up: look_up?,
            hold: hold?,
            quote: quote?,
            share: share?,
            document: document?,
            geocoder: geocoder?,
            report_taken: report_taken?,
            card: card?,
            stripe: stripe?,
            legacy_list: legacy_list?,
            entry: entry?,
            camera_read: camera_read?,
            device: device?,
        })
    }

    /// Returns the rates of a limit.
    pub fn allowance(&self, limit: Limit) -> Allowance {
        match limit {
            Limit::SignIn => self.sign_in,
            Limit::SignUp => self.sign_up,
            Limit::Code => self.code,
            Limit::PasswordReset => self.password_reset,
            Limit::GuestLink => self.guest_link,
            Limit::LookUp => self.look_up,
            Limit::Hold => self.hold,
            Limit::Quote => self.quote,
            Limit::Share => self.share,
            Limit::Document => self.document,
            Limit::Geocoder => self.geocoder,
            Limit::ReportTaken => self.report_taken,
            Limit::Card => self.card,
            Limit::Stripe => self.stripe,
            Limit::LegacyList => self.legacy_list,
            Limit::Entry => self.entry,
            Limit::CameraRead => self.camera_read,
            Limit::Device => self.device,
        }
    }

    /// The same rates for every limit.
    pub fn all(allowance: Allowance) -> Self {
        Self {
            sign_in: allowance,
            sign_up: allowance,
            code: allowance,
            password_reset: allowance,
            guest_link: allowance,
            look_up: allowance,
            hold: allowance,
            quote: allowance,
            share: allowance,
            document: allowance,
            geocoder: allowance,
            report_taken: allowance,
            card: allowance,
            stripe: allowance,
            legacy_list: allowance,
            entry: allowance,
            camera_read: allowance,
            device: allowance,
        }
    }
}

/// An allowance of `(count, seconds)` for a driver and for a network address.
pub fn allowance(driver: (u32, u64), address: (u32, u64)) -> Allowance {
    let rate = |(count, seconds)| Rate {
        count: NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN),
        per: Duration::from_secs(seconds),
    };
    Allowance { driver: rate(driver), address: rate(address) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allowance_has_the_documented_format() {
        assert_eq!(
            "10/60, 60/3600".parse::<Allowance>().unwrap(),
            allowance((10, 60), (60, 3_600))
        );
        for wrong in ["", "10/60", "0/60,1/1", "1/0,1/1", "-1/5,1/1", "a/b,1/1", "1/1,1"] {
            assert!(wrong.parse::<Allowance>().is_err(), "{wrong}");
        }
    }
}
