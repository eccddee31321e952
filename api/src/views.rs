//! Representations of reservations and spots for clients. Rows are never serialized directly.

mod evidence;
mod quotes;
mod yield_prices;

use std::{borrow::Cow, fmt};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::value::RawValue;
use shared::{
    billing::{
        domain::{charge::ChargeState, charge_kind::ChargeKind, payment_source::PaymentSource},
        models::charge::Charge,
    },
    identity::domain::vehicle::VehicleClass,
    platform::domain::{
        ids::ReservationId, language::Language, money::Money, reference::ReservationReference,
    },
    reservations::{
        domain::status::Status,
        models::{
            reservation::Reservation, reservation_details::ReservationDetails,
            segment::SegmentTariff,
        },
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use evidence::*;
pub(crate) use quotes::*;
pub(crate) use yield_prices::*;

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct MoneyView {
    /// Amount in minor units: cents, pence, yen.
    #[schema(example = 450)]
    amount_minor: i64,
    /// ISO 4217.
    #[schema(example = "USD")]
    currency: &'static str,
}

impl From<Money> for MoneyView {
    fn from(money: Money) -> Self {
        Self { amount_minor: money.amount_minor, currency: money.currency.code() }
    }
}

/// One side of a street between two cross streets.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct ZoneView<'a> {
    pub(crate) id: Uuid,
    #[schema(example = "West 43 Street")]
    pub(crate) street: Cow<'a, str>,
    pub(crate) from_street: Cow<'a, str>,
    pub(crate) to_street: Cow<'a, str>,
    /// Compass side of the street, `M` for a median.
    #[schema(example = "N")]
    pub(crate) side: Cow<'a, str>,
}

// It borrows its texts, because pages are large.
/// A spot that is free for the whole period.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FreeSpotView<'a> {
    pub(crate) id: Uuid,
    /// Label at the kerb.
    #[schema(example = "B14")]
    pub(crate) label: Cow<'a, str>,
    /// Latitude in degrees.
    pub(crate) lat: f64,
    /// Longitude in degrees.
    pub(crate) lng: f64,
    /// Great-circle distance, in the requested unit.
    pub(crate) distance: f64,
    /// Flat rate per hour, which holds while no tariff is posted.
    pub(crate) rate: MoneyView,
    /// Price of the whole period.
    pub(crate) price: MoneyView,
    /// The tariff in words.
    #[schema(example = "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.")]
    #[schema(value_type = String)]
    pub(crate) rules: Cow<'a, RawValue>,
    /// Latest end that the tariff allows for a stay from the start of the period; `null` if the
    /// tariff does not limit it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) latest_end: Option<Cow<'a, RawValue>>,
    #[schema(value_type = Vec<String>)]
    pub(crate) attributes: Cow<'a, [String]>,
    /// Hours in which parking is charged, in the format of the source.
    pub(crate) hours: Option<Cow<'a, str>>,
    /// `true` if the position is derived from that of a pay station.
    pub(crate) position_assumed: bool,
    pub(crate) zone: ZoneView<'a>,
    /// The garage or lot of the zone; `null` on the street.
    pub(crate) site_id: Option<Uuid>,
    /// IANA time zone of the city.
    #[schema(example = "America/New_York")]
    pub(crate) time_zone: Cow<'a, str>,
}

impl FreeSpotView<'_> {
    /// Copies the texts.
    pub(crate) fn into_owned(self) -> FreeSpotView<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        FreeSpotView {
            label: owned(self.label),
            attributes: Cow::Owned(self.attributes.into_owned()),
            hours: self.hours.map(owned),
            zone: ZoneView {
                id: self.zone.id,
                street: owned(self.zone.street),
                from_street: owned(self.zone.from_street),
                to_street: owned(self.zone.to_street),
                side: owned(self.zone.side),
            },
            time_zone: owned(self.time_zone),
            site_id: self.site_id,
            id: self.id,
            lat: self.lat,
            lng: self.lng,
            distance: self.distance,
            rate: self.rate,
            price: self.price,
            rules: Cow::Owned(self.rules.into_owned()),
            latest_end: self.latest_end.map(|end| Cow::Owned(end.into_owned())),
            position_assumed: self.position_assumed,
        }
    }
}

/// The spot of a reservation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct SpotView {
    id: Uuid,
    /// Label at the kerb.
    label: String,
    lat: f64,
    lng: f64,
    /// `true` if the position is derived from that of a pay station.
    position_assumed: bool,
    zone: ZoneView<'static>,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct CardView {
    #[schema(example = "visa")]
    pub(crate) brand: String,
    #[schema(example = "4242")]
    pub(crate) last4: String,
}

impl fmt::Display for CardView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

impl CardView {
    /// Returns brand and last digits, such as `Visa ending in 4242`.
    pub(crate) fn text(&self, language: Language) -> String {
        let mut letters = self.brand.chars();
        let brand: String =
            letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect();
        let last4 = &self.last4;
        match language {
            Language::English => format!("{brand} ending in {last4}"),
            Language::Spanish => format!("{brand} terminada en {last4}"),
            Language::German => format!("{brand} mit den Endziffern {last4}"),
            Language::French => format!("{brand} se terminant par {last4}"),
        }
    }

    /// Returns the card of a reservation.
    pub(crate) fn of(reservation: &Reservation) -> Option<Self> {
        let card = reservation.card_brand.clone().zip(reservation.card_last4.clone());
        card.map(|(brand, last4)| Self { brand, last4 })
    }
}

/// A charge: of a stay, or of another kind.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct ChargeView {
    id: Uuid,
    /// Of a reservation: `stay`, `extension`, `overstay`, `no_show`, `late_cancellation`. Of
    /// another subject: `top_up`, `permit`, `subscription`, `invoice`, `carried_over`.
    #[schema(value_type = String, example = "stay")]
    kind: ChargeKind,
    /// To be collected: `due`, `charging`, `unknown`, `retrying`. To be paid by the driver:
    /// `requires_action` (the bank requires authentication), `dunning`, `written_off`. Final:
    /// `paid`, `part_refunded`, `refunded`, `disputed`, `won`, `lost`. Nothing to pay: `carried`
    /// (too small to be charged, and added to the driver's next charge), `waived`, `zero`.
    #[schema(value_type = String, example = "paid")]
    state: ChargeState,
    /// `true` if the driver has to pay the charge before reserving again.
    overdue: bool,
    /// Billed time in seconds; 0 for a charge that is not for time.
    seconds: i64,
    /// Price, with the amounts that were carried over from earlier stays.
    amount: MoneyView,
    /// Part of the amount that was carried over from earlier stays.
    carried_over: MoneyView,
    /// Amount refunded.
    refunded: MoneyView,
    /// Amount of failed refunds with no refund issued since.
    refund_failed: MoneyView,
    /// Time of the next attempt after a decline.
    next_attempt_at: Option<DateTime<Utc>>,
    /// Human-readable reason for the failed collection.
    failure: Option<String>,
}

impl ChargeView {
    /// Creates a view of the charge; `None` until the stay is over.
    pub(crate) fn new(charge: Charge) -> Option<Self> {
        (charge.state != ChargeState::SetUp).then(|| Self {
            id: charge.id.0,
            kind: charge.kind,
            state: charge.state,
            overdue: ChargeState::OVERDUE.contains(&charge.state),
            seconds: charge.seconds,
            amount: charge.amount().into(),
            carried_over: Money::new(charge.carried_minor, charge.currency).into(),
            refunded: Money::new(charge.refunded_minor, charge.currency).into(),
            refund_failed: Money::new(charge.refund_failed_minor, charge.currency).into(),
            next_attempt_at: charge.next_attempt_at,
            failure: charge.failure_message,
        })
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct ReservationView {
    id: Uuid,
    /// Short reference for people, which mails and receipts show: the last eight digits of the id.
    #[schema(example = "1A2B3C4D")]
    reference: String,
    /// `held`, `confirmed`, `completed`, `expired`, `cancelled` or `revoked`.
    #[schema(value_type = String)]
    status: Status,
    /// `true` while confirmed and in progress.
    active: bool,
    /// Incremented with every change; also the `ETag`.
    revision: i32,
    spot: SpotView,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// IANA time zone of the city.
    time_zone: String,
    /// Time until which a card must be set up; only while held.
    hold_expires_at: Option<DateTime<Utc>>,
    /// Price per hour, fixed when the hold was placed. Added time may have another rate.
    rate: MoneyView,
    /// Price of the whole period, and the maximum that is charged for it. Amounts that were carried
    /// over from earlier stays are added to the charge.
    estimate: MoneyView,
    /// Rules in words, as accepted with the latest part of the stay. `null` for a stay without a
    /// tariff, and in lists of the console.
    rules: Option<String>,
    /// Vehicle class whose price was accepted: `car`, `motorcycle`, `scooter`, `van` or `truck`.
    /// `null` when `rules` is.
    #[schema(value_type = Option<String>, example = "car")]
    vehicle_class: Option<VehicleClass>,
    email: String,
    /// Time at which the mail server permanently rejected the latest mail to the driver's address;
    /// `null` while mail is delivered.
    mail_undeliverable_at: Option<DateTime<Utc>>,
    /// Steps that the hold still requires to become a reservation, in any order: `card` (set up)
    /// and `email` (the guest's address, verified).
    awaiting: Vec<&'static str>,
    /// `card`; `none` for a reservation whose price is zero by contract. Reserved for later:
    /// `wallet`, `permit`, `invoice`.
    #[schema(value_type = String, example = "card")]
    payment_source: PaymentSource,
    card: Option<CardView>,
    /// Set once the stay is over.
    charge: Option<ChargeView>,
    /// Revoked reservation that this one replaces.
    reseat_of: Option<Uuid>,
    /// Time until which the stay can be cancelled free of charge although it has begun; `null` if
    /// it cannot, and in lists of the console.
    undo_until: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    /// The driver's language.
    #[serde(skip)]
    language: Language,
}

fn awaiting(reservation: &Reservation, status: Status) -> Vec<&'static str> {
    let card = reservation.awaits_card().then_some("card");
    let email = reservation.awaits_verification().then_some("email");
    card.into_iter().chain(email).filter(|_| status == Status::Held).collect()
}

impl ReservationView {
    pub(crate) fn reservation_id(&self) -> ReservationId {
        ReservationId(self.id)
    }

    pub(crate) fn status(&self) -> Status {
        self.status
    }

    /// Creates a view of the reservation as of `now`. A hold that has expired is shown as expired,
    /// whether or not a job has processed it.
    pub(crate) fn new(details: ReservationDetails, now: DateTime<Utc>) -> Self {
        let ReservationDetails {
            reservation,
            place,
            email,
            charge,
            mail_undeliverable_at,
            language,
        } = details;
        let status =
            if reservation.is_hold_expired(now) { Status::Expired } else { reservation.status };
        Self {
            id: reservation.id.0,
            reference: ReservationReference::from(reservation.id).to_string(),
            status,
            active: status == Status::Confirmed && reservation.period.contains(now),
            revision: reservation.revision,
            spot: SpotView {
                id: reservation.spot_id.0,
                label: place.label,
                lat: place.lat,
                lng: place.lng,
                position_assumed: place.position_assumed,
                zone: ZoneView {
                    id: place.zone_id.0,
                    street: place.street.into(),
                    from_street: place.from_street.into(),
                    to_street: place.to_street.into(),
                    side: place.side.into(),
                },
            },
            starts_at: reservation.period.starts_at(),
            ends_at: reservation.period.ends_at(),
            time_zone: place.time_zone.name().to_owned(),
            hold_expires_at: reservation.hold_expires_at.filter(|_| status == Status::Held),
            rate: reservation.rate().into(),
            estimate: reservation.estimate().into(),
            rules: None,
            vehicle_class: None,
            email,
            mail_undeliverable_at,
            awaiting: awaiting(&reservation, status),
            payment_source: reservation.payment_source,
            card: CardView::of(&reservation),
            charge: charge.and_then(ChargeView::new),
            reseat_of: reservation.reseat_of.map(|id| id.0),
            undo_until: None,
            created_at: reservation.created_at,
            language,
        }
    }

    /// Adds the tariff version of the latest part of the stay, and the class that was priced. The
    /// rules are in words of a language, by default the driver's.
    pub(crate) fn with_tariff(
        self,
        tariff: Option<SegmentTariff>,
        language: Option<Language>,
    ) -> Self {
        let language = language.unwrap_or(self.language);
        let of = |tariff: SegmentTariff| (tariff.rules(language), tariff.class);
        let (rules, vehicle_class) = tariff.map(of).unzip();
        Self { rules, vehicle_class, ..self }
    }

    /// Adds the time until which the stay can be undone.
    pub(crate) fn with_undo(self, undo_until: Option<DateTime<Utc>>) -> Self {
        Self { undo_until, ..self }
    }
}
