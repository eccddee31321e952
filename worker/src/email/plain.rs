//! Plain text in columns; no line is longer than 78 characters.

/// Maximum line length of a paragraph, in characters.
const PARAGRAPH: usize = 72;
/// Maximum length of any line, in characters.
const LINE: usize = 78;
/// Column of the values of facts.
const VALUES: usize = 14;

/// Wraps paragraphs, which are separated by an empty line.
pub(super) fn paragraphs(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| lines(paragraph, PARAGRAPH).join("\n"));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Formats a fact: its name, and its value in a separate column.
pub(super) fn fact(name: &str, value: &str) -> String {
    let below = format!("\n{:VALUES$}", "");
    format!("{:VALUES$}{}", format!("  {name}"), lines(value, LINE - VALUES).join(&below))
}

/// Splits text into lines of whole words; a longer word has a line of its own.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_wrap_between_words() {
        let word = "é".repeat(35);
        let text = format!("{word} {word}\n{word}\n\n\n\nThe end.\n");
        assert_eq!(paragraphs(&text), format!("{word} {word}\n{word}\n\nThe end."));
    }

    #[test]
    fn long_value_stays_in_its_column() {
        let value = format!("{} beside {}", "a".repeat(60), "b".repeat(70));
        assert_eq!(
            fact("Where", &value),
            format!(
                "  Where       {}\n{:14}beside\n{:14}{}",
                "a".repeat(60),
                "",
                "",
                "b".repeat(70)
            )
        );
    }
}
