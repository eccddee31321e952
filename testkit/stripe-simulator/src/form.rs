//! Parses Stripe's form encoding: `metadata[key]=value`, `expand[]=charge`, `items[0][price]=…`.

use serde_json::{Map, Value};
use url::form_urlencoded;

/// Lists are objects with numbers as names.
pub(crate) fn parse(form: &str) -> Map<String, Value> {
    let mut root = Map::new();
    for (name, value) in form_urlencoded::parse(form.as_bytes()) {
        let mut path = name.split('[').map(|part| part.trim_end_matches(']').to_owned());
        let head = path.next().unwrap_or_default();
        insert(&mut root, head, path, value.into_owned());
    }
    root
}

fn insert(
    node: &mut Map<String, Value>,
    name: String,
    mut rest: impl Iterator<Item = String>,
    value: String,
) {
    let name = if name.is_empty() { node.len().to_string() } else { name };
    let Some(next) = rest.next() else {
        node.insert(name, Value::String(value));
        return;
    };
    let child = node.entry(name).or_insert_with(|| Value::Object(Map::new()));
    if !child.is_object() {
        *child = Value::Object(Map::new());
    }
    if let Value::Object(child) = child {
        insert(child, next, rest, value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn brackets_nest() {
        let parsed =
            parse("amount=5&metadata[a%20b]=c%26d&expand[]=x&expand[]=y&card[number]=4242+4242");
        let expected = json!({
            "amount": "5", "metadata": { "a b": "c&d" }, "expand": { "0": "x", "1": "y" },
            "card": { "number": "4242 4242" },
        });
        assert_eq!(Value::Object(parsed), expected);
    }
}
