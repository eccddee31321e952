//! Parses Stripe's form encoding: `metadata[key]=value`, `expand[]=charge`, `items[0][price]=…`.

use serde_json::{Map, Value};
use url::form_urlencoded;

/// Lists are objects with numbers as names.
pub(crate) fn parse(form: &str) -> Map<String, Value> {
    let mut root = Map::new();
    for (name, value) in form_urlencoded::parse(form.as_bytes()) {
        let path: Vec<&str> = name.split('[').map(|part| part.trim_end_matches(']')).collect();
        insert(&mut root, &path, value.into());
    }
    root
}

fn insert(node: &mut Map<String, Value>, path: &[&str], value: Value) {
    let Some((name, rest)) = path.split_first() else { return };
    let name = if name.is_empty() { node.len().to_string() } else { (*name).to_owned() };
    if rest.is_empty() {
        node.insert(name, value);
    } else if let Value::Object(child) = node.entry(name).or_insert_with(|| Map::new().into()) {
        insert(child, rest, value);
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
