use super::*;

const ANY: Mapped<MeterUse> = Ok(MeterUse::Any);

fn text(text: &str) -> String {
    text.to_owned()
}

/// A charged schedule, such as `paid("Mo,Tu", "9:00-18:00", "2.50", "120")`.
fn paid(days: &str, times: &str, rate: &str, limit: &str) -> Schedule {
    let (from, to) = times.split_once('-').unwrap();
    Schedule {
        days: text(days),
        from: text(from),
        to: text(to),
        limit: text(limit),
        rate: Some(text(rate)),
        kind: Ok(ScheduleKind::Charged),
        vehicles: Ok(None),
        valid_from: String::new(),
        valid_to: String::new(),
    }
}

fn of_kind(kind: ScheduleKind, schedule: Schedule) -> Schedule {
    Schedule { kind: Ok(kind), ..schedule }
}

fn for_use(vehicles: MeterUse, schedule: Schedule) -> Schedule {
    Schedule { vehicles: Ok(Some(vehicles)), ..schedule }
}

fn tariff(schedules: &[Schedule], vehicles: &Mapped<MeterUse>) -> Result<Tariff, UnknownRules> {
    let today = NaiveDate::from_ymd_opt(2030, 6, 3).unwrap();
    let terms = MeterTerms { vehicles, assumed_rate_minor: None, currency: Currency::Usd, today };
    schedules_tariff(schedules, terms)
}

fn words(schedules: &[Schedule]) -> String {
    tariff(schedules, &ANY).unwrap().words()
}

fn reason(schedules: &[Schedule]) -> String {
    tariff(schedules, &ANY).unwrap_err().reason
}

#[test]
fn rows_of_single_days_are_joined() {
    let rows: Vec<_> = ["Mo", "Tu", "We", "Th", "Fr"]
        .map(|day| paid(day, "9:00-18:00", "2.50", "120"))
        .into_iter()
        .chain([paid("Sa", "9:00-18:00", "3", "240")])
        .collect();
    let expected = "Mon–Fri 9 AM–6 PM: $2.50 / h, 2 h at most. Sat 9 AM–6 PM: $3.00 / h, 4 h at \
        most. Free at other times.";
    assert_eq!(words(&rows), expected);
    let reversed: Vec<_> = rows.into_iter().rev().collect();
    assert_eq!(words(&reversed), expected, "the order of rows is irrelevant");
}

#[test]
fn closed_schedules_precede_charged_ones() {
    let tow = of_kind(ScheduleKind::Closed, paid("Mo-Fr", "15:00-19:00", "", "0"));
    let tariff = tariff(&[tow, paid("Mo-Fr", "7:00-18:00", "2", "60")], &ANY).unwrap();
    let bands = &tariff.document().bands;
    let found: Vec<_> = bands.iter().map(|band| (band.priority, band.closed)).collect();
    assert_eq!(found, [(0, false), (4, true)]);
    let no_parking = paid("Mo-Fr", "15:00-19:00", "2", "0 minutes");
    assert_eq!(
        words(&[no_parking, paid("Mo-Fr", "7:00-15:00", "2", "60")]),
        "Mon–Fri 7 AM–3 PM: $2.00 / h, 1 h at most. Mon–Fri 3 PM–7 PM: no parking. Free at other \
            times."
    );
}

#[test]
fn time_of_others_alone_is_unknown() {
    let none = "no schedule allows parking at present";
    let closed = |times: &str| of_kind(ScheduleKind::Closed, paid("daily", times, "", ""));
    assert_eq!(reason(&[closed("7:00-9:00")]), none);
    assert_eq!(words(&[closed("0:00-24:00")]), "At all times: no parking.");
    let over = Schedule { valid_to: text("2030-06-02"), ..paid("Mo", "9:00-18:00", "2", "") };
    assert_eq!(reason(&[over.clone(), closed("7:00-9:00")]), none, "the paid time is over");
    let to_come = Schedule { valid_from: text("2030-06-04"), valid_to: String::new(), ..over };
    assert_eq!(reason(&[to_come]), none);
}

#[test]
fn maximum_stay_does_not_begin_again() {
    let [early, late] = ["9:00-12:00", "12:00-15:00"].map(|times| paid("Mo-Fr", times, "2", "120"));
    assert_eq!(
        words(&[late, early.clone()]),
        "Mon–Fri 9 AM–3 PM: $2.00 / h, 2 h at most. Free at other times."
    );
    let dearer = paid("Mo-Fr", "12:00-15:00", "3", "120");
    assert_eq!(
        words(&[early, dearer]),
        "Mon–Fri 9 AM–noon: $2.00 / h, 2 h at most. Mon–Fri noon–3 PM: $3.00 / h, 2 h at most. \
            Free at other times. Maximum stay 2 h."
    );
    let nights = [paid("daily", "0:00-6:00", "1", "60"), paid("daily", "20:00-24:00", "1", "60")];
    assert_eq!(words(&nights), "Daily 8 PM–6 AM: $1.00 / h, 1 h at most. Free at other times.");
}

#[test]
fn replacing_schedule_excludes_other_vehicles() {
    let commercial = for_use(MeterUse::Commercial, paid("Mo-Fr", "7:00-12:00", "2", "60"));
    let replacing = of_kind(ScheduleKind::Replacing, commercial);
    let general = paid("Mo-Fr", "7:00-18:00", "2", "120");
    let tariff = tariff(&[general, replacing], &ANY).unwrap();
    let bands = tariff.document().bands.iter();
    let found: Vec<_> =
        bands.map(|band| (band.priority, band.closed, band.only_classes.clone())).collect();
    let expected = [(0, false, Vec::new()), (1, true, Vec::new()), (2, false, COMMERCIAL.to_vec())];
    assert_eq!(found, expected);
}

#[test]
fn vehicles_follow_from_schedule_or_meter() {
    let yellow = Ok(MeterUse::Commercial);
    let weekdays = paid("Mo-Fr", "7:00-18:00", "2", "60");
    let saturday = of_kind(ScheduleKind::Replacing, paid("Sa", "7:00-18:00", "2", "60"));
    let tariff = |schedules: &[Schedule], vehicles| tariff(schedules, vehicles).unwrap().words();
    assert_eq!(
        tariff(&[weekdays.clone(), saturday], &yellow),
        "Mon–Fri 7 AM–6 PM: $2.00 / h, 1 h at most, vans and trucks only. Sat 7 AM–6 PM: $2.00 / \
            h, 1 h at most. Free at other times."
    );
    let others = for_use(MeterUse::Others, weekdays.clone());
    assert_eq!(
        tariff(&[others, paid("Sa", "7:00-18:00", "2", "")], &ANY),
        "Mon–Fri 7 AM–6 PM: no parking. Sat 7 AM–6 PM: $2.00 / h. Free at other times."
    );
    let unknown = Err(text("Teal"));
    let refused = super::schedules_tariff(
        &[weekdays],
        MeterTerms {
            vehicles: &unknown,
            assumed_rate_minor: None,
            currency: Currency::Usd,
            today: NaiveDate::MIN,
        },
    );
    let reason = refused.unwrap_err().reason;
    assert_eq!(reason, "the mapping does not have the vehicles \"Teal\"");
}

#[test]
fn replacing_schedule_without_rate_is_closed() {
    let shuttle = of_kind(ScheduleKind::Replacing, paid("Mo", "7:00-9:00", "", ""));
    assert_eq!(
        words(&[shuttle, paid("Mo", "9:00-18:00", "2", "")]),
        "Mon 9 AM–6 PM: $2.00 / h. Mon 7 AM–9 AM: no parking. Free at other times."
    );
    assert_eq!(reason(&[paid("Mo", "7:00-9:00", "", "")]), "a rate is missing");
    let without = Schedule { rate: None, ..paid("Mo", "7:00-9:00", "", "") };
    let terms = MeterTerms {
        vehicles: &ANY,
        assumed_rate_minor: Some(300),
        currency: Currency::Usd,
        today: NaiveDate::MIN,
    };
    let assumed = schedules_tariff(&[without], terms).unwrap();
    assert_eq!(assumed.words(), "Mon 7 AM–9 AM: $3.00 / h. Free at other times.");
}

#[test]
fn validity_becomes_a_season() {
    let dated = |from: &str, to: &str, rate: &str| Schedule {
        valid_from: text(from),
        valid_to: text(to),
        ..paid("Mo", "9:00-18:00", rate, "")
    };
    let rows = [
        dated("2020-01-01", "2030-06-02", "1"),
        dated("2026-01-12T00:00:00.000", "2030-12-31T00:00:00.000", "2"),
        dated("2031-01-01", "2200-12-31", "3"),
    ];
    assert_eq!(
        words(&rows),
        "Mon 9 AM–6 PM, Jan 12, 2026–Dec 31, 2030: $2.00 / h. Mon 9 AM–6 PM, from Jan 1, 2031: \
            $3.00 / h. Free at other times."
    );
    assert_eq!(reason(&[dated("2020-01-01", "2030-06-02", "1")]), "the meter has no schedule");
}

#[test]
fn unreadable_schedules_have_a_reason() {
    let good = || paid("Mo", "9:00-18:00", "2", "");
    let ignored = of_kind(ScheduleKind::Ignored, Schedule { days: text("?"), ..good() });
    assert_eq!(words(&[ignored, good()]), "Mon 9 AM–6 PM: $2.00 / h. Free at other times.");
    for (schedule, expected) in [
        (paid("School Days", "9:00-18:00", "2", ""), "the days \"School Days\" are not understood"),
        (paid("Mo", "9:00-late", "2", ""), "the time \"late\" is not understood"),
        (paid("Mo", "9:00-18:00", "two", ""), "the rate \"two\" is not understood"),
        (paid("Mo", "9:00-18:00", "2", "long"), "the maximum stay \"long\" is not understood"),
        (
            Schedule { kind: Err(text("Event")), ..good() },
            "the mapping does not have the kind \"Event\"",
        ),
    ] {
        assert_eq!(reason(&[schedule]), expected);
    }
    assert_eq!(reason(&[]), "the meter has no schedule");
    let overlap = reason(&[good(), paid("Mo", "12:00-14:00", "3", "")]);
    assert!(overlap.contains("overlaps /bands/0"), "{overlap}");
}
