//! The table of facts in the mails about a reservation.

use chrono::{DateTime, Utc};
use shared::platform::domain::{
    localized::{local, money},
    mail::MailTemplate,
    money::Money,
    when::length,
};

use super::{Facts, Outcome};
use crate::email::{
    messages::{text, text_with},
    render::Rows,
};

/// The table under construction.
struct Table<'a> {
    facts: &'a Facts,
    rows: Rows,
}

impl Table<'_> {
    /// Adds a row. `label` is the message with its name.
    fn push(&mut self, label: &str, value: String) -> anyhow::Result<()> {
        self.rows.push((text(self.facts.language, label)?, value));
        Ok(())
    }

    fn at(&self, at: DateTime<Utc>) -> String {
        local(at, self.facts.time_zone, self.facts.language)
    }

    fn money(&self, amount: Money) -> String {
        money(amount, self.facts.language)
    }

    fn message(&self, id: &str, values: &[(&str, &str)]) -> anyhow::Result<String> {
        text_with(self.facts.language, id, values)
    }

    /// Adds the tariffs and the rates of a stay; if there are several, each price with its start.
    fn push_prices(&mut self) -> anyhow::Result<()> {
        let facts = self.facts;
        let Facts { rules, rates, .. } = facts;
        let is_single = rules.len() + rates.len() == 1;
        for (at, rules) in rules {
            let prices = if is_single {
                rules.clone()
            } else {
                self.message(
                    "prices-from",
                    &[("at", self.at(*at).as_str()), ("rules", rules.as_str())],
                )?
            };
            self.push("row-prices", prices)?;
        }
        if rates.is_empty() && !rules.is_empty() {
            return Ok(());
        }
        let rates = rates.iter().map(|(at, rate)| {
            let rate = self.money(*rate);
            if is_single {
                self.message("hourly", &[("rate", rate.as_str())])
            } else {
                self.message(
                    "hourly-from",
                    &[("rate", rate.as_str()), ("at", self.at(*at).as_str())],
                )
            }
        });
        let rates = rates.collect::<anyhow::Result<Vec<_>>>()?;
        self.push("row-rate", rates.join("; "))
    }

    fn push_payment(&mut self, template: MailTemplate) -> anyhow::Result<()> {
        let facts = self.facts;
        let Facts { outcome, refund, card, language, .. } = facts;
        if let Some((label, amount)) = outcome.as_ref().and_then(Outcome::row) {
            self.push(label, self.money(amount))?;
        }
        if let Some(refund) = refund {
            let has_failed = template == MailTemplate::RefundFailed;
            let label = if has_failed { "row-refund" } else { "row-given-back" };
            self.push(label, self.money(refund.amount))?;
        }
        let names_card = match outcome {
            Some(Outcome::Nothing) | None => template == MailTemplate::Confirmation,
            Some(outcome) => outcome.concerns_card(),
        };
        match card {
            Some(card) if names_card => self.push("row-card", card.text(*language)?),
            _ => Ok(()),
        }
    }
}

/// Returns the rows of the table in every mail: names and values.
///
/// # Errors
/// When a message is missing, which is a bug.
pub(super) fn rows(template: MailTemplate, facts: &Facts) -> anyhow::Result<Rows> {
    let is_over = matches!(
        template,
        MailTemplate::Ended
            | MailTemplate::PaymentOverdue
            | MailTemplate::PaymentReminder
            | MailTemplate::PaymentReceived
            | MailTemplate::Refund
            | MailTemplate::RefundFailed
    );
    let mut table = Table { facts, rows: Vec::new() };
    if let Some(proof) = &facts.proof {
        table.push("row-code", proof.code.clone())?;
    }
    table.push("row-spot", facts.spot.clone())?;
    table.push("row-where", format!("{}, {}", facts.place, facts.city))?;
    table.push("row-from", table.at(facts.starts_at))?;
    table.push("row-until", table.at(facts.ends_at))?;
    let used = length((facts.ends_at - facts.starts_at).num_seconds());
    table.push(if is_over { "row-time-used" } else { "row-length" }, used)?;
    table.push("row-time-zone", facts.time_zone.name().to_owned())?;
    table.push_prices()?;
    table.push_payment(template)?;
    table.push("row-reference", facts.reference.clone())?;
    Ok(table.rows)
}
