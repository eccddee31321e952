//! Three words in place of a code, for drivers who cannot scan it. They can be guessed with 2²⁴
//! attempts, so each attempt counts in a rate limit.

use std::{collections::BTreeSet, sync::LazyLock};

/// 256 words in the order of the alphabet, none of which differs from another by one letter only. A
/// word that codes contain cannot be removed: it could not be typed any more.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("words.txt").lines().collect());
static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| WORDS.iter().copied().collect());

/// Returns the words of the lowest 24 bits of a number, such as `maple-river-stone`.
pub fn words_of(number: u32) -> String {
    let [_, bytes @ ..] = number.to_be_bytes();
    let words = bytes.iter().filter_map(|byte| WORDS.get(usize::from(*byte)).copied());
    words.collect::<Vec<_>>().join("-")
}

/// Returns three typed words in their stored form. Case, blanks and punctuation are ignored. `None`
/// if they are not three words of the list.
pub fn normalize_words(typed: &str) -> Option<String> {
    let typed = typed.to_lowercase();
    let words: Vec<_> = typed
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_known = words.len() == 3 && words.iter().all(|word| KNOWN.contains(word));
    is_known.then(|| words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_has_256_plain_words() {
        assert_eq!((WORDS.len(), KNOWN.len()), (256, 256));
        let is_plain = |word: &&str| {
            (3..=8).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_lowercase())
        };
        assert!(WORDS.iter().all(is_plain) && WORDS.is_sorted());
    }

    #[test]
    fn words_differ_in_more_than_one_letter() {
        let is_near = |one: &str, other: &str| {
            let (one, other) = if one.len() < other.len() { (one, other) } else { (other, one) };
            let head = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
            let tails = [&one[head..], one.get(head + 1..).unwrap_or_default()];
            let other = other.get(head + 1..).unwrap_or_default();
            tails.contains(&other)
        };
        assert!(is_near("kitten", "mitten") && is_near("plan", "plane"), "the test itself");
        for (at, one) in WORDS.iter().enumerate() {
            for other in &WORDS[at + 1..] {
                assert!(!is_near(one, other), "{one} and {other}");
            }
        }
    }

    #[test]
    fn number_has_three_words() {
        assert_eq!(words_of(0), "acorn-acorn-acorn");
        assert_eq!(words_of(0x00ff_00ff), "zigzag-acorn-zigzag");
        assert_eq!(words_of(0xab00_0001), "acorn-acorn-album", "the highest byte is ignored");
        for number in [0, 1, 256, 0x0012_3456, 0x00ff_ffff] {
            let words = words_of(number);
            assert_eq!(normalize_words(&words), Some(words));
        }
    }

    #[test]
    fn typed_words_are_normalized() {
        for typed in ["maple-river-stone", " Maple  RIVER, stone. ", "maple/river–stone"] {
            assert_eq!(normalize_words(typed).as_deref(), Some("maple-river-stone"), "{typed}");
        }
        for typed in ["", "maple river", "maple river stone maple", "maple river stones", "---"] {
            assert_eq!(normalize_words(typed), None, "{typed}");
        }
    }
}
