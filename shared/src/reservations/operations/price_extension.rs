//! Prices time that is added to a stay.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::{
    price_stay::{StayOffer, check_parking, quoted_rate, rate_of},
    reduced_rate::rate_cap,
};
use crate::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    places::{domain::terms::Terms, models::spot::Spot},
    platform::domain::{
        language::Language,
        money::{Currency, Money},
        period::Period,
    },
    pricing::{
        domain::{
            offers::refused,
            posted::PublishedVersion,
            stay_parts::{PartRate, PartsPrice, StayLine, StayLineKind, StayPart, price_of_parts},
            tariff::{Reason, Refusal},
        },
        models::{posted::load_for_spot, quote::Quote},
    },
    reservations::{
        domain::reserved_ahead::is_ahead,
        models::{
            reservation::Reservation,
            reservation_vehicle::ReservationVehicle,
            segment::{self, Segment},
        },
    },
};

/// Returns the offer of the time that `new_period` adds to a stay, under the rules and permits in
/// force at the start of that time; does not check for a return too early. The price is the
/// difference that the time makes. The terms are those of the spot. A stay that is booked ahead has
/// the operator's own rates, whatever a yield policy has published.
///
/// A lower rate cap than that of the last part makes the added time another stay for the tariff. If
/// that is dearer than to go on with the stay, for example at its cap per day, the stay goes on.
///
/// # Errors
/// `NotAllowedByTariff`, `Invalid` when no time is added.
pub(super) fn offer_extension(
    conn: &mut PgConnection,
    reservation: &Reservation,
    spot: &Spot,
    new_period: Period,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<StayOffer> {
    let added = added_time(reservation, new_period)?;
    let class = class_of(conn, reservation)?;
    let (place, posted) = load_for_spot(conn, spot.id)?;
    let is_ahead = is_ahead(reservation.period.starts_at(), now);
    let version = posted.version_at(place, class, added.starts_at(), is_ahead).cloned();
    let driver = reservation.user_id;
    let cap = rate_cap(conn, driver, spot.city_id, terms, added.starts_at())?;
    let rate = rate_of(version, spot.rate_minor_per_hour, class);
    let parts = parts_of(conn, reservation)?;
    let offer = |rate| offer_time(&parts, added, rate, class, reservation.currency);
    let continued = continued_rate(&parts, added, &rate, cap);
    let capped = offer(rate.capped(cap))?;
    let Some(continued) = continued.map(offer).transpose()? else { return Ok(capped) };
    let is_cheaper = continued.price.total.amount_minor < capped.price.total.amount_minor;
    Ok(if is_cheaper { continued } else { capped })
}

/// Returns the offer of the added time with the rate or the version of a quote.
///
/// # Errors
/// As [`offer_extension`].
pub(super) fn offer_quoted_extension(
    conn: &mut PgConnection,
    reservation: &Reservation,
    new_period: Period,
    quote: &Quote,
) -> Result<StayOffer> {
    let added = added_time(reservation, new_period)?;
    let rate = quoted_rate(conn, quote)?;
    let parts = parts_of(conn, reservation)?;
    offer_time(&parts, added, rate, quote.vehicle_class, reservation.currency)
}

/// Returns the time that a new period adds at the end of a stay.
///
/// # Errors
/// `Invalid` when it adds none.
pub(super) fn added_time(reservation: &Reservation, new_period: Period) -> Result<Period> {
    Period::new(reservation.period.ends_at(), new_period.ends_at())
        .ok_or_else(|| Error::field("ends_at", "before_end", "must be after the current end"))
}

/// Returns the class that a tariff prices: the accepted one, else that of the vehicle, else a car.
pub(super) fn class_of(conn: &mut PgConnection, reservation: &Reservation) -> Result<VehicleClass> {
    if let Some(class) = segment::priced_class(conn, reservation.id)? {
        return Ok(class);
    }
    let vehicle = ReservationVehicle::current(conn, reservation.id)?;
    Ok(vehicle.map_or(VehicleClass::Car, |vehicle| vehicle.details.class))
}

fn parts_of(conn: &mut PgConnection, reservation: &Reservation) -> Result<Vec<StayPart>> {
    let segments = Segment::of_reservation(conn, reservation.id)?;
    Ok(segment::parts(conn, &segments)?)
}

/// Returns the rate with which added time is the same stay for the tariff as the last part, if the
/// part has a higher cap than now, or none.
fn continued_rate(
    parts: &[StayPart],
    added: Period,
    rate: &PartRate,
    rate_cap_minor: Option<i32>,
) -> Option<PartRate> {
    let (cap, last) = (rate_cap_minor?, parts.last()?);
    let last_cap = last.rate.rate_cap_minor();
    let continued = StayPart { period: added, rate: rate.clone().capped(last_cap) };
    let is_higher = last_cap.is_none_or(|last_cap| cap < last_cap);
    (is_higher && last.is_continued_by(&continued)).then_some(continued.rate)
}

fn offer_time(
    parts: &[StayPart],
    added: Period,
    rate: PartRate,
    class: VehicleClass,
    currency: Currency,
) -> Result<StayOffer> {
    if let PartRate::Tariff { version, .. } = &rate {
        check_rules(version, class, parts, added)?;
    }
    let part = StayPart { period: added, rate };
    let price = price_added(parts.to_vec(), &part, currency);
    let uncapped = parts.iter().map(StayPart::uncapped).collect();
    let uncapped = price_added(uncapped, &part.uncapped(), currency).total;
    Ok(StayOffer::new(&part.rate, price, uncapped, class))
}

/// Returns the price that a part adds to those before it.
fn price_added(mut parts: Vec<StayPart>, added: &StayPart, currency: Currency) -> PartsPrice {
    let existing = price_of_parts(&parts, currency, None);
    parts.push(added.clone());
    let extended = price_of_parts(&parts, currency, None);
    difference(&extended, &existing, added.period, currency)
}

/// Rejects added time that the version does not allow. The time before it counts as far as the same
/// version prices it, or one that differs only in the rates that a rule has set; the maximum stay
/// of the tariff counts from the start of the stay.
fn check_rules(
    version: &PublishedVersion,
    class: VehicleClass,
    parts: &[StayPart],
    added: Period,
) -> Result<()> {
    let is_same = |part: &StayPart| {
        matches!(&part.rate, PartRate::Tariff { version: other, class: of, .. }
            if other.base_id() == version.base_id() && *of == class)
    };
    let mut starts_at = added.starts_at();
    for part in parts.iter().rev() {
        if part.period.ends_at() != starts_at || !is_same(part) {
            break;
        }
        starts_at = part.period.starts_at();
    }
    let checked = Period::new(starts_at, added.ends_at()).unwrap_or(added);
    check_parking(version, class, checked).map_err(|error| of_extension(error, added))?;
    let Some(minutes) = version.tariff.document().max_stay_minutes else { return Ok(()) };
    let stay_start = parts.first().map_or(starts_at, |part| part.period.starts_at());
    let at = stay_start + TimeDelta::minutes(minutes);
    if added.ends_at() <= at {
        return Ok(());
    }
    let whole = Period::new(stay_start, added.ends_at()).unwrap_or(added);
    let refusal = Refusal { reason: Reason::MaxStay { band: None, minutes }, at };
    let refused = refused(version, class, whole, refusal, Language::English);
    Err(of_extension(Error::NotAllowedByTariff(Box::new(refused)), added))
}

/// Removes the times that do not concern an extension: another start, and an end before the current
/// one.
fn of_extension(error: Error, added: Period) -> Error {
    match error {
        Error::NotAllowedByTariff(mut refused) => {
            refused.allowed_from = None;
            refused.allowed_until = refused.allowed_until.filter(|at| added.starts_at() < *at);
            Error::NotAllowedByTariff(refused)
        }
        other => other,
    }
}

/// Returns the price that the added time makes, at least zero. Its lines are those that the longer
/// stay has in addition, or with another amount.
fn difference(
    extended: &PartsPrice,
    existing: &PartsPrice,
    added: Period,
    currency: Currency,
) -> PartsPrice {
    let mut before = existing.lines.clone();
    let mut lines = Vec::new();
    for line in &extended.lines {
        let is_partner = |other: &StayLine| {
            (other.kind, other.from, other.rate_minor_per_hour)
                == (line.kind, line.from, line.rate_minor_per_hour)
        };
        let partner = before.iter().position(is_partner).map(|at| before.remove(at));
        let is_added = line.to > added.starts_at()
            && partner.as_ref().is_none_or(|partner| partner.to < line.to);
        let amount_minor = line.amount_minor - partner.map_or(0, |partner| partner.amount_minor);
        if is_added || amount_minor != 0 {
            let from = line.from.max(added.starts_at()).min(line.to);
            lines.push(StayLine { from, amount_minor, ..line.clone() });
        }
    }
    let withdrawn = before.into_iter().filter(|line| line.amount_minor != 0);
    lines.extend(withdrawn.map(|line| StayLine { amount_minor: -line.amount_minor, ..line }));
    let sum: i64 = lines.iter().map(|line| line.amount_minor).sum();
    if sum < 0 {
        let (from, to) = (added.starts_at(), added.ends_at());
        let (kind, rate_minor_per_hour) = (StayLineKind::Quoted, None);
        lines.push(StayLine { kind, from, to, rate_minor_per_hour, amount_minor: -sum });
    }
    PartsPrice { total: Money::new(sum.max(0), currency), lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2030-06-03T{time}:00Z").parse().unwrap()
    }

    fn line(
        kind: StayLineKind,
        (from, to): (&str, &str),
        rate: Option<i64>,
        minor: i64,
    ) -> StayLine {
        let (from, to) = (at(from), at(to));
        StayLine { kind, from, to, rate_minor_per_hour: rate, amount_minor: minor }
    }

    fn price(lines: &[StayLine]) -> PartsPrice {
        let total = lines.iter().map(|line| line.amount_minor).sum();
        PartsPrice { total: Money::new(total, Currency::Usd), lines: lines.to_vec() }
    }

    fn added(extended: &[StayLine], existing: &[StayLine]) -> PartsPrice {
        let added = Period::new(at("10:00"), at("12:00")).unwrap();
        let added = difference(&price(extended), &price(existing), added, Currency::Usd);
        assert_eq!(price(&added.lines), added, "the lines add up");
        added
    }

    #[test]
    fn longer_line_is_cut_at_the_old_end() {
        use StayLineKind::{Band, StayCap};
        let existing = [line(Band, ("09:00", "10:00"), Some(400), 400)];
        let extended = [
            line(Band, ("09:00", "12:00"), Some(400), 1_200),
            line(StayCap, ("09:00", "12:00"), None, -200),
        ];
        assert_eq!(
            added(&extended, &existing).lines,
            [
                line(Band, ("10:00", "12:00"), Some(400), 800),
                line(StayCap, ("10:00", "12:00"), None, -200),
            ]
        );
    }

    #[test]
    fn time_that_was_free_is_added() {
        use StayLineKind::{Band, Free};
        let existing = [line(Free, ("09:00", "10:00"), Some(400), 0)];
        let extended = [line(Band, ("09:00", "12:00"), Some(400), 1_200)];
        assert_eq!(
            added(&extended, &existing).lines,
            [line(Band, ("10:00", "12:00"), Some(400), 1_200)]
        );
    }

    #[test]
    fn free_time_is_listed_and_earlier_time_is_not() {
        use StayLineKind::{Minimum, Outside, Rate};
        let first = line(Rate, ("09:00", "10:00"), Some(400), 400);
        let free = line(Outside, ("10:00", "12:00"), None, 0);
        assert_eq!(
            added(&[first.clone(), free.clone()], std::slice::from_ref(&first)).lines,
            [free]
        );
        let minimum = line(Minimum, ("09:00", "10:00"), None, 100);
        let dearer = line(Rate, ("10:00", "12:00"), Some(300), 600);
        let with_minimum = [first.clone(), minimum];
        assert_eq!(added(&[first, dearer], &with_minimum).total.amount_minor, 500);
    }

    #[test]
    fn added_time_never_lowers_the_price() {
        use StayLineKind::{Minimum, Quoted};
        let existing = [line(Minimum, ("09:00", "10:00"), None, 100)];
        let price = added(&[], &existing);
        assert_eq!(price.total.amount_minor, 0);
        assert_eq!(price.lines.last().map(|line| line.kind), Some(Quoted));
    }
}
