//! The folded form of a plate, in which letters and digits that cameras confuse are the same.

use crate::identity::domain::plate::Plate;

/// Returns the normalised plate with O, Q and D as 0, I and L as 1, Z as 2, S as 5, G as 6 and B as
/// 8. Different plates can have the same folded form, so it only proposes a match.
pub fn folded(plate: &Plate) -> String {
    plate.normalized().chars().map(fold).collect()
}

fn fold(letter: char) -> char {
    match letter {
        'O' | 'Q' | 'D' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded_text(text: &str) -> String {
        folded(&text.parse().unwrap())
    }

    #[test]
    fn confused_letters_fold_to_digits() {
        assert_eq!(folded_text("oqd il z s g b"), "000112568");
        assert_eq!(folded_text("B-AB 0100"), folded_text("8A8 O1OO"));
        assert_eq!(folded_text("JKM 347"), "JKM347");
    }

    #[test]
    fn other_letters_stay_different() {
        assert_ne!(folded_text("AB 123"), folded_text("4B 123"));
        assert_ne!(folded_text("TW 123"), folded_text("7W 123"));
    }
}
