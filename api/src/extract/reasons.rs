//! Reasons for which a value is refused, in words instead of the messages of parsers.

const UUID: &str = "must be a UUID";
const DATE: &str = "must be a date, such as 2030-06-30";

/// The messages of chrono for a text that is no date.
const DATE_ERRORS: [&str; 6] = [
    "input is out of range",
    "no possible date and time matching input",
    "input is not enough for unique date and time",
    "input contains invalid characters",
    "premature end of input",
    "trailing input",
];

/// Returns the reason for a message of serde, uuid or chrono. Other messages are our own, and are
/// returned unchanged.
pub(super) fn reason(message: &str) -> String {
    if message.starts_with("UUID parsing failed: ") {
        return UUID.to_owned();
    }
    if DATE_ERRORS.contains(&message) {
        return DATE.to_owned();
    }
    // A value from the request comes before the last ", expected ".
    let expected = message.rsplit_once(", expected ").map(|(_, expected)| expected);
    let begins = |kind: &str| message.starts_with(kind);
    match expected {
        Some(names) if begins("unknown variant ") => variants(names),
        Some(expected) if begins("invalid value: ") => value(expected),
        Some(expected) if begins("invalid type: ") || begins("invalid length ") => kind(expected),
        _ => message.to_owned(),
    }
}

/// Returns the reason for an unknown name, from a list such as "one of `a`, `b`" or "`a` or `b`".
fn variants(expected: &str) -> String {
    let names = expected.strip_prefix("one of ").unwrap_or(expected);
    let names = names.replace("` or `", "`, `").replace('`', "");
    let one_of = if names.contains(", ") { "one of " } else { "" };
    format!("must be {one_of}{names}")
}

/// Returns the reason for a number out of the range of its type.
fn value(expected: &str) -> String {
    let range: Option<(i128, i128)> = match expected {
        "i8" => Some((i8::MIN.into(), i8::MAX.into())),
        "i16" => Some((i16::MIN.into(), i16::MAX.into())),
        "i32" => Some((i32::MIN.into(), i32::MAX.into())),
        "i64" => Some((i64::MIN.into(), i64::MAX.into())),
        "u8" => Some((u8::MIN.into(), u8::MAX.into())),
        "u16" => Some((u16::MIN.into(), u16::MAX.into())),
        "u32" => Some((u32::MIN.into(), u32::MAX.into())),
        "u64" => Some((u64::MIN.into(), u64::MAX.into())),
        _ => None,
    };
    match range {
        Some((low, high)) => format!("must be a whole number between {low} and {high}"),
        None => kind(expected),
    }
}

/// Returns the reason for a value of another type than the expected one.
fn kind(expected: &str) -> String {
    let text = match expected {
        "f32" | "f64" => "must be a number",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => "must be a whole number",
        "a boolean" => "must be true or false",
        "a string" | "a borrowed string" | "string or map" => "must be a string",
        "a formatted UUID string" => UUID,
        "a formatted date string" => DATE,
        "a sequence" => "must be an array",
        "a map" => "must be an object",
        _ if expected.starts_with("struct ") => "must be an object",
        _ if expected.starts_with("enum ") => "must be a string",
        _ => return format!("must be {expected}"),
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use serde::{Deserialize, de::DeserializeOwned};
    use uuid::Uuid;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Two {
        First,
        Second,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Three {
        First,
        Second,
        Third,
    }

    #[derive(Debug, Deserialize)]
    struct Pair {
        #[expect(dead_code, reason = "only its type is of interest")]
        pair: [f64; 2],
    }

    fn refused<T: DeserializeOwned>(json: &str) -> String {
        let message = serde_json::from_str::<T>(json).err().unwrap().to_string();
        reason(message.split(" at line ").next().unwrap())
    }

    #[test]
    fn parser_messages_become_words() {
        for (found, expected) in [
            (refused::<f64>(r#""x, expected bool""#), "must be a number"),
            (refused::<f64>("null"), "must be a number"),
            (refused::<i32>("1.5"), "must be a whole number"),
            (refused::<u8>("256"), "must be a whole number between 0 and 255"),
            (refused::<bool>("1"), "must be true or false"),
            (refused::<String>("1"), "must be a string"),
            (refused::<Uuid>("1"), "must be a UUID"),
            (refused::<Uuid>(r#""1-2""#), "must be a UUID"),
            (refused::<NaiveDate>("1"), "must be a date, such as 2030-06-30"),
            (refused::<NaiveDate>(r#""2030-02-30""#), "must be a date, such as 2030-06-30"),
            (refused::<NaiveDate>(r#""soon""#), "must be a date, such as 2030-06-30"),
            (refused::<NaiveDate>(r#""2030""#), "must be a date, such as 2030-06-30"),
            (refused::<NaiveDate>(r#""2030-06-30T""#), "must be a date, such as 2030-06-30"),
            (refused::<Vec<i32>>("1"), "must be an array"),
            (refused::<Pair>("1"), "must be an object"),
            (refused::<Pair>(r#"{ "pair": [1] }"#), "must be an array of length 2"),
            (refused::<Two>(r#""third""#), "must be one of first, second"),
            (refused::<Three>(r#""fourth""#), "must be one of first, second, third"),
        ] {
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn own_messages_are_unchanged() {
        for message in ["must be m, km or mi", "must be an object, not an array"] {
            assert_eq!(reason(message), message);
        }
    }
}
