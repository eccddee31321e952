//! Time spans.

use serde_json::{Value, json};

use super::{parking, policy, tariff, tariff_until, weekdays, words};
use crate::pricing::domain::tariff::document::Season;

/// Returns the rules in words of parking for $3.00 in this time span.
#[track_caller]
fn span_words(span: Value) -> String {
    words(&[policy("p", 1, json!([parking(300, json!({}))]), json!([span]))])
}

/// Returns the seasons of a time span.
fn seasons(span: Value) -> Vec<String> {
    let policy = policy("p", 1, json!([parking(300, json!({}))]), json!([span]));
    let tariff = tariff(&[policy]).unwrap();
    let text = |season: &Season| {
        let bound = |date: Option<_>| serde_json::to_value(date).unwrap();
        format!("{} {}", bound(season.from), bound(season.to)).replace('"', "")
    };
    tariff.document().bands[0].seasons.iter().map(text).collect()
}

/// Midnight in New York, in milliseconds.
fn midnight(date: &str) -> i64 {
    let offset = if ("2030-03-10".."2030-11-04").contains(&date) { "-04:00" } else { "-05:00" };
    let at: chrono::DateTime<chrono::Utc> = format!("{date}T00:00:00{offset}").parse().unwrap();
    at.timestamp_millis()
}

#[test]
fn days_and_times_become_bands() {
    let expected = "Mon–Fri 9 AM–6 PM: $3.00 / h. Free at other times.";
    let policies = |spans| [policy("p", 1, json!([parking(300, json!({}))]), spans)];
    assert_eq!(words(&policies(weekdays("09:00", "18:00"))), expected);
    assert_eq!(words(&policies(weekdays("9:00", "18:00"))), expected);
    for end in [json!("00:00"), json!("24:00"), json!("23:59"), json!(null)] {
        let span = json!({ "days_of_week": "sat", "time_of_day_start": "18:00",
            "time_of_day_end": end });
        assert_eq!(span_words(span), "Sat 6 PM–midnight: $3.00 / h. Free at other times.");
    }
    assert_eq!(span_words(json!({ "days_of_week": [] })), "At all times: $3.00 / h.");
}

#[test]
fn several_spans_become_several_bands() {
    let spans = json!([
        { "days_of_week": ["sat"], "time_of_day_start": "08:00", "time_of_day_end": "12:00" },
        { "days_of_week": ["sun"], "time_of_day_start": "12:00", "time_of_day_end": "18:00" },
    ]);
    assert_eq!(
        words(&[policy("p", 1, json!([parking(300, json!({}))]), spans)]),
        "Sat 8 AM–noon: $3.00 / h. Sun noon–6 PM: $3.00 / h. Free at other times."
    );
}

#[test]
fn months_and_days_become_yearly_seasons() {
    assert_eq!(seasons(json!({ "months": [6, 7, 8] })), ["06-01 08-31"]);
    assert_eq!(seasons(json!({ "months": [12, 1, 2] })), ["01-01 02-29", "12-01 12-31"]);
    assert_eq!(
        seasons(json!({ "months": [2, 4], "days_of_month": [1, 30, 31] })),
        ["02-01 02-01", "04-01 04-01", "04-30 04-30"]
    );
    let second_monday = json!({ "days_of_week": ["mon"],
        "days_of_month": [8, 9, 10, 11, 12, 13, 14] });
    let found = seasons(second_monday);
    assert_eq!((found.len(), found[1].as_str()), (12, "02-08 02-14"));
}

#[test]
fn dates_are_local_days() {
    let between =
        json!({ "start_date": midnight("2030-06-01"), "end_date": midnight("2030-09-01") });
    assert_eq!(seasons(between), ["2030-06-01 2030-08-31"]);
    assert_eq!(seasons(json!({ "end_date": midnight("2030-12-01") })), ["null 2030-11-30"]);
    assert_eq!(seasons(json!({ "start_date": midnight("2030-07-01") })), ["2030-07-01 null"]);
    assert!(seasons(json!({ "start_date": 18_000_000 })).is_empty(), "before the year 2000");
}

#[test]
fn months_within_dates_become_dated_seasons() {
    let summers = json!({ "months": [6, 7, 11, 12],
        "start_date": midnight("2030-06-10"), "end_date": midnight("2031-11-10") });
    assert_eq!(
        seasons(summers),
        [
            "2030-06-10 2030-07-31",
            "2030-11-01 2030-12-31",
            "2031-06-01 2031-07-31",
            "2031-11-01 2031-11-09"
        ]
    );
}

#[test]
fn time_spans_that_ended_are_left_out() {
    let all_day = |rate: i64| json!([parking(rate, json!({}))]);
    let until = |date: &str| json!([{ "end_date": midnight(date) }]);
    let now = policy("now", 2, all_day(300), json!(null));
    let before = policy("before", 1, all_day(600), until("2030-08-01"));
    assert_eq!(words(&[before.clone(), now.clone()]), "At all times: $3.00 / h.");
    let today = policy("before", 1, all_day(600), until("2030-08-02"));
    assert!(words(&[today, now]).contains("$6.00 / h"));
    let unknown = |policies: &[_]| tariff(policies).unwrap_err()[0].reason.clone();
    let none = "no policy allows parking at present";
    assert_eq!(unknown(std::slice::from_ref(&before)), none);
    let rush = policy("rush", 1, json!([{ "activity": "no parking" }]), weekdays("07:00", "9:00"));
    assert_eq!(unknown(&[before, rush]), none, "a closed time is not all of the rules");
    let to_come = json!([{ "start_date": midnight("2030-08-02") }]);
    assert_eq!(unknown(&[policy("later", 1, all_day(300), to_come)]), none);
    let never = policy("never", 1, json!([{ "activity": "no parking" }]), json!(null));
    assert_eq!(words(&[never]), "At all times: no parking.");
}

#[test]
fn zone_is_closed_from_the_day_of_its_end() {
    let policies = [policy("p", 1, json!([parking(300, json!({}))]), json!(null))];
    let words = |ends_at: &str| tariff_until(&policies, Some(ends_at)).unwrap().words();
    let closed = "At all times: $3.00 / h. At all times, from Sep 1, 2030: no parking.";
    assert_eq!(words("2030-09-01T04:00:00Z"), closed);
    assert_eq!(words("2030-09-01T16:00:00Z"), closed, "the whole day");
    assert_eq!(words("2999-01-01T00:00:00Z"), "At all times: $3.00 / h.");
}

#[test]
fn maximum_stay_does_not_begin_again() {
    let limit = |rate: i64| json!([parking(rate, json!({ "max_stay": 120 }))]);
    let night = json!([
        { "time_of_day_start": "20:00" },
        { "time_of_day_end": "06:00" },
    ]);
    let policies = [policy("night", 1, limit(100), night)];
    assert_eq!(words(&policies), "Daily 8 PM–6 AM: $1.00 / h, 2 h at most. Free at other times.");
    let day =
        |id: &str, rate: i64, from: &str, to: &str| policy(id, 1, limit(rate), weekdays(from, to));
    let policies = [day("a", 300, "09:00", "12:00"), day("b", 300, "12:00", "15:00")];
    assert_eq!(words(&policies), "Mon–Fri 9 AM–3 PM: $3.00 / h, 2 h at most. Free at other times.");
    let policies = [day("a", 300, "09:00", "12:00"), day("b", 400, "12:00", "15:00")];
    assert!(words(&policies).ends_with("Free at other times. Maximum stay 2 h."));
}

#[test]
fn designated_periods_need_a_calendar() {
    let on = json!({ "designated_period": "Holidays" });
    assert_eq!(span_words(on), "On holidays: $3.00 / h. Free at other times.");
    let except = json!({ "days_of_week": ["mon"], "time_of_day_end": "12:00",
        "designated_period": "holidays", "designated_period_except": true });
    assert_eq!(
        span_words(except.clone()),
        "Mon midnight–noon, except holidays: $3.00 / h. Free at other times."
    );
    let policy = policy("p", 1, json!([parking(300, json!({}))]), json!([except]));
    let tariff = tariff(&[policy]).unwrap();
    assert_eq!(tariff.document().holidays["holidays"].len(), 2);
}
