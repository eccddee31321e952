//! Sentences about the card and the payment.

use super::*;

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
fn decline_without_reason_leaves_no_gap() {
    let refused =
        Outcome::Declined { amount: Money::new(675, Currency::Usd), reason: String::new() };
    let mail = ended(Some(refused), facts());
    assert!(!mail.text.contains("\n\n\n"), "{}", mail.text);
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
