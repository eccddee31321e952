//! The stay for which a client watches the map: its spots then have prices and rules.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    places::domain::terms::Terms,
    platform::domain::{
        language::Language,
        money::Currency,
        period::{Period, next_second},
    },
    pricing::domain::posted::{PostedTariffs, SpotPlace},
};

use super::protocol::{LiveMessage, LiveSpotView};
use crate::{
    extract::Instant,
    search::{OfferTerms, Pricer, SpotOffer, required_attributes},
};

/// Maximum number of spots that are priced on an async thread.
const MAX_PRICED_INLINE: usize = 500;

/// A stay of a vehicle class. An absent end of its period moves with the clock, as in a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WatchedStay {
    class: VehicleClass,
    /// Language of the rules in words.
    language: Language,
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
}

impl WatchedStay {
    /// Returns the stay of a vehicle class, with rules in words of a language.
    ///
    /// # Errors
    /// When the period is empty or longer than `longest`.
    pub(super) fn new(
        class: VehicleClass,
        language: Language,
        from: Option<Instant>,
        to: Option<Instant>,
        longest: TimeDelta,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let (from, to) = (from.map(|from| from.0), to.map(|to| to.0));
        let starts_at = from.unwrap_or_else(|| next_second(now));
        match to.map(|to| to - starts_at) {
            Some(length) if length <= TimeDelta::zero() => {
                Err(Error::field("to", "before_start", "must be after `from`"))
            }
            Some(length) if longest < length => {
                Err(Error::field("to", "too_long", "is further from `from` than a stay may last"))
            }
            _ => Ok(Self { class, language, from, to }),
        }
    }

    /// Adds the price and the rules of the stay to the spots of a message. A free spot becomes
    /// `closed` if its tariff refuses the stay, or if it is too small. Nothing is added once the
    /// period is over.
    ///
    /// `pricer` is that of the message before; returns the one for the next message.
    pub(super) async fn price(
        self,
        message: &mut LiveMessage<'_>,
        pricer: Option<Pricer>,
        tariffs: Arc<PostedTariffs>,
        terms: &Terms,
        now: DateTime<Utc>,
    ) -> Option<Pricer> {
        let starts_at = self.from.unwrap_or_else(|| next_second(now));
        let ends_at = self.to.unwrap_or(starts_at + terms.min_stay);
        let period = Period::new(starts_at, ends_at)?;
        let (class, language) = (self.class, self.language);
        let offer_terms = OfferTerms { class, longest: terms.max_stay, language };
        let pricer = Pricer::reuse(pricer, period, offer_terms, now);
        let spots = message.spots_mut();
        let unpriced = spots.iter().map(|spot| (spot.place(), spot.flat_rate())).collect();
        let (pricer, offers) = offers(pricer, unpriced, tariffs).await?;
        let required = required_attributes(self.class);
        for (spot, offer) in spots.iter_mut().zip(offers) {
            let spot: &mut LiveSpotView = spot.to_mut();
            match offer {
                SpotOffer::Allowed(offer) if spot.has_all(&required) => {
                    spot.price = Some(offer.price.into());
                    spot.rules = Some(offer.rules.clone());
                    spot.latest_end = offer.latest_end;
                }
                SpotOffer::Allowed(offer) => {
                    spot.rules = Some(offer.rules.clone());
                    spot.refuse();
                }
                SpotOffer::Refused(offer) => {
                    spot.rules = Some(offer.rules.clone());
                    spot.latest_end = offer.refusal.allowed_until;
                    spot.refuse();
                }
            }
        }
        Some(pricer)
    }
}

/// Prices spots, given by their places and flat rates; many of them on a thread for blocking work.
/// `None` if that thread has failed.
async fn offers(
    mut pricer: Pricer,
    spots: Vec<(SpotPlace, (i32, Currency))>,
    tariffs: Arc<PostedTariffs>,
) -> Option<(Pricer, Vec<SpotOffer>)> {
    let are_many = MAX_PRICED_INLINE < spots.len();
    let price = move || {
        let offer = |(place, (rate, currency))| pricer.offer(&tariffs, place, rate, currency);
        let offers: Vec<SpotOffer> = spots.into_iter().map(offer).collect();
        (pricer, offers)
    };
    if !are_many {
        return Some(price());
    }
    let priced = tokio::task::spawn_blocking(price).await;
    priced.inspect_err(|error| tracing::error!(%error, "Spots could not be priced")).ok()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use serde_json::{Value, json};
    use shared::{
        places::domain::position::Position,
        platform::domain::{
            ids::{CityId, SpotId, ZoneId},
            money::Money,
        },
        reservations::models::live_spot::LiveSpot,
    };
    use uuid::Uuid;

    use super::*;

    const NOW: &str = "2030-06-03T13:00:00Z";

    fn stay(from: Option<&str>, to: Option<&str>) -> Result<WatchedStay> {
        let instant = |text: &str| text.parse::<Instant>().unwrap();
        let (class, language) = (VehicleClass::Van, Language::English);
        let (longest, now) = (TimeDelta::days(1), NOW.parse().unwrap());
        WatchedStay::new(class, language, from.map(instant), to.map(instant), longest, now)
    }

    #[test]
    fn watched_stay_must_have_a_usable_period() {
        assert!(stay(None, None).is_ok());
        assert!(stay(None, Some("2030-06-03T14:00:00Z")).is_ok());
        assert!(stay(None, Some("2030-06-03T13:00:00Z")).is_err(), "empty");
        let from = Some("2030-06-04T13:00:00Z");
        assert!(stay(from, Some("2030-06-05T13:00:00Z")).is_ok());
        assert!(stay(from, Some("2030-06-05T13:00:01Z")).is_err(), "too long");
    }

    fn free_spot(attributes: Vec<String>) -> Cow<'static, LiveSpotView> {
        let spot = LiveSpot {
            id: SpotId::new(),
            city_id: CityId(Uuid::nil()),
            site_id: None,
            zone_id: ZoneId(Uuid::nil()),
            label: "B14".to_owned(),
            position: Position { lat: 40.0, lng: -73.0 },
            rate: Money::new(450, Currency::Usd),
            attributes,
            state: "free".to_owned(),
            changed_at: None,
            changes_at: None,
        };
        Cow::Owned(spot.into())
    }

    #[tokio::test]
    async fn many_spots_are_priced_for_trucks() {
        let narrow = std::iter::repeat_n(free_spot(Vec::new()), MAX_PRICED_INLINE);
        let spots = narrow.chain([free_spot(vec!["wide".to_owned()])]).collect();
        let (removed, sites, reservations) = (Vec::new(), Vec::new(), Vec::new());
        let mut message =
            LiveMessage::Delta { id: None, version: "1", spots, removed, sites, reservations };
        let (class, language) = (VehicleClass::Truck, Language::German);
        let stay = WatchedStay { class, language, from: None, to: None };
        let (tariffs, terms) = (Arc::new(PostedTariffs::default()), Terms::default());
        let pricer = stay.price(&mut message, None, tariffs, &terms, NOW.parse().unwrap()).await;
        assert!(pricer.is_some(), "for the next message");
        let sent = serde_json::to_value(&message).unwrap();
        let [first, last] = [&sent["spots"][0], &sent["spots"][MAX_PRICED_INLINE]];
        assert_eq!((&first["state"], &first["price"]), (&json!("closed"), &Value::Null));
        assert_eq!(first["rules"], "4,50\u{a0}$ / h zu jeder Zeit.");
        assert_eq!(last["state"], "free");
        assert!(last["price"].is_object(), "{last:#}");
    }
}
