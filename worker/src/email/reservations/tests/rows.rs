//! Prices and times in the table of facts.

use super::*;

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
