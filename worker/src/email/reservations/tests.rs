//! Every mail about a reservation in text and in HTML.

use insta::assert_snapshot;
use shared::{billing::domain::refund::RefundReason, platform::domain::money::Currency};

use super::*;

mod format;
mod languages;
mod links;
mod payments;
mod rows;

const OVER: MailTemplate = MailTemplate::Ended;

fn facts() -> Facts {
    Facts {
        language: Language::English,
        reference: "1A2B3C4D".to_owned(),
        spot: "B14".to_owned(),
        place: "West 43 Street, north side, between 6 Avenue and 7 Avenue".to_owned(),
        city: "New York".to_owned(),
        time_zone: chrono_tz::America::New_York,
        starts_at: "2026-06-15T14:00:00Z".parse().unwrap(),
        ends_at: "2026-06-15T15:30:00Z".parse().unwrap(),
        hold_expires_at: Some("2026-06-15T14:10:00Z".parse().unwrap()),
        rates: vec![("2026-06-15T14:00:00Z".parse().unwrap(), Money::new(450, Currency::Usd))],
        rules: Vec::new(),
        estimate: Money::new(675, Currency::Usd),
        outcome: None,
        carried_over: None,
        card: Some(Card { brand: "visa".to_owned(), last4: "4242".to_owned() }),
        needs_card: true,
        keeps_card: false,
        refund: None,
        is_reported: false,
        offer: None,
        visit: Some(RunningVisit {
            site: "Garage 45".to_owned(),
            since: "2026-06-15T14:00:00Z".parse().unwrap(),
            cost: Money::new(450, Currency::Usd),
            bound_at: "2026-06-15T15:30:00Z".parse().unwrap(),
        }),
        card_expiry: None,
        manage_url: "https://curbhold.example/reservations/1".parse().unwrap(),
        receipt_url: "https://curbhold.example/reservations/1/receipt".parse().unwrap(),
        pay_url: None,
        is_guest: true,
        proof: None,
    }
}

fn outcomes() -> Vec<(&'static str, Outcome)> {
    let amount = Money::new(675, Currency::Usd);
    let reason = "Your card has insufficient funds.".to_owned();
    let at = "2026-06-15T16:30:00Z".parse().unwrap();
    vec![
        ("paid", Outcome::Paid(amount)),
        ("retrying", Outcome::Retrying { amount, reason: reason.clone(), at }),
        ("declined", Outcome::Declined { amount, reason }),
        ("card_unavailable", Outcome::CardUnavailable(amount)),
        ("action_required", Outcome::ActionRequired(amount)),
        ("carried", Outcome::Carried(Money::new(8, Currency::Usd))),
        ("waived", Outcome::Waived(Money::new(8, Currency::Usd))),
        ("pending", Outcome::Pending(amount)),
        ("nothing", Outcome::Nothing),
    ]
}

fn facts_of(template: MailTemplate) -> Facts {
    let (amount, reason) =
        (Money::new(675, Currency::Usd), "Your card has insufficient funds.".to_owned());
    let pay_url = || Some("https://curbhold.example/pay/1".parse().unwrap());
    match template {
        MailTemplate::PaymentOverdue | MailTemplate::PaymentReminder => Facts {
            outcome: Some(Outcome::Declined { amount, reason }),
            pay_url: pay_url(),
            ..facts()
        },
        MailTemplate::PaymentReceived => Facts { outcome: Some(Outcome::Paid(amount)), ..facts() },
        MailTemplate::Refund | MailTemplate::RefundFailed => {
            let refund =
                Refund { amount: Money::new(225, Currency::Usd), reason: RefundReason::Revoked };
            Facts { outcome: Some(Outcome::Paid(amount)), refund: Some(refund), ..facts() }
        }
        MailTemplate::CardExpiring => Facts { card_expiry: Some("06/2026".to_owned()), ..facts() },
        _ => facts(),
    }
}

fn proof() -> Proof {
    Proof {
        code: "012345".to_owned(),
        url: "https://curbhold.example/confirm-email#token=t".parse().unwrap(),
        code_minutes: 15,
        link_hours: 1,
    }
}

fn offer() -> Offer {
    Offer {
        spot: "B15".to_owned(),
        place: "West 44 Street, south side, between 6 Avenue and 7 Avenue".to_owned(),
        ends_at: "2026-06-15T15:30:00Z".parse().unwrap(),
        rate: Money::new(400, Currency::Usd),
        total: None,
        answer_by: "2026-06-15T14:45:00Z".parse().unwrap(),
        url: "https://curbhold.example/reservations/2".parse().unwrap(),
    }
}

/// Returns the facts of every mail, with its name: one per template, and one about the end of a
/// stay for each payment state.
fn states() -> Vec<(String, MailTemplate, Facts)> {
    let before = MailTemplate::ALL.iter().filter(|template| **template != OVER);
    let before =
        before.map(|template| (template.as_str().to_owned(), *template, facts_of(*template)));
    let over = outcomes().into_iter().map(|(name, outcome)| {
        let pay_url = Some("https://curbhold.example/pay/1".parse().unwrap());
        (format!("ended_{name}"), OVER, Facts { outcome: Some(outcome), pay_url, ..facts() })
    });
    before.chain(over).collect()
}

fn mails() -> Vec<(String, Rendered)> {
    let mails = states().into_iter();
    mails.map(|(name, template, facts)| (name, render(template, &facts).unwrap())).collect()
}

fn ended(outcome: Option<Outcome>, facts: Facts) -> Rendered {
    render(OVER, &Facts { outcome, ..facts }).unwrap()
}

#[test]
fn text_mails_match_their_snapshots() {
    for (name, mail) in mails() {
        assert_snapshot!(name.as_str(), format!("Subject: {}\n\n{}", mail.subject, mail.text));
    }
}

#[test]
fn html_mails_match_their_snapshots() {
    for (name, mail) in mails() {
        assert_snapshot!(format!("{name}_html"), mail.html);
    }
}

#[test]
fn unverified_hold_has_a_link_and_a_code() {
    let unverified = Facts { proof: Some(proof()), ..facts() };
    let mail = render(MailTemplate::HoldPlaced, &unverified).unwrap();
    assert_snapshot!(
        "hold_placed_with_proof",
        format!("Subject: {}\n\n{}", mail.subject, mail.text)
    );
    assert!(
        mail.html.contains("012345") && mail.html.contains("confirm-email#token=t\""),
        "{}",
        mail.html
    );
    assert_eq!(mail.html.matches("<a ").count(), 1);
    assert_eq!(mail.subject, "012345 is your code: spot B14 is held for you");
    let kept = render(MailTemplate::HoldPlaced, &unverified.without_secrets()).unwrap();
    assert!(!kept.subject.contains("012345"), "{}", kept.subject);
}

#[test]
fn revocation_names_the_offered_spot() {
    let mail =
        render(MailTemplate::Revocation, &Facts { offer: Some(offer()), ..facts() }).unwrap();
    assert_snapshot!("revocation_with_offer", mail.text);
    assert_snapshot!("revocation_with_offer_html", mail.html);
    let priced = Offer { total: Some(Money::new(500, Currency::Usd)), ..offer() };
    let priced =
        render(MailTemplate::Revocation, &Facts { offer: Some(priced), ..facts() }).unwrap();
    assert!(priced.text.contains("for $5.00.") && priced.html.contains("for $5.00."));
    let mail = render(
        MailTemplate::Revocation,
        &Facts { offer: Some(offer()), is_reported: true, ..facts() },
    )
    .unwrap();
    assert_snapshot!("revocation_reported", format!("Subject: {}\n\n{}", mail.subject, mail.text));
    assert_snapshot!("revocation_reported_html", mail.html);
}
