use super::*;

fn words(text: &str) -> String {
    parse_meter_hours(text, 450, Currency::Usd).unwrap().words()
}

#[test]
fn every_form_of_the_city_is_read() {
    for (text, expected) in [
        ("2HR Pas Mon-Sat 0900-1900", "Mon–Sat 9 AM–7 PM: $4.50 / h, 2 h at most."),
        ("2 HR Pas Mon-Sat 0830-2200", "Mon–Sat 8:30 AM–10 PM: $4.50 / h, 2 h at most."),
        ("Pas 2HR HMP Mon-Sat 0800-1900", "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most."),
        (
            "30Min Com Mon-Sat 0600-2200",
            "Mon–Sat 6 AM–10 PM: $4.50 / h, 30 min at most, vans and \
            trucks only.",
        ),
        (
            "3HR COM MON-SAT 0700-1600 / 2HR Pass Mon-Sat 1600-2200",
            "Mon–Sat 7 AM–4 PM: $4.50 / h, \
            3 h at most, vans and trucks only. Mon–Sat 4 PM–10 PM: $4.50 / h, 2 h at most.",
        ),
        ("11 HR Mon-Sat 0600-1800", "Mon–Sat 6 AM–6 PM: $4.50 / h, 11 h at most."),
        (
            "6HR Pas Mon-Fri 1800-2400 /6HR Pas Sat 0800-2400",
            "Mon–Fri 6 PM–midnight: $4.50 / h, \
            6 h at most. Sat 8 AM–midnight: $4.50 / h, 6 h at most.",
        ),
        (
            "2HR Pas 0830-1900 Mon-Thur/ 4Hr Pas 0830-1900 Fri",
            "Mon–Thu 8:30 AM–7 PM: $4.50 / h, \
            2 h at most. Fri 8:30 AM–7 PM: $4.50 / h, 4 h at most.",
        ),
        (
            "2HR Pas Mon-Fri 0900-1400, 1900-2100",
            "Mon–Fri 9 AM–2 PM: $4.50 / h, 2 h at most. \
            Mon–Fri 7 PM–9 PM: $4.50 / h, 2 h at most.",
        ),
        (
            "2HR Pas Mon-Fri 1600-1900, Sat 0800-1900",
            "Mon–Fri 4 PM–7 PM: $4.50 / h, 2 h at most. \
            Sat 8 AM–7 PM: $4.50 / h, 2 h at most.",
        ),
        (
            "2HR Pas Tue, Wed, Fri, Sat 0830-1900 /2HR Pas Mon, Thur 0900-1900",
            "Tue–Wed, Fri–Sat \
            8:30 AM–7 PM: $4.50 / h, 2 h at most. Mon, Thu 9 AM–7 PM: $4.50 / h, 2 h at most.",
        ),
        ("15HR Pas Mon - Sat 0700 - 2200", "Mon–Sat 7 AM–10 PM: $4.50 / h, 15 h at most."),
        ("2HR PasMon-Fri 1600-1900", "Mon–Fri 4 PM–7 PM: $4.50 / h, 2 h at most."),
        (
            "3HR Com Mon-Fri 830-1900",
            "Mon–Fri 8:30 AM–7 PM: $4.50 / h, 3 h at most, vans and \
            trucks only.",
        ),
        ("2HR Pas mon-sat 1p-10p", "Mon–Sat 1 PM–10 PM: $4.50 / h, 2 h at most."),
        ("6HR Pas sat 6pm-12am", "Sat 6 PM–midnight: $4.50 / h, 6 h at most."),
        (
            "2HR Pas Mon-Sat 0900-1900 Jan-May, Sept-Dec / 2HR Pas Mon-Sat 0900-2400 June-Aug",
            "Mon–Sat 9 AM–7 PM, Jan–May, Sep–Dec: $4.50 / h, 2 h at most. Mon–Sat 9 AM–midnight, \
            Jun–Aug: $4.50 / h, 2 h at most.",
        ),
        ("1HR Pas Mon-Wed, Fri 0800-2200", "Mon–Wed, Fri 8 AM–10 PM: $4.50 / h, 1 h at most."),
        ("1HR Pas Sat-Mon 0800-2200", "Mon, Sat–Sun 8 AM–10 PM: $4.50 / h, 1 h at most."),
        (
            "3HR Com Mon-Fri 0700-1600, 2HR Pas Mon-Fri 1600-2200, Sat 0700-2200",
            "Mon–Fri 7 AM–4 \
            PM: $4.50 / h, 3 h at most, vans and trucks only. Mon–Fri 4 PM–10 PM: $4.50 / h, 2 h \
            at most. Sat 7 AM–10 PM: $4.50 / h, 2 h at most.",
        ),
        ("16HR Pas Mon-Sat 0000-2200", "Mon–Sat midnight–10 PM: $4.50 / h, 16 h at most."),
        (
            "2HR Com Mon-Fri 0700-1200 & 2HR Com Sat 0700-1200",
            "Mon–Sat 7 AM–noon: $4.50 / h, 2 h at most, vans and trucks only.",
        ),
    ] {
        assert_eq!(words(text), format!("{expected} Free at other times."), "{text}");
    }
}

/// Vans and trucks have the longer stay; other vehicles the shorter one.
#[test]
fn shared_hours_have_both_limits() {
    let tariff = parse_meter_hours("3HR Com, 2HR Pas Mon, Tue 0900-2000", 450, Currency::Usd);
    let bands = tariff.unwrap().document().bands.clone();
    let limits: Vec<_> = bands
        .iter()
        .map(|band| (band.max_stay_minutes, band.only_classes.len(), band.priority))
        .collect();
    assert_eq!(limits, [(Some(180), 2, 1), (Some(120), 0, 0)]);
}

#[test]
fn maximum_stay_does_not_begin_again() {
    let text = "3HR Com Mon-Fri 1300-1800, 1800-2200 / 3HR Pas Sat 1000-2200";
    let tariff = parse_meter_hours(text, 450, Currency::Usd).unwrap();
    let bands = tariff.document().bands.iter();
    let times: Vec<_> = bands.map(|band| format!("{}-{}", band.from, band.to)).collect();
    assert_eq!(times, ["13:00-22:00", "10:00-22:00"]);
}

#[test]
fn uncertain_texts_are_unknown() {
    for (text, reason) in [
        ("", "the hours are blank"),
        (" / ,", "the hours are blank"),
        ("Rate NOT Available - Please request", "the word rate is not understood"),
        ("1HR Com Mon-Fri 0800-1600 / 3HR Pas 1600-2200 Sat 0800-2200", "days are missing"),
        ("2HR Com Mon-Fri 900-1600 / 2HR Pas 900-1600", "days are missing"),
        ("Mon-Fri 0700-1900 / Mon-Fri 1900-2200", "a maximum stay is missing"),
        ("Pas Mon-Fri 0700-1900", "a maximum stay is missing"),
        ("3HR Buses Mon-Sat 0700-1900", "the word buses is not understood"),
        (
            "2HR Pas Mon 0900-1800 (Standard Rate) / 2HR Pas Mon 1800-2200 (ParkSmart Rate)",
            "the remark (standard rate) is not understood",
        ),
        ("2HR Pas Mon-Sat", "times are missing"),
        ("2HR Pas Mon-Sat 0800", "a time has no end"),
        ("2HR Pas Mon-Sat 0800-2560", "the number 2560 is not understood"),
        ("2HR Pas Mon-Sat 8-19", "the number 8 is not understood"),
        ("2HR Pas Mon-Sat 13pm-15pm", "the time 13pm is not understood"),
        ("HR Pas Mon-Sat 0800-1900", "a maximum stay has no number"),
        (
            "2HR Pas Mon 0800-1900 / 4HR Pas Mon 1800-2200",
            "/bands/1: overlaps /bands/0 on Monday 2024-01-01 at 18:00; give one of them a higher \
                priority",
        ),
    ] {
        let unknown = parse_meter_hours(text, 450, Currency::Usd).unwrap_err();
        assert_eq!(unknown.to_string(), format!("rules unknown: {reason}"), "{text}");
    }
}
