//! Facts → subject, text and HTML.

use minijinja::{Environment, UndefinedBehavior, context, syntax::SyntaxConfig};
use shared::{
    billing::domain::refund::RefundReason,
    platform::domain::{
        mail::MailTemplate,
        money::Money,
        when::{length, local},
    },
};

use url::Url;

use super::{Facts, Outcome, plain};

#[derive(Debug, Clone)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

macro_rules! templates {
    ($($name:literal),+) => {
        &[$(
            (concat!($name, "/subject.txt"), include_str!(concat!("templates/", $name,
                "/subject.txt.j2"))),
            (concat!($name, "/body.txt"), include_str!(concat!("templates/", $name,
                "/body.txt.j2"))),
            (concat!($name, "/body.html"), include_str!(concat!("templates/", $name,
                "/body.html.j2"))),
        )+
        ("layout.txt", include_str!("templates/layout.txt.j2")),
        ("layout.html", include_str!("templates/layout.html.j2"))]
    };
}

const TEMPLATES: &[(&str, &str)] = templates!(
    "hold_placed",
    "confirmation",
    "amendment",
    "cancellation",
    "reminder",
    "ended",
    "payment_overdue",
    "payment_reminder",
    "payment_received",
    "refund",
    "refund_failed",
    "revocation",
    "card_expiring",
    "confirm_account",
    "known_account",
    "reset_password",
    "password_changed"
);

/// Renders a mail about a reservation. All values are escaped in HTML.
///
/// # Errors
/// When a template uses an undefined value, which is a bug.
pub fn render(template: MailTemplate, facts: &Facts) -> anyhow::Result<Rendered> {
    render_with(template.as_str(), &values(template, facts))
}

pub(super) fn render_with(template: &str, values: &minijinja::Value) -> anyhow::Result<Rendered> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).build()?);
    environment.add_filter("paragraphs", |text: &str| plain::paragraphs(text));
    environment.add_function("fact", |name: &str, value: &str| plain::fact(name, value));
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    let part = |part: &str| -> anyhow::Result<String> {
        Ok(environment.get_template(&format!("{template}/{part}"))?.render(values)?)
    };
    // A single line, regardless of line breaks in the label of the spot.
    let subject = part("subject.txt")?.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Rendered { subject, text: part("body.txt")?, html: part("body.html")? })
}

fn values(template: MailTemplate, facts: &Facts) -> minijinja::Value {
    let at = |instant| local(instant, facts.time_zone);
    let mut retry_at = None;
    let (payment, amount, reason) = match &facts.outcome {
        Some(Outcome::Retrying { amount, reason, at }) => {
            retry_at = Some(local(*at, facts.time_zone));
            ("retrying", Some(amount), reason.as_str())
        }
        Some(Outcome::Paid(amount)) => ("paid", Some(amount), ""),
        Some(Outcome::Declined { amount, reason }) => ("declined", Some(amount), reason.as_str()),
        Some(Outcome::CardUnavailable(amount)) => ("card_unavailable", Some(amount), ""),
        Some(Outcome::ActionRequired(amount)) => ("action_required", Some(amount), ""),
        Some(Outcome::Waived(amount)) => ("waived", Some(amount), ""),
        Some(Outcome::Pending(amount)) => ("pending", Some(amount), ""),
        Some(Outcome::Nothing) => ("nothing", None, ""),
        None => ("", None, ""),
    };
    context! {
        spot => facts.spot.as_str(),
        ends_at => at(facts.ends_at),
        code => facts.proof.as_ref().map(|proof| proof.code.as_str()),
        hold_expires_at => facts.hold_expires_at.map(at),
        length => length((facts.ends_at - facts.starts_at).num_seconds()),
        estimate => facts.estimate.to_string(),
        card => card(facts),
        payment => payment,
        amount => amount.map(Money::to_string),
        reason => reason,
        rows => rows(template, facts),
        retry_at => retry_at,
        is_reported => facts.is_reported,
        offer => facts.offer.as_ref().map(|offer| context! {
            spot => offer.spot.as_str(),
            place => offer.place.as_str(),
            ends_at => at(offer.ends_at),
            rate => offer.rate.to_string(),
            answer_by => at(offer.answer_by),
        }),
        card_expiry => facts.card_expiry.as_deref(),
        refunded => facts.refund.as_ref().map(|refund| refund.amount.to_string()),
        refund_reason => facts.refund.as_ref().map(|refund| why(refund.reason)),
        action_url => action_url(template, facts),
        // A payment link allows nothing except payment, and may be passed on.
        is_key => facts.is_guest && Some(action_url(template,
            facts)) != facts.pay_url.as_ref().map(Url::as_str),
    }
}

/// Returns the address of the button.
fn action_url(template: MailTemplate, facts: &Facts) -> &str {
    let is_about_payment = matches!(
        template,
        MailTemplate::Ended | MailTemplate::PaymentOverdue | MailTemplate::PaymentReminder
    );
    if let Some(offer) = &facts.offer {
        return offer.url.as_str();
    }
    match &facts.outcome {
        _ if template == MailTemplate::HoldPlaced && facts.proof.is_some() => {
            facts.proof.as_ref().map_or(facts.manage_url.as_str(), |proof| proof.url.as_str())
        }
        Some(
            Outcome::Retrying { .. }
            | Outcome::Declined { .. }
            | Outcome::CardUnavailable(_)
            | Outcome::ActionRequired(_),
        ) if is_about_payment => pay_url(facts),
        Some(Outcome::Paid(_)) => facts.receipt_url.as_str(),
        _ => facts.manage_url.as_str(),
    }
}

fn pay_url(facts: &Facts) -> &str {
    facts.pay_url.as_ref().unwrap_or(&facts.manage_url).as_str()
}

fn why(reason: RefundReason) -> &'static str {
    match reason {
        RefundReason::Revoked => "You could not use the spot as we had promised.",
        RefundReason::Goodwill => "We are sorry for the trouble that you had.",
        RefundReason::Duplicate => "You had paid for this in another way already.",
        RefundReason::Mistake => "We should not have charged it.",
    }
}

/// Returns the rates of a stay; if there are several, each with its start.
fn rates(facts: &Facts) -> String {
    match facts.rates.as_slice() {
        [(_, rate)] => format!("{rate} an hour"),
        rates => {
            let from = |(at, rate): &(_, _)| {
                format!("{rate} an hour from {}", local(*at, facts.time_zone))
            };
            rates.iter().map(from).collect::<Vec<_>>().join("; ")
        }
    }
}

/// Returns the rows of the table in every mail: names and values.
fn rows(template: MailTemplate, facts: &Facts) -> Vec<(&'static str, String)> {
    let is_over = matches!(
        template,
        MailTemplate::Ended
            | MailTemplate::PaymentOverdue
            | MailTemplate::PaymentReminder
            | MailTemplate::PaymentReceived
            | MailTemplate::Refund
            | MailTemplate::RefundFailed
    );
    let used = length((facts.ends_at - facts.starts_at).num_seconds());
    let mut rows: Vec<_> = facts.proof.iter().map(|proof| ("Code", proof.code.clone())).collect();
    rows.extend([
        ("Spot", facts.spot.clone()),
        ("Where", format!("{}, {}", facts.place, facts.city)),
        ("From", local(facts.starts_at, facts.time_zone)),
        ("Until", local(facts.ends_at, facts.time_zone)),
        (if is_over { "Time used" } else { "Length" }, used),
        ("Time zone", facts.time_zone.name().to_owned()),
        ("Rate", rates(facts)),
    ]);
    let (amount, concerns_card) = match &facts.outcome {
        Some(Outcome::Paid(amount)) => (Some(("Paid", amount)), true),
        Some(
            Outcome::Retrying { amount, .. }
            | Outcome::Declined { amount, .. }
            | Outcome::CardUnavailable(amount)
            | Outcome::ActionRequired(amount),
        ) => (Some(("Not paid", amount)), true),
        Some(Outcome::Pending(amount)) => (Some(("To pay", amount)), true),
        Some(Outcome::Waived(amount)) => (Some(("Waived", amount)), false),
        Some(Outcome::Nothing) | None => (None, template == MailTemplate::Confirmation),
    };
    rows.extend(amount.map(|(name, amount)| (name, amount.to_string())));
    rows.extend(facts.refund.as_ref().map(|refund| {
        let name = if template == MailTemplate::RefundFailed { "Refund" } else { "Given back" };
        (name, refund.amount.to_string())
    }));
    rows.extend(card(facts).filter(|_| concerns_card).map(|card| ("Card", card)));
    rows.push(("Reference", facts.reference.clone()));
    rows
}

fn card(facts: &Facts) -> Option<String> {
    facts.card.as_ref().map(|card| format!("{} ending in {}", title(&card.brand), card.last4))
}

fn title(brand: &str) -> String {
    let mut letters = brand.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
