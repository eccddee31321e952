use serde_json::{Value, json};

use crate::pricing::domain::tariff::{
    Tariff,
    fixture::{band, document, tariff, with},
};

/// Returns pointers and messages of the errors of a document with these members.
fn errors(members: Value) -> Vec<(String, String)> {
    let errors = Tariff::parse(&document(members).to_string()).unwrap_err();
    errors.into_iter().map(|error| (error.pointer, error.message)).collect()
}

fn pointers(members: Value) -> Vec<String> {
    errors(members).into_iter().map(|(pointer, _)| pointer).collect()
}

/// Returns the pointers of the errors of a band with these members.
fn band_pointers(members: Value) -> Vec<String> {
    pointers(json!({ "bands": [with(band("", "08:00-19:00", 450), members)] }))
}

#[test]
fn unreadable_documents_name_the_place() {
    let read = |json: &str| {
        let error = Tariff::parse(json).unwrap_err().remove(0);
        (error.pointer, error.message)
    };
    assert_eq!(read("[").0, "");
    assert_eq!(read("{}"), ("/currency".to_owned(), "is missing".to_owned()));
    for (members, pointer) in [
        (json!({ "colour": 1 }), "/colour"),
        (json!({ "outside": "paid" }), "/outside"),
        (json!({ "bands": [{ "from": "08:00" }] }), "/bands/0/to"),
        (json!({ "bands": [{ "from": "8" }] }), "/bands/0/from"),
        (json!({ "bands": [band("someday", "08:00-19:00", 0)] }), "/bands/0/days/0"),
        (json!({ "minimum_minor": 0.5 }), "/minimum_minor"),
        (json!({ "classes": [{ "class": "bus" }] }), "/classes/0/class"),
        (json!({ "holidays": { "a/b": ["2026-02-30"] } }), "/holidays/a~1b/0"),
        (json!({ "transitions": { "overpayment": "lost" } }), "/transitions/follow_through"),
    ] {
        assert_eq!(pointers(members), [pointer]);
    }
}

#[test]
fn bands_have_valid_terms() {
    for (members, pointer) in [
        (json!({ "to": "08:00" }), "/bands/0/to"),
        (json!({ "from": "24:00" }), "/bands/0/from"),
        (json!({ "rate_minor_per_hour": -1 }), "/bands/0/rate_minor_per_hour"),
        (json!({ "rate_minor_per_hour": null }), "/bands/0/rate_minor_per_hour"),
        (json!({ "closed": true }), "/bands/0/closed"),
        (json!({ "max_stay_minutes": 0 }), "/bands/0/max_stay_minutes"),
        (json!({ "on_holidays": ["public"] }), "/bands/0/on_holidays/0"),
        (json!({ "except_holidays": ["public"] }), "/bands/0/except_holidays/0"),
        (json!({ "only_permits": [" "] }), "/bands/0/only_permits/0"),
        (json!({ "only_permits": ["zone\u{0}4"] }), "/bands/0/only_permits/0"),
        (json!({ "only_permits": ["x".repeat(41)] }), "/bands/0/only_permits/0"),
        (json!({ "seasons": [{}] }), "/bands/0/seasons/0"),
        (json!({ "seasons": [{ "from": "06-01" }] }), "/bands/0/seasons/0"),
        (json!({ "seasons": [{ "from": "06-01", "to": "2026-08-31" }] }), "/bands/0/seasons/0"),
        (
            json!({ "seasons": [{ "from": "2026-08-31", "to": "2026-08-30" }] }),
            "/bands/0/seasons/0",
        ),
        (json!({ "seasons": [{ "from": "1999-12-31" }] }), "/bands/0/seasons/0"),
    ] {
        assert_eq!(band_pointers(members.clone()), [pointer], "{members}");
    }
    let step =
        |after: i64, rate: i64| json!({ "after_minutes": after, "rate_minor_per_hour": rate });
    let steps = json!({ "steps": [step(60, 100), step(60, -1)] });
    assert_eq!(
        band_pointers(steps),
        ["/bands/0/steps/1/after_minutes", "/bands/0/steps/1/rate_minor_per_hour"]
    );
}

#[test]
fn stay_rules_are_in_range() {
    for (members, expected) in [
        (json!({ "minimum_minor": -1 }), "/minimum_minor"),
        (json!({ "increment_seconds": 0 }), "/increment_seconds"),
        (json!({ "free": { "minutes": 0, "applies_to": "every_stay" } }), "/free/minutes"),
        (json!({ "max_stay_minutes": 0 }), "/max_stay_minutes"),
        (json!({ "no_return_minutes": -5 }), "/no_return_minutes"),
        (
            json!({ "minimum_minor": 200, "caps": { "per_stay_minor": 199 } }),
            "/caps/per_stay_minor",
        ),
        (
            json!({ "caps": { "per_day_minor": 100, "per_24_hours_minor": 100 } }),
            "/caps/per_24_hours_minor",
        ),
        (json!({ "holidays": { "": [] } }), "/holidays/"),
        (json!({ "holidays": { "old": ["1999-12-31"] } }), "/holidays/old"),
        (json!({ "classes": [{ "class": "car" }] }), "/classes/0"),
        (
            json!({ "classes": [
                { "class": "car", "refused": true }, { "class": "car", "factor": "1" },
            ] }),
            "/classes/1/class",
        ),
    ] {
        assert_eq!(pointers(members.clone()), [expected], "{members}");
    }
}

#[test]
fn overlaps_need_a_priority() {
    let weekdays = || band("mon tue", "08:00-19:00", 450);
    let two = |other: Value| json!({ "bands": [weekdays(), other] });
    let message = "overlaps /bands/0 on Tuesday 2024-01-02 at 18:00; give one of them a higher \
        priority";
    assert_eq!(
        errors(two(band("tue", "18:00-20:00", 200))),
        [("/bands/1".to_owned(), message.to_owned())]
    );
    let night = band("mon", "22:00-09:00", 200);
    assert_eq!(pointers(two(night)), ["/bands/1"], "on Tuesday morning");
    let public = json!({ "public": ["2026-12-25"] });
    let holiday = with(band("", "08:00-19:00", 0), json!({ "on_holidays": ["public"] }));
    for other in [
        band("tue", "19:00-20:00", 200),
        band("wed", "18:00-20:00", 200),
        band("sun", "22:00-08:00", 200),
        with(band("tue", "18:00-20:00", 200), json!({ "priority": 1 })),
        holiday.clone(),
    ] {
        tariff(with(two(other), json!({ "holidays": public })));
    }
    let both = json!({ "bands": [band("fri", "08:00-19:00", 450), holiday], "holidays": public });
    assert_eq!(pointers(both), ["/bands/1"], "Christmas 2026 is a Friday");
}

#[test]
fn bands_of_different_vehicles_may_overlap() {
    let two = |first: Value, second: Value| {
        let all_day = || band("", "00:00-24:00", 100);
        json!({ "bands": [with(all_day(), first), with(all_day(), second)] })
    };
    let classes = |classes: &[&str]| json!({ "only_classes": classes });
    let permits = |permits: &[&str]| json!({ "only_permits": permits });
    tariff(two(classes(&["truck", "van"]), classes(&["car"])));
    tariff(two(permits(&["resident"]), permits(&["staff"])));
    for (first, second) in [
        (classes(&["truck", "van"]), classes(&["van"])),
        (classes(&["truck"]), json!({})),
        (permits(&["resident"]), json!({})),
        (permits(&["resident"]), classes(&["car"])),
    ] {
        assert_eq!(pointers(two(first, second)), ["/bands/1"]);
    }
}

#[test]
fn covered_tariffs_have_no_gap() {
    let covered = |bands: Value| json!({ "bands": bands, "outside": "covered" });
    tariff(covered(json!([band("", "00:00-24:00", 100)])));
    tariff(covered(json!([band("", "08:00-19:00", 100), band("", "19:00-08:00", 50)])));
    let message = "no band is active on Sunday 2024-01-07 at 08:00";
    let weekdays = band("mon tue wed thu fri sat", "08:00-24:00", 100);
    let found = errors(covered(json!([weekdays, band("", "00:00-08:00", 50)])));
    assert_eq!(found, [("/outside".to_owned(), message.to_owned())]);
    assert_eq!(pointers(covered(json!([]))), ["/outside"]);
}

#[test]
fn documents_survive_a_round_trip() {
    let members = json!({
        "bands": [with(band("mon", "08:00-24:00", 450), json!({
            "seasons": [{ "from": "12-01", "to": "02-29" }, { "from": "2026-07-01" }],
            "on_holidays": ["public"], "priority": 2, "max_stay_minutes": 120,
            "steps": [{ "after_minutes": 60, "rate_minor_per_hour": 800 }],
            "only_classes": ["truck"], "only_permits": ["resident"],
        }))],
        "holidays": { "public": ["2026-12-25"] },
        "classes": [{ "class": "motorcycle", "factor": "1/2" }],
        "increment_seconds": 900,
        "free": { "minutes": 10, "applies_to": "short_stays" },
        "minimum_minor": 200,
        "caps": { "per_stay_minor": 3_000 },
        "max_stay_minutes": 240,
        "no_return_minutes": 60,
    });
    let written = serde_json::to_value(tariff(members.clone()).document()).unwrap();
    assert_eq!(written, document(members));
}
