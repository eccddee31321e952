//! The button, and the warning about its link.

use super::*;

#[test]
fn html_has_one_button() {
    for (name, mail) in mails() {
        assert_eq!(mail.html.matches("<a ").count(), 1, "{name}");
    }
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
fn only_guests_are_warned_about_the_link() {
    let key = "This link is your key";
    for (is_guest, is_warned) in [(true, true), (false, false)] {
        let mail = render(MailTemplate::Confirmation, &Facts { is_guest, ..facts() }).unwrap();
        assert_eq!((mail.text.contains(key), mail.html.contains(key)), (is_warned, is_warned));
    }
}
