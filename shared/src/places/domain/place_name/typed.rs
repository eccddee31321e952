//! Names as they are typed, of which the last word may be incomplete.

use super::{DIRECTIONS, SHORT_FORMS, normalize_place_name, ordinal, shorten, words};

/// Minimum length of a text that is searched inside names, in characters.
const MIN_INNER_CHARS: usize = 3;

/// Degree of agreement of a name with a typed one, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameMatch {
    /// The name is the typed one.
    Exact,
    /// The name begins with the typed words, perhaps after a direction.
    Words,
    /// The same, with an incomplete last word.
    Beginning,
    /// Words inside the name begin with the typed ones.
    Inner,
}

/// A name as typed up to now, normalised, in all the forms that it may be meant to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedName {
    normalized: String,
    /// With the last word as typed, which may be incomplete.
    open: String,
    /// With the short forms that the last word may stand for: `w 39 st` for `w 39 stre`.
    complete: Vec<String>,
}

impl TypedName {
    /// Returns `None` for a text without a letter or digit.
    pub fn new(text: &str) -> Option<Self> {
        let words = words(text);
        let (last, before) = words.split_last()?;
        let before: Vec<String> = before.iter().map(|word| shorten(word)).collect();
        let with = |word: &str| [before.as_slice(), &[word.to_owned()]].concat().join(" ");
        let mut complete = Vec::new();
        let short = shorten(last);
        if short != *last {
            complete.push(with(&short));
        }
        for (long, short) in SHORT_FORMS {
            if last.len() > 1 && long.starts_with(last.as_str()) {
                complete.push(with(short));
            }
        }
        if let Some(number) = ordinal(last, &["s", "n", "r", "t"]) {
            complete.push(with(number));
        }
        complete.sort();
        complete.dedup();
        Some(Self { normalized: normalize_place_name(text), open: with(last), complete })
    }

    /// The normalised text.
    pub fn normalized(&self) -> &str {
        &self.normalized
    }

    /// Returns the names that the text may stand for.
    pub fn exact(&self) -> Vec<String> {
        [std::slice::from_ref(&self.open), self.complete.as_slice()].concat()
    }

    /// Returns `like` patterns of names that begin with the text, perhaps after a direction.
    pub fn beginnings(&self) -> Vec<String> {
        let mut patterns = Vec::new();
        for name in with_directions(&self.open) {
            patterns.push(format!("{name}%"));
        }
        for name in self.complete.iter().flat_map(|name| with_directions(name)) {
            patterns.push(format!("{name} %"));
            patterns.push(name);
        }
        patterns
    }

    /// Returns `like` patterns of names, each followed by a blank, that begin with the text as
    /// whole words, perhaps after a direction.
    pub fn whole_words(&self) -> Vec<String> {
        let names = self.exact();
        names
            .iter()
            .flat_map(|name| with_directions(name))
            .map(|name| format!("{name} %"))
            .collect()
    }

    /// Returns `like` patterns of names inside which words begin with the text.
    pub fn inner(&self) -> Vec<String> {
        let open = Some(&self.open).filter(|name| is_searched_inside(name));
        let complete = self.complete.iter().filter(|name| is_searched_inside(name));
        let complete = complete.flat_map(|name| [format!("% {name}"), format!("% {name} %")]);
        open.map(|name| format!("% {name}%")).into_iter().chain(complete).collect()
    }

    /// Compares a name. Agrees with the `like` patterns.
    pub fn compare(&self, name: &str) -> Option<NameMatch> {
        let name = normalize_place_name(name);
        if self.exact().contains(&name) {
            return Some(NameMatch::Exact);
        }
        let spaced = format!("{name} ");
        let begins = |forms: &[String], after: &str| {
            let mut begins = forms.iter().flat_map(|form| with_directions(form));
            begins.any(|form| spaced.starts_with(&format!("{form}{after}")))
        };
        if begins(&self.exact(), " ") {
            return Some(NameMatch::Words);
        }
        if begins(std::slice::from_ref(&self.open), "") {
            return Some(NameMatch::Beginning);
        }
        let contains = |form: &str, after: &str| {
            is_searched_inside(form) && spaced.contains(&format!(" {form}{after}"))
        };
        let is_inner =
            contains(&self.open, "") || self.complete.iter().any(|form| contains(form, " "));
        is_inner.then_some(NameMatch::Inner)
    }
}

/// A kind of street alone, such as `ave`, is inside most names.
fn is_searched_inside(name: &str) -> bool {
    let is_kind = SHORT_FORMS.iter().any(|(_, short)| *short == name);
    name.chars().count() >= MIN_INNER_CHARS && !is_kind
}

/// Returns a name alone, and after each direction unless it begins with one.
fn with_directions(name: &str) -> Vec<String> {
    let first = name.split(' ').next().unwrap_or_default();
    let mut names = vec![name.to_owned()];
    if !DIRECTIONS.contains(&first) {
        names.extend(DIRECTIONS.iter().map(|direction| format!("{direction} {name}")));
    }
    names
}

/// Splits the text of a crossing, such as `5th ave & 42`, at its first separator: `&`, `@`, `/` or
/// `and`.
pub fn crossing_parts(text: &str) -> Option<(&str, &str)> {
    // ASCII letters keep their length in lower case.
    let lower = text.to_ascii_lowercase();
    let signs = ["&", "@", "/", " and "];
    let (at, sign) = signs.iter().filter_map(|sign| Some((lower.find(*sign)?, *sign))).min()?;
    let (before, after) = (text.get(..at)?, text.get(at + sign.len()..)?);
    let is_named = |part: &str| !words(part).is_empty();
    (is_named(before) && is_named(after)).then_some((before, after))
}

#[cfg(test)]
mod tests;
