//! The bands and terms of one policy.

use super::{
    CurbPlace,
    feed::{CurbPolicy, CurbRule, TimeUnit},
    rates::{Charge, charge},
    spans,
    users::{Users, users},
};
use crate::pricing::domain::tariff::document::Band;

/// Number of priorities of a policy: time that is reserved for other activities, the rules of
/// vehicles, and those of holders of permits.
const LEVELS: i32 = 3;
/// Highest priority of bands for vehicles of other classes: below all others.
const OTHERS: i32 = -1;

/// Bands and terms of one policy.
#[derive(Default)]
pub(super) struct Part {
    pub(super) bands: Vec<Band>,
    /// Charges of its rules with a rate.
    pub(super) charges: Vec<Charge>,
    pub(super) no_return_minutes: Option<i64>,
}

/// A rule with its users.
enum Rule {
    Parking(Users, Terms),
    /// Parking is prohibited for these users only.
    Prohibited(Users),
    /// The kerb is for another activity. The users are given if the policy allows others to park.
    Reserved(Option<Users>),
}

/// Stays that a rule allows.
struct Terms {
    charge: Charge,
    max_stay_minutes: Option<i64>,
    no_return_minutes: Option<i64>,
}

/// Returns the bands of a policy; none if it has ended. The lowest rank has the lowest precedence.
pub(super) fn part(policy: &CurbPolicy, rank: i32, place: CurbPlace<'_>) -> Result<Part, String> {
    if policy.data_source_operator_id.as_ref().is_some_and(|ids| !ids.is_empty()) {
        return Err("it applies to single operators only".to_owned());
    }
    if policy.rules.is_empty() {
        return Err("it has no rules".to_owned());
    }
    let spans = spans::bands(policy, place)?;
    let mut part = Part::default();
    if spans.is_empty() {
        return Ok(part);
    }
    let allows_parking = policy.rules.iter().any(|rule| activity(rule) == "parking");
    for curb_rule in &policy.rules {
        let rule = rule(curb_rule, allows_parking)?;
        for band in spans.iter().flat_map(|span| bands(span, rank, &rule)) {
            // Several rules for other vehicles close the same time.
            if !part.bands.contains(&band) {
                part.bands.push(band);
            }
        }
        if let Rule::Parking(_, terms) = rule {
            part.no_return_minutes = part.no_return_minutes.max(terms.no_return_minutes);
            part.charges.extend(terms.is_charged().then_some(terms.charge));
        }
    }
    Ok(part)
}

fn activity(rule: &CurbRule) -> String {
    rule.activity.to_lowercase().replace('_', " ")
}

fn rule(rule: &CurbRule, allows_parking: bool) -> Result<Rule, String> {
    match activity(rule).as_str() {
        "parking" => Ok(Rule::Parking(users(rule)?, terms(rule)?)),
        "no parking" | "no loading" | "no unloading" | "no stopping" => Ok(match users(rule)? {
            // It is not stated whether drivers without the permit may park.
            holders if holders.need_permit() => Rule::Reserved(allows_parking.then_some(holders)),
            users => Rule::Prohibited(users),
        }),
        "loading" | "unloading" | "stopping" | "travel" => {
            let users = if allows_parking { Some(users(rule)?) } else { None };
            Ok(Rule::Reserved(users))
        }
        other => Err(format!("the activity {other:?} is not supported")),
    }
}

/// Returns the bands of a rule for a time span.
fn bands(span: &Band, rank: i32, rule: &Rule) -> Vec<Band> {
    let closed = |band: Band| Band { closed: true, ..band };
    let at = |priority: i32| Band { priority, ..span.clone() };
    let named = |users: &Users| match users {
        Users::Some { classes, permits } => Some(Band {
            only_classes: classes.clone(),
            only_permits: permits.clone(),
            // Drivers with a permit may have their own rule beside that of all others.
            ..at(LEVELS * rank + if permits.is_empty() { 1 } else { 2 })
        }),
        Users::Others => None,
    };
    match rule {
        Rule::Parking(users, terms) => vec![match named(users) {
            Some(band) => Band {
                rate_minor_per_hour: Some(terms.charge.rate_minor_per_hour),
                steps: terms.charge.steps.clone(),
                max_stay_minutes: terms.max_stay_minutes,
                ..band
            },
            // Parking of other vehicles only: closed, unless another policy allows it.
            None => closed(at(OTHERS - rank)),
        }],
        Rule::Prohibited(users) => named(users).map(closed).into_iter().collect(),
        Rule::Reserved(users) => {
            let everybody = closed(at(LEVELS * rank));
            let named = users.as_ref().and_then(named).map(closed);
            std::iter::once(everybody).chain(named).collect()
        }
    }
}

impl Terms {
    fn is_charged(&self) -> bool {
        let later = self.charge.steps.iter().map(|step| step.rate_minor_per_hour);
        later.chain([self.charge.rate_minor_per_hour]).any(|rate| rate > 0)
    }
}

fn terms(rule: &CurbRule) -> Result<Terms, String> {
    let max_stay = duration("max_stay", rule.max_stay, rule.max_stay_unit.as_deref())?;
    if max_stay == Some(0) {
        return Err("max_stay is 0".to_owned());
    }
    let no_return = duration("no_return", rule.no_return, rule.no_return_unit.as_deref())?;
    Ok(Terms {
        charge: charge(rule.rate.as_deref().unwrap_or_default(), max_stay)?,
        max_stay_minutes: max_stay,
        no_return_minutes: no_return.filter(|minutes| *minutes > 0),
    })
}

/// Returns a duration in whole minutes.
fn duration(name: &str, value: Option<i64>, unit: Option<&str>) -> Result<Option<i64>, String> {
    let Some(value) = value else { return Ok(None) };
    let unit = unit.map_or(Some(TimeUnit::MINUTE), TimeUnit::parse);
    let seconds = unit.and_then(|unit| value.checked_mul(unit.seconds()));
    match seconds {
        Some(seconds) if seconds >= 0 && seconds % 60 == 0 => Ok(Some(seconds / 60)),
        _ => Err(format!("{name} is not a whole number of minutes")),
    }
}
