//! Every mail about a reservation in text and in HTML.

use insta::assert_snapshot;
use shared::{billing::domain::refund::RefundReason, platform::domain::money::Currency};

use super::*;

mod languages;

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

/// Returns every mail: one per template, and one about the end of a stay for each payment state.
fn mails() -> Vec<(String, Rendered)> {
    let before = MailTemplate::ALL.iter().filter(|template| **template != OVER);
    let before = before.map(|template| {
        (template.as_str().to_owned(), render(*template, &facts_of(*template)).unwrap())
    });
    let over = outcomes().into_iter().map(|(name, outcome)| {
        let pay_url = Some("https://curbhold.example/pay/1".parse().unwrap());
        (
            format!("ended_{name}"),
            render(OVER, &Facts { outcome: Some(outcome), pay_url, ..facts() }).unwrap(),
        )
    });
    before.chain(over).collect()
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
fn html_has_one_button() {
    for (name, mail) in mails() {
        assert_eq!(mail.html.matches("<a ").count(), 1, "{name}");
    }
}

#[test]
fn only_a_completed_payment_is_called_a_charge() {
    for (name, mail) in mails() {
        let parts = [&mail.text, &mail.html].map(|part| part.contains("We have charged"));
        assert_eq!(parts, [name == "ended_paid" || name == "payment_received"; 2], "{name}");
    }
    let unknown = ended(None, facts());
    for part in [unknown.text, unknown.html] {
        assert!(
            !part.contains("charged") && !part.contains("nothing to pay"),
            "nothing is known: {part}"
        );
    }
}

#[test]
fn mail_names_the_amount_of_earlier_stays() {
    let sentence = "This includes $0.08 carried over from earlier stays.";
    for (name, outcome) in outcomes() {
        let carried_over = Some(Money::new(8, Currency::Usd));
        let mail = ended(Some(outcome.clone()), Facts { carried_over, ..facts() });
        let without = ended(Some(outcome), facts());
        assert!(mail.text.contains(sentence) && mail.html.contains(sentence), "{name}");
        assert!(!without.text.contains("earlier stays"), "{name}");
    }
}

#[test]
fn mails_without_a_card_do_not_mention_one() {
    let facts = || Facts { card: None, needs_card: false, ..facts() };
    for template in [
        MailTemplate::HoldPlaced,
        MailTemplate::HoldExpired,
        MailTemplate::GuestLink,
        MailTemplate::Confirmation,
        MailTemplate::Amendment,
        MailTemplate::Cancellation,
        MailTemplate::Reminder,
    ] {
        let mail = render(template, &facts()).unwrap();
        assert!(!mail.text.contains("card"), "{}", mail.text);
    }
    let mail = ended(Some(Outcome::Nothing), facts());
    assert!(!mail.text.contains("card"), "{}", mail.text);
}

#[test]
fn cancellation_says_what_becomes_of_the_card() {
    let cancelled = |keeps_card| {
        let mail = render(MailTemplate::Cancellation, &Facts { keeps_card, ..facts() }).unwrap();
        let text = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(text.contains("Your saved card stays in your account."), keeps_card, "{text}");
        assert_eq!(text.contains("your card to be forgotten."), !keeps_card, "{text}");
        mail.html
    };
    assert!(cancelled(true).contains("Nothing is charged. Your saved card stays in your account."));
    assert!(cancelled(false).contains("we have asked for your card to be forgotten."));
}

#[test]
fn requested_link_leads_to_the_reservation() {
    let outcome = Some(Outcome::Paid(Money::new(675, Currency::Usd)));
    for facts in [facts(), Facts { outcome, ..facts() }] {
        let mail = render(MailTemplate::GuestLink, &facts).unwrap();
        assert_eq!(mail.subject, "Your link to reservation 1A2B3C4D");
        assert!(mail.text.contains("\nhttps://curbhold.example/reservations/1\n"), "{}", mail.text);
    }
}

#[test]
fn decline_without_reason_leaves_no_gap() {
    let refused =
        Outcome::Declined { amount: Money::new(675, Currency::Usd), reason: String::new() };
    let mail = ended(Some(refused), facts());
    assert!(!mail.text.contains("\n\n\n"), "{}", mail.text);
}

#[test]
fn foreign_text_is_escaped_in_body_and_headers() {
    let evil = || "\r\nBcc: all@example.com\r\n<script>alert('1')</script>\"&".to_owned();
    let evil_facts = |facts: Facts| Facts {
        reference: evil(),
        spot: evil(),
        place: evil(),
        city: evil(),
        card: Some(Card { brand: evil(), last4: evil() }),
        ..facts
    };
    let facts = || evil_facts(facts());
    let amount = Money::new(675, Currency::Usd);
    let refused = Outcome::Declined { amount, reason: evil() };
    let before = MailTemplate::ALL
        .iter()
        .map(|template| render(*template, &evil_facts(facts_of(*template))).unwrap());
    for mail in
        before.chain([ended(Some(refused), facts()), ended(Some(Outcome::Paid(amount)), facts())])
    {
        assert!(
            !mail.html.contains("<script>") && mail.html.contains("&lt;script&gt;"),
            "{}",
            mail.html
        );
        assert!(
            mail.text.contains("<script>alert('1')</script>\"&"),
            "text is not escaped: {}",
            mail.text
        );
        assert!(!mail.subject.contains(['\r', '\n']), "{:?}", mail.subject);
    }
}

#[test]
fn text_is_at_most_78_columns_wide() {
    let long = "Adam Clayton Powell Junior Boulevard";
    let place =
        format!("{long}, east side, between {long} and Saint Nicholas Avenue at West 116 Street");
    let reason = "Your card was declined. ".repeat(12);
    let refused = Outcome::Declined { amount: Money::new(123_456, Currency::Cad), reason };
    let before = MailTemplate::ALL
        .iter()
        .map(|template| render(*template, &Facts { place: place.clone(), ..facts_of(*template) }));
    for mail in before
        .map(Result::unwrap)
        .chain([ended(Some(refused), Facts { place: place.clone(), ..facts() })])
    {
        let wide = mail
            .text
            .lines()
            .find(|line| line.chars().count() > 78 && !line.starts_with("https://"));
        assert_eq!(wide, None);
    }
}

#[test]
fn button_leads_to_payment_or_receipt() {
    let leads_to = |name: &str| {
        let (_, mail) = mails().into_iter().find(|(known, _)| known == name).unwrap();
        mail.text.lines().find(|line| line.starts_with("https://")).unwrap().to_owned()
    };
    for name in [
        "ended_retrying",
        "ended_declined",
        "ended_action_required",
        "payment_overdue",
        "payment_reminder",
    ] {
        assert_eq!(leads_to(name), "https://curbhold.example/pay/1", "{name}");
    }
    for name in ["ended_paid", "payment_received", "refund"] {
        assert_eq!(leads_to(name), "https://curbhold.example/reservations/1/receipt", "{name}");
    }
}

#[test]
fn amount_too_small_after_a_decline_is_explained() {
    let amount = Money::new(675, Currency::Usd);
    for (outcome, words) in [
        (Outcome::Carried(amount), "It is carried over to your next stay: nothing is charged now."),
        (Outcome::Waived(amount), "It is on us: nothing is charged."),
    ] {
        let facts = Facts { outcome: Some(outcome), ..facts() };
        let mail = render(MailTemplate::PaymentReceived, &facts).unwrap();
        assert_eq!(mail.subject, "There is nothing to pay now for spot B14");
        for part in [mail.text, mail.html] {
            assert!(part.contains(words) && !part.contains("We have charged"), "{part}");
            assert!(part.contains("See your reservation"), "{part}");
        }
    }
}

#[test]
fn extension_at_another_rate_lists_both_rates() {
    let mut two = facts();
    two.rates.push(("2026-06-15T15:00:00Z".parse().unwrap(), Money::new(600, Currency::Usd)));
    let mail = render(MailTemplate::Confirmation, &two).unwrap();
    assert!(mail.html.contains(
        "$4.50 an hour from Mon, Jun 15, 2026, 10:00 AM EDT; $6.00 an hour from Mon, Jun 15, \
                2026, 11:00 AM EDT"
    ));
}

#[test]
fn tariff_is_shown_in_words_instead_of_the_rate() {
    let rules = "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.";
    let starts_at = facts().starts_at;
    let with_tariff =
        Facts { rules: vec![(starts_at, rules.to_owned())], rates: Vec::new(), ..facts() };
    let mail = render(MailTemplate::Confirmation, &with_tariff).unwrap();
    assert!(mail.text.contains(&format!("  Prices      {rules}\n")), "{}", mail.text);
    assert!(mail.html.contains("2 h at most. Free at other times."), "{}", mail.html);
    assert!(!mail.text.contains("an hour") && mail.text.contains("$6.75"), "{}", mail.text);
}

#[test]
fn mixed_stay_shows_its_tariffs_and_its_rates() {
    let at = |time: &str| format!("2026-06-15T{time}:00Z").parse().unwrap();
    let rules = vec![
        (at("15:00"), "$5.00 / h at all times.".to_owned()),
        (at("16:00"), "$6.00 / h at all times.".to_owned()),
    ];
    let mail = render(MailTemplate::Amendment, &Facts { rules, ..facts() }).unwrap();
    for row in [
        "  Prices      From Mon, Jun 15, 2026, 11:00 AM EDT: $5.00 / h at all times.\n",
        "  Prices      From Mon, Jun 15, 2026, 12:00 PM EDT: $6.00 / h at all times.\n",
        "  Rate        $4.50 an hour from Mon, Jun 15, 2026, 10:00 AM EDT\n",
    ] {
        assert!(mail.text.contains(row), "{row} is missing in {}", mail.text);
    }
}

#[test]
fn stay_across_clock_change_shows_both_offsets() {
    let (starts_at, ends_at) =
        ("2026-11-01T05:30:00Z".parse().unwrap(), "2026-11-01T06:45:00Z".parse().unwrap());
    let mail =
        render(MailTemplate::Confirmation, &Facts { starts_at, ends_at, ..facts() }).unwrap();
    for row in [
        "  From        Sun, Nov 1, 2026, 1:30 AM EDT\n",
        "  Until       Sun, Nov 1, 2026, 1:45 AM EST\n",
        "  Length      1 h 15 min\n",
    ] {
        assert!(mail.text.contains(row), "{}", mail.text);
    }
}

#[test]
fn only_guests_are_warned_about_the_link() {
    let key = "This link is your key";
    for (is_guest, is_warned) in [(true, true), (false, false)] {
        let mail = render(MailTemplate::Confirmation, &Facts { is_guest, ..facts() }).unwrap();
        assert_eq!((mail.text.contains(key), mail.html.contains(key)), (is_warned, is_warned));
    }
}

#[test]
fn unverified_hold_has_a_link_and_a_code() {
    let url: Url = "https://curbhold.example/confirm-email#token=t".parse().unwrap();
    let proof = Some(Proof { code: "012345".to_owned(), url, code_minutes: 15, link_hours: 1 });
    let unverified = Facts { proof, ..facts() };
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
    let offer = Offer {
        spot: "B15".to_owned(),
        place: "West 44 Street, south side, between 6 Avenue and 7 Avenue".to_owned(),
        ends_at: "2026-06-15T15:30:00Z".parse().unwrap(),
        rate: Money::new(400, Currency::Usd),
        total: None,
        answer_by: "2026-06-15T14:45:00Z".parse().unwrap(),
        url: "https://curbhold.example/reservations/2".parse().unwrap(),
    };
    let mail =
        render(MailTemplate::Revocation, &Facts { offer: Some(offer.clone()), ..facts() }).unwrap();
    assert_snapshot!("revocation_with_offer", mail.text);
    assert_snapshot!("revocation_with_offer_html", mail.html);
    let priced = Offer { total: Some(Money::new(500, Currency::Usd)), ..offer.clone() };
    let priced =
        render(MailTemplate::Revocation, &Facts { offer: Some(priced), ..facts() }).unwrap();
    assert!(priced.text.contains("for $5.00.") && priced.html.contains("for $5.00."));
    let mail = render(
        MailTemplate::Revocation,
        &Facts { offer: Some(offer), is_reported: true, ..facts() },
    )
    .unwrap();
    assert_snapshot!("revocation_reported", format!("Subject: {}\n\n{}", mail.subject, mail.text));
    assert_snapshot!("revocation_reported_html", mail.html);
}
