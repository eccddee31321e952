//! Representations of quotes and of the lines of a price.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use shared::{
    Result,
    identity::domain::vehicle::VehicleClass,
    places::models::city::City,
    platform::{
        db::PgConnection,
        domain::money::{Currency, Money},
    },
    pricing::{
        domain::stay_parts::{StayLine, StayLineKind},
        models::{posted::versions_of, quote::Quote},
        quote_signer::{ALGORITHM, QuoteSigner, SignedQuote},
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::MoneyView;

/// A line of a price. The amounts add up to the total.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct LineView {
    /// Time at the rate of a spot: `rate`. Time by a tariff: `band`, `outside` of the paid hours,
    /// `free` minutes. Adjustments: `day_cap`, `rolling_cap` (24 hours), `stay_cap`, `minimum`, and
    /// `quoted`, which lowers the price to the accepted one, or raises that of an extension to
    /// zero.
    #[schema(value_type = String, example = "band")]
    kind: StayLineKind,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    /// Price per hour; `null` for a line without a rate.
    rate: Option<MoneyView>,
    /// Share in the total; may be negative, as for caps.
    amount: MoneyView,
}

impl LineView {
    pub(crate) fn new(line: &StayLine, currency: Currency) -> Self {
        Self {
            kind: line.kind,
            from: line.from,
            to: line.to,
            rate: line.rate_minor_per_hour.map(|rate| Money::new(rate, currency).into()),
            amount: Money::new(line.amount_minor, currency).into(),
        }
    }
}

/// A published version of a tariff.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct TariffVersionRef {
    id: Uuid,
    tariff_id: Uuid,
    /// Counts the versions of the tariff from 1.
    #[schema(example = 3)]
    number: i32,
}

/// A quote as signed text, which can be verified without access to the API.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct QuoteSignature {
    #[schema(example = "EdDSA")]
    algorithm: &'static str,
    /// `kid` of the key in the list of quote keys.
    key_id: String,
    /// Canonical JSON (RFC 8785) with the members `currency`, `ends_at`, `expires_at`, `id`,
    /// `issuer`, `lines`, `reservation_id`, `spot_id`, `starts_at`, `tariff_version_id`,
    /// `total_minor` and `vehicle_class`.
    signed: String,
    /// Signature of the UTF-8 bytes of `signed`, in base64url without padding.
    value: String,
}

impl From<SignedQuote> for QuoteSignature {
    fn from(signed: SignedQuote) -> Self {
        Self {
            algorithm: ALGORITHM,
            key_id: signed.key_id,
            signed: signed.text,
            value: signed.signature,
        }
    }
}

/// The price of a stay, or of time added to it, until it expires.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct QuoteView {
    id: Uuid,
    spot_id: Uuid,
    /// Reservation to extend; `null` for a new stay.
    reservation_id: Option<Uuid>,
    /// `car`, `motorcycle`, `scooter`, `van` or `truck`.
    #[schema(value_type = String, example = "car")]
    vehicle_class: VehicleClass,
    /// Start of the stay, or of the added time.
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// Highest price of the stay, or of the added time.
    total: MoneyView,
    lines: Vec<LineView>,
    /// Rules of the spot in words.
    #[schema(example = "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.")]
    rules: String,
    /// IANA time zone of the rules.
    #[schema(example = "America/New_York")]
    time_zone: &'static str,
    /// `null` for a spot with a rate and no tariff.
    tariff_version: Option<TariffVersionRef>,
    /// `true` if a reduced-rate permit of the driver limits the rates, as `rules` says. Only this
    /// driver can accept the quote.
    reduced_rate: bool,
    expires_at: DateTime<Utc>,
    /// `null` if this site does not sign quotes.
    signature: Option<QuoteSignature>,
}

impl QuoteView {
    /// Reads the version and the time zone of a quote, and signs it.
    pub(crate) fn load(
        conn: &mut PgConnection,
        quote: Quote,
        signer: &QuoteSigner,
    ) -> Result<Self> {
        let signature = signer.sign(&quote)?.map(QuoteSignature::from);
        let versions = versions_of(conn, quote.tariff_version_id.as_slice())?;
        let version = quote.tariff_version_id.and_then(|id| versions.get(&id));
        let time_zone: Tz = match version {
            Some(version) => version.time_zone,
            None => City::find(conn, quote.city_id)?.time_zone,
        };
        Ok(Self {
            id: quote.id.0,
            spot_id: quote.spot_id.0,
            reservation_id: quote.reservation_id.map(|id| id.0),
            vehicle_class: quote.vehicle_class,
            starts_at: quote.period.starts_at(),
            ends_at: quote.period.ends_at(),
            total: quote.total().into(),
            lines: quote.lines.iter().map(|line| LineView::new(line, quote.currency)).collect(),
            rules: quote.rules,
            time_zone: time_zone.name(),
            tariff_version: version.map(|version| TariffVersionRef {
                id: version.id.0,
                tariff_id: version.tariff_id.0,
                number: version.number,
            }),
            reduced_rate: quote.rate_cap_minor.is_some(),
            expires_at: quote.expires_at,
            signature,
        })
    }
}
