//! Facts → subject, text and HTML.

use minijinja::{Environment, UndefinedBehavior, context, syntax::SyntaxConfig};
use shared::domain::{mail::MailTemplate, money::Money};

use super::{
    Facts, Outcome,
    when::{length, local},
};

/// A mail, ready to be sent.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// For readers of text.
    pub text: String,
    /// For all others.
    pub html: String,
}

macro_rules! templates {
    ($($name:literal),+) => {
        &[$(
            (concat!($name, "/subject.txt"), include_str!(concat!("templates/", $name, "/subject.txt.j2"))),
            (concat!($name, "/body.txt"), include_str!(concat!("templates/", $name, "/body.txt.j2"))),
            (concat!($name, "/body.html"), include_str!(concat!("templates/", $name, "/body.html.j2"))),
        )+
        ("layout.txt", include_str!("templates/layout.txt.j2")),
        ("layout.html", include_str!("templates/layout.html.j2"))]
    };
}

const TEMPLATES: &[(&str, &str)] =
    templates!("hold_placed", "confirmation", "amendment", "cancellation", "reminder", "ended");

/// Renders a mail. In HTML everything is escaped.
///
/// # Errors
/// When a template asks for what there is not: a bug.
pub fn render(template: MailTemplate, facts: &Facts) -> anyhow::Result<Rendered> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).build()?);
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    let part = |part: &str| -> anyhow::Result<String> {
        let name = format!("{}/{part}", template.as_str());
        Ok(environment.get_template(&name)?.render(values(facts))?)
    };
    Ok(Rendered { subject: part("subject.txt")?.trim().to_owned(), text: part("body.txt")?, html: part("body.html")? })
}

fn values(facts: &Facts) -> minijinja::Value {
    let at = |instant| local(instant, facts.time_zone);
    let (payment, amount, reason) = match &facts.outcome {
        Some(Outcome::Paid(amount)) => ("paid", Some(amount), ""),
        Some(Outcome::Declined { amount, reason }) => ("declined", Some(amount), reason.as_str()),
        Some(Outcome::ActionRequired(amount)) => ("action_required", Some(amount), ""),
        Some(Outcome::Waived(amount)) => ("waived", Some(amount), ""),
        Some(Outcome::Pending(amount)) => ("pending", Some(amount), ""),
        Some(Outcome::Nothing) => ("nothing", None, ""),
        None => ("", None, ""),
    };
    context! {
        reference => facts.reference.as_str(),
        spot => facts.spot.as_str(),
        place => facts.place.as_str(),
        city => facts.city.as_str(),
        zone => facts.time_zone.name(),
        starts_at => at(facts.starts_at),
        ends_at => at(facts.ends_at),
        hold_expires_at => facts.hold_expires_at.map(at),
        length => length((facts.ends_at - facts.starts_at).num_seconds()),
        rate => facts.rate.to_string(),
        estimate => facts.estimate.to_string(),
        card => facts.card.as_ref().map(|card| format!("{} ending in {}", title(&card.brand), card.last4)),
        payment => payment,
        amount => amount.map(Money::to_string),
        reason => reason,
        manage_url => facts.manage_url.as_str(),
        is_guest => facts.is_guest,
    }
}

fn title(brand: &str) -> String {
    let mut letters = brand.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use shared::domain::money::Currency;

    use super::*;
    use crate::email::Card;

    fn facts() -> Facts {
        Facts {
            reference: "1A2B3C4D".to_owned(),
            spot: "B14".to_owned(),
            place: "West 43 Street, between 6 Avenue and 7 Avenue (side N)".to_owned(),
            city: "New York".to_owned(),
            time_zone: chrono_tz::America::New_York,
            starts_at: "2026-06-15T14:00:00Z".parse().unwrap(),
            ends_at: "2026-06-15T15:30:00Z".parse().unwrap(),
            hold_expires_at: Some("2026-06-15T14:10:00Z".parse().unwrap()),
            rate: Money::new(450, Currency::Usd),
            estimate: Money::new(675, Currency::Usd),
            outcome: None,
            card: Some(Card { brand: "visa".to_owned(), last4: "4242".to_owned() }),
            manage_url: "https://curbhold.example/reservations/1".parse().unwrap(),
            is_guest: true,
        }
    }

    fn written(template: MailTemplate, outcome: Option<Outcome>) -> String {
        let mail = render(template, &Facts { outcome, ..facts() }).unwrap();
        format!("Subject: {}\n\n{}", mail.subject, mail.text)
    }

    #[test]
    fn mails_read_well() {
        for template in MailTemplate::ALL.iter().filter(|template| **template != MailTemplate::Ended) {
            assert_snapshot!(template.as_str(), written(*template, None));
        }
    }

    #[test]
    fn the_last_mail_tells_what_became_of_the_payment() {
        let amount = Money::new(675, Currency::Usd);
        let reason = "Your card has insufficient funds.".to_owned();
        for (name, outcome) in [
            ("paid", Outcome::Paid(amount)),
            ("declined", Outcome::Declined { amount, reason }),
            ("action_required", Outcome::ActionRequired(amount)),
            ("waived", Outcome::Waived(Money::new(8, Currency::Usd))),
            ("nothing", Outcome::Nothing),
        ] {
            assert_snapshot!(format!("ended_{name}"), written(MailTemplate::Ended, Some(outcome)));
        }
    }

    #[test]
    fn html_is_one_page_with_one_button() {
        assert_snapshot!("confirmation_html", render(MailTemplate::Confirmation, &facts()).unwrap().html);
    }

    #[test]
    fn nothing_that_others_wrote_becomes_markup() {
        let facts = Facts { place: "<script>alert(1)</script>".to_owned(), ..facts() };
        for template in MailTemplate::ALL {
            let html = render(*template, &facts).unwrap().html;
            assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"), "{template:?}");
        }
    }
}
