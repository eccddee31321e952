//! Reads Stripe's forms: `metadata[key]=value`, `expand[]=charge`, `items[0][price]=…`.

use serde_json::{Map, Value};

/// The parameters of a request. Lists are kept as objects with numbers for names.
pub(crate) fn parse(form: &str) -> Map<String, Value> {
    let mut root = Map::new();
    for pair in form.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode(name), decode(value));
        let mut path = name.split('[').map(|part| part.trim_end_matches(']'));
        let head = path.next().unwrap_or_default().to_owned();
        insert(&mut root, head, path.map(str::to_owned).collect(), value);
    }
    root
}

fn insert(node: &mut Map<String, Value>, name: String, mut rest: Vec<String>, value: String) {
    let name = if name.is_empty() { node.len().to_string() } else { name };
    if rest.is_empty() {
        node.insert(name, Value::String(value));
        return;
    }
    let next = rest.remove(0);
    let child = node.entry(name).or_insert_with(|| Value::Object(Map::new()));
    if !child.is_object() {
        *child = Value::Object(Map::new());
    }
    if let Value::Object(child) = child {
        insert(child, next, rest, value);
    }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let pair: Vec<u8> = rest.by_ref().take(2).collect();
                bytes.extend(hex::decode(pair).unwrap_or_default());
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
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
                "card": { "number": "4242 4242" }
        });
        assert_eq!(Value::Object(parsed), expected);
    }
}
