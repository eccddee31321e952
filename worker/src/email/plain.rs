//! Plain text in columns; no line is longer than 78 characters.

/// Maximum line length of a paragraph, in characters.
const PARAGRAPH: usize = 72;
/// Maximum length of any line, in characters.
const LINE: usize = 78;
/// Column of the values of facts, unless a name is too long for it.
const VALUES: usize = 14;

/// Wraps paragraphs, which are separated by an empty line.
pub(super) fn paragraphs(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| lines(paragraph, PARAGRAPH).join("\n"));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Returns the column of the values for facts with these names.
pub(super) fn value_column<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.map(|name| name.chars().count() + 4).max().unwrap_or_default().max(VALUES)
}

/// Formats a fact: its name, and its value in a separate column.
pub(super) fn fact(name: &str, value: &str, column: usize) -> String {
    let below = format!("\n{:column$}", "");
    let value = lines(value, LINE.saturating_sub(column)).join(&below);
    format!("{:column$}{value}", format!("  {name}"))
}

/// Splits text into lines of whole words; a longer word has a line of its own.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words(text) {
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

/// Returns the words of a text. The no-break spaces of amounts and of French do not separate them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let separates =
        |letter: char| letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}');
    text.split(separates).filter(|word| !word.is_empty())
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
            fact("Where", &value, value_column(["Where"].into_iter())),
            format!(
                "  Where       {}\n{:14}beside\n{:14}{}",
                "a".repeat(60),
                "",
                "",
                "b".repeat(70)
            )
        );
    }

    #[test]
    fn long_name_moves_the_column() {
        let column = value_column(["Lieu", "Fuseau horaire"].into_iter());
        assert_eq!(
            fact("Fuseau horaire", "Europe/Paris", column),
            "  Fuseau horaire  Europe/Paris"
        );
        assert_eq!(fact("Lieu", "Paris", column), "  Lieu            Paris");
        assert_eq!(value_column(["Spot"].into_iter()), 14);
    }

    #[test]
    fn amount_is_not_wrapped() {
        let text = format!("{} 1\u{202f}234,50\u{a0}€.", "a".repeat(65));
        assert_eq!(paragraphs(&text), format!("{}\n1\u{202f}234,50\u{a0}€.", "a".repeat(65)));
    }
}
