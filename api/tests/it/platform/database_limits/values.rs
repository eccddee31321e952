//! Values at and beyond the limits of a type, and values that may be valid.

use serde_json::{Value, json};

/// Texts that a column, a constraint or a function of PostgreSQL refuses, or that chrono parses
/// differently from PostgreSQL.
const TEXTS: [&str; 30] = [
    "",
    " ",
    "\u{0}",
    "a\u{0}b",
    "a\u{200b}b",
    "two\nlines",
    "EST5EDT",
    "GB-Eire",
    "Mars/Olympus",
    "XTS",
    "No Slug",
    "2026-1",
    "2026-13",
    "+2030-06",
    "99999-01",
    "0000-01-01",
    "-262143-01-01",
    "+262142-12-31",
    "2030-02-30",
    "0000-01-01T00:00:00Z",
    "-262143-01-01T00:00:00Z",
    "+262142-12-31T23:59:59Z",
    "9999-12-31T23:59:60Z",
    "294277-01-01T00:00:00Z",
    "2030-06-03T13:00:60Z",
    "NaN",
    "-inf",
    "9223372036854775808",
    "2147483648",
    "1e400",
];
/// Texts for fields that are numbers or booleans.
const NUMERIC_TEXTS: [&str; 7] =
    ["", "text", "NaN", "-inf", "1e400", "2147483648", "9223372036854775808"];

/// Numbers beyond integer and bigint, and outside the ranges of amounts, rates, seconds and
/// degrees.
fn numbers() -> Vec<Value> {
    let mut numbers: Vec<Value> = [
        0,
        -1,
        10_000_001,
        i64::from(i32::MAX),
        i64::from(i32::MAX) + 1,
        i64::from(i32::MIN),
        i64::MAX,
        i64::MIN,
    ]
    .map(Value::from)
    .to_vec();
    numbers.extend([
        json!(u64::MAX),
        json!(1e308),
        json!(-1e308),
        json!(90.5),
        json!(-180.5),
        json!(0.5),
    ]);
    numbers
}

/// Values at and beyond the limits of a property or parameter.
pub fn edges(document: &Value, schema: &Value) -> Vec<Value> {
    let schema = resolve(document, schema);
    let mut values: Vec<Value> = texts(&schema).iter().map(|text| json!(text)).collect();
    values.push(json!("x".repeat(20_000)));
    values.extend(if is(&schema, "string") { vec![json!(1), json!(u64::MAX)] } else { numbers() });
    values.extend([Value::Null, json!(true), json!([]), json!({})]);
    if is(&schema, "array") {
        let items: Vec<Value> = values.iter().map(|value| json!([value, value])).collect();
        values.extend(items);
        values.extend([json!([[1e308, 91], [0, 0]]), json!(vec![[0.0, 0.0]; 501])]);
    }
    values
}

pub fn texts(schema: &Value) -> &'static [&'static str] {
    let is_numeric = ["integer", "number", "boolean"].into_iter().any(|kind| is(schema, kind));
    match () {
        () if is_numeric => &NUMERIC_TEXTS,
        () if schema["format"] == "uuid" => &["", "text", "a\u{0}b"],
        () => &TEXTS,
    }
}

pub fn resolve(document: &Value, schema: &Value) -> Value {
    match schema["$ref"].as_str() {
        Some(path) => resolve(document, document.pointer(path.trim_start_matches('#')).unwrap()),
        None => schema.clone(),
    }
}

fn is(schema: &Value, kind: &str) -> bool {
    schema["type"] == kind
        || schema["type"].as_array().is_some_and(|kinds| kinds.contains(&json!(kind)))
}

/// A value that may be valid.
pub fn sample(document: &Value, schema: &Value) -> Value {
    let schema = resolve(document, schema);
    if let Some(example) = schema.get("example") {
        return example.clone();
    }
    match () {
        () if schema["format"] == "uuid" => json!("00000000-0000-7000-8000-000000000000"),
        () if schema["format"] == "date-time" => json!("2030-06-03T15:00:00Z"),
        () if is(&schema, "integer") || is(&schema, "number") => json!(1),
        () if is(&schema, "boolean") => json!(true),
        () if is(&schema, "array") => json!([]),
        () if is(&schema, "object") => json!({}),
        () => json!("text"),
    }
}
