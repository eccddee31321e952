//! The tariff documents of posted rules.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::policies::Policies;
use crate::{
    identity::domain::vehicle::VehicleClass,
    places::{
        domain::posted_rules::{Mapped, MeterUse, PostedRules, Schedule},
        models::city::City,
    },
    platform::domain::money::{Currency, Money},
    pricing::domain::tariff::{
        Tariff,
        curb_policy::{CurbPlace, UnknownPolicy, curb_tariff},
        document::{Holidays, TariffDocument},
        meter_hours::{COMMERCIAL, parse_meter_hours, unknown_rules},
        meter_schedules::{MeterTerms, schedules_tariff},
    },
};

/// The file has no rates.
const ASSUMED_RATE: &str = "The rate is an assumption, because the city's data has none.";
/// Leaves room for a rate and a number in the name of a tariff.
const MAX_RULES_IN_NAME: usize = 60;

/// The tariff of posted rules.
pub(super) struct Rules {
    pub(super) name: String,
    pub(super) document: TariffDocument,
    /// Empty if the rules are known.
    pub(super) unknown: Vec<UnknownPart>,
}

/// A part of the rules that is not understood.
pub(super) struct UnknownPart {
    pub(super) column: &'static str,
    /// Id of a policy; `None` for the rules of a meter.
    pub(super) policy_id: Option<String>,
    pub(super) value: String,
}

/// Converts posted rules to tariffs of a city.
pub(super) struct Documents<'a> {
    currency: Currency,
    time_zone: Tz,
    today: NaiveDate,
    policies: &'a Policies,
    calendars: &'a Holidays,
}

/// A document with its name.
type Known = (TariffDocument, String);

impl<'a> Documents<'a> {
    pub(super) fn new(
        city: &City,
        policies: &'a Policies,
        calendars: &'a Holidays,
        now: DateTime<Utc>,
    ) -> Self {
        let (currency, time_zone) = (city.currency, city.time_zone);
        let today = now.with_timezone(&time_zone).date_naive();
        Self { currency, time_zone, today, policies, calendars }
    }

    pub(super) fn rules(&self, posted: &PostedRules) -> Rules {
        let known = match posted {
            PostedRules::Hours { text, rate_minor_per_hour, vehicles } => {
                let text = text.as_deref().unwrap_or_default();
                self.hours(text, *rate_minor_per_hour, vehicles).map_err(|reason| {
                    vec![UnknownPart::of_meter("meter_hours", format!("{text} ({reason})"))]
                })
            }
            PostedRules::Schedules { unreadable: Some(reason), .. } => {
                Err(vec![UnknownPart::of_meter("schedules", reason.clone())])
            }
            PostedRules::Schedules { schedules, assumed_rate_minor, vehicles, .. } => self
                .schedules(schedules, *assumed_rate_minor, vehicles)
                .map_err(|reason| vec![UnknownPart::of_meter("schedules", reason)]),
            PostedRules::Policies { ids, ends_at } => self
                .policies(ids, *ends_at)
                .map_err(|unknown| unknown.into_iter().map(UnknownPart::of_policy).collect()),
        };
        match known {
            Ok((document, name)) => Rules { name, document, unknown: Vec::new() },
            Err(unknown) => Rules {
                name: "Rules unknown".to_owned(),
                document: unknown_rules(self.currency),
                unknown,
            },
        }
    }

    fn hours(
        &self,
        text: &str,
        rate_minor_per_hour: i32,
        vehicles: &Mapped<MeterUse>,
    ) -> Result<Known, String> {
        let vehicles = vehicles
            .as_ref()
            .map_err(|text| format!("the mapping does not have the vehicles {text:?}"))?;
        let tariff = parse_meter_hours(text, rate_minor_per_hour.into(), self.currency)
            .map_err(|error| error.reason)?;
        let mut document =
            TariffDocument { note: Some(ASSUMED_RATE.to_owned()), ..tariff.document().clone() };
        let (only, suffix) = match vehicles {
            // Spots for motorcycles admit nothing else by their attribute.
            MeterUse::Any | MeterUse::Motorcycles => (Vec::new(), ""),
            MeterUse::Commercial => (COMMERCIAL.to_vec(), ", commercial"),
            MeterUse::Trucks => (vec![VehicleClass::Truck], ", trucks"),
            MeterUse::Others => {
                return Err("the meter is for vehicles that cannot be reserved for".to_owned());
            }
        };
        for band in &mut document.bands {
            if band.only_classes.is_empty() {
                band.only_classes.extend(&only);
            } else if !only.is_empty() {
                band.only_classes.retain(|class| only.contains(class));
            }
        }
        let rate = Money::new(rate_minor_per_hour.into(), self.currency);
        Ok((document, format!("{} at {rate} / h{suffix}", shortened(text))))
    }

    fn schedules(
        &self,
        schedules: &[Schedule],
        assumed_rate_minor: Option<i32>,
        vehicles: &Mapped<MeterUse>,
    ) -> Result<Known, String> {
        let Self { currency, today, .. } = *self;
        let terms = MeterTerms { vehicles, assumed_rate_minor, currency, today };
        let tariff = schedules_tariff(schedules, terms).map_err(|error| error.reason)?;
        let (mut document, name) = named(&tariff);
        if schedules.iter().all(|schedule| schedule.rate.is_none()) {
            document.note = Some(ASSUMED_RATE.to_owned());
        }
        Ok((document, name))
    }

    fn policies(
        &self,
        ids: &[String],
        ends_at: Option<DateTime<Utc>>,
    ) -> Result<Known, Vec<UnknownPolicy>> {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for id in ids {
            let reason = match self.policies.get(id) {
                Some(Ok(policy)) => {
                    known.push(policy);
                    continue;
                }
                Some(Err(error)) => format!("the policy cannot be read: {error}"),
                None => "the policy is not in the file".to_owned(),
            };
            unknown.push(UnknownPolicy { policy_id: id.clone(), reason });
        }
        let Self { currency, time_zone, calendars, today, .. } = *self;
        let place = CurbPlace { currency, time_zone, calendars, today };
        if known.is_empty() && !unknown.is_empty() {
            return Err(unknown);
        }
        match curb_tariff(&known, ends_at, place) {
            Ok(tariff) if unknown.is_empty() => Ok(named(&tariff)),
            Ok(_) => Err(unknown),
            Err(more) => {
                unknown.extend(more);
                Err(unknown)
            }
        }
    }
}

impl UnknownPart {
    fn of_meter(column: &'static str, value: String) -> Self {
        Self { column, policy_id: None, value }
    }

    fn of_policy(policy: UnknownPolicy) -> Self {
        let UnknownPolicy { policy_id, reason } = policy;
        let policy_id = Some(policy_id).filter(|id| !id.is_empty());
        Self { column: "curb_policy_ids", policy_id, value: reason }
    }
}

/// Names a tariff by its rules.
fn named(tariff: &Tariff) -> Known {
    (tariff.document().clone(), shortened(&tariff.words()))
}

fn shortened(rules: &str) -> String {
    rules.chars().take(MAX_RULES_IN_NAME).collect::<String>().trim_end().to_owned()
}
