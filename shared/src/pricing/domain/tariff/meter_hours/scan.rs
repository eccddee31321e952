//! Words and numbers of the hours of a meter.

use super::{UnknownRules, unknown};
use crate::pricing::domain::tariff::values::{Day, TimeOfDay};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vehicles {
    All,
    Commercial,
}

/// A word or number with its meaning. Commas have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    /// A maximum stay in minutes.
    Limit(i64),
    Vehicles(Vehicles),
    Day(Day),
    Time(TimeOfDay),
    Month(u32),
    Dash,
    Slash,
}

#[derive(Debug, Clone, Copy)]
enum Word {
    Atom(Atom),
    /// Unit of the number before, in minutes.
    Unit(i64),
    Am,
    Pm,
    /// `HMP`, hours of metered parking.
    Ignored,
}

/// Known words. A word may begin with another one; the longest match is taken.
const WORDS: [(&str, Word); 60] = [
    ("a", Word::Am),
    ("am", Word::Am),
    ("p", Word::Pm),
    ("pm", Word::Pm),
    ("h", Word::Unit(60)),
    ("hr", Word::Unit(60)),
    ("hrs", Word::Unit(60)),
    ("hour", Word::Unit(60)),
    ("hours", Word::Unit(60)),
    ("min", Word::Unit(1)),
    ("mins", Word::Unit(1)),
    ("minutes", Word::Unit(1)),
    ("hmp", Word::Ignored),
    ("com", Word::Atom(Atom::Vehicles(Vehicles::Commercial))),
    ("comm", Word::Atom(Atom::Vehicles(Vehicles::Commercial))),
    ("commercial", Word::Atom(Atom::Vehicles(Vehicles::Commercial))),
    ("pas", Word::Atom(Atom::Vehicles(Vehicles::All))),
    ("pass", Word::Atom(Atom::Vehicles(Vehicles::All))),
    ("passenger", Word::Atom(Atom::Vehicles(Vehicles::All))),
    ("mon", Word::Atom(Atom::Day(Day::Mon))),
    ("monday", Word::Atom(Atom::Day(Day::Mon))),
    ("tue", Word::Atom(Atom::Day(Day::Tue))),
    ("tues", Word::Atom(Atom::Day(Day::Tue))),
    ("tuesday", Word::Atom(Atom::Day(Day::Tue))),
    ("wed", Word::Atom(Atom::Day(Day::Wed))),
    ("wednesday", Word::Atom(Atom::Day(Day::Wed))),
    ("thu", Word::Atom(Atom::Day(Day::Thu))),
    ("thur", Word::Atom(Atom::Day(Day::Thu))),
    ("thurs", Word::Atom(Atom::Day(Day::Thu))),
    ("thursday", Word::Atom(Atom::Day(Day::Thu))),
    ("fri", Word::Atom(Atom::Day(Day::Fri))),
    ("friday", Word::Atom(Atom::Day(Day::Fri))),
    ("sat", Word::Atom(Atom::Day(Day::Sat))),
    ("saturday", Word::Atom(Atom::Day(Day::Sat))),
    ("sun", Word::Atom(Atom::Day(Day::Sun))),
    ("sunday", Word::Atom(Atom::Day(Day::Sun))),
    ("jan", Word::Atom(Atom::Month(1))),
    ("january", Word::Atom(Atom::Month(1))),
    ("feb", Word::Atom(Atom::Month(2))),
    ("february", Word::Atom(Atom::Month(2))),
    ("mar", Word::Atom(Atom::Month(3))),
    ("march", Word::Atom(Atom::Month(3))),
    ("apr", Word::Atom(Atom::Month(4))),
    ("april", Word::Atom(Atom::Month(4))),
    ("may", Word::Atom(Atom::Month(5))),
    ("jun", Word::Atom(Atom::Month(6))),
    ("june", Word::Atom(Atom::Month(6))),
    ("jul", Word::Atom(Atom::Month(7))),
    ("july", Word::Atom(Atom::Month(7))),
    ("aug", Word::Atom(Atom::Month(8))),
    ("august", Word::Atom(Atom::Month(8))),
    ("sep", Word::Atom(Atom::Month(9))),
    ("sept", Word::Atom(Atom::Month(9))),
    ("september", Word::Atom(Atom::Month(9))),
    ("oct", Word::Atom(Atom::Month(10))),
    ("october", Word::Atom(Atom::Month(10))),
    ("nov", Word::Atom(Atom::Month(11))),
    ("november", Word::Atom(Atom::Month(11))),
    ("dec", Word::Atom(Atom::Month(12))),
    ("december", Word::Atom(Atom::Month(12))),
];

/// Splits a text into atoms, also where words are written together: `PasMon-Fri`.
pub(super) fn scan(text: &str) -> Result<Vec<Atom>, UnknownRules> {
    let text = text.to_lowercase();
    let (mut rest, mut atoms, mut number) = (text.as_str(), Vec::new(), None);
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let is_same = |letter: char| {
            if is_digit { letter.is_ascii_digit() } else { letter.is_alphabetic() }
        };
        let length = if is_digit || first.is_alphabetic() {
            rest.find(|letter: char| !is_same(letter)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        if is_digit {
            end_number(&mut number, &mut atoms)?;
            number = Some(token);
        } else if first.is_alphabetic() {
            words(token, &mut number, &mut atoms)?;
        } else if !first.is_whitespace() {
            end_number(&mut number, &mut atoms)?;
            match first {
                ',' => {}
                '-' | '–' => atoms.push(Atom::Dash),
                '/' | '&' | ';' => atoms.push(Atom::Slash),
                _ => {
                    let remark = rest.split_inclusive(')').next().unwrap_or_default();
                    return Err(unknown(&format!("the remark {first}{remark} is not understood")));
                }
            }
        }
    }
    end_number(&mut number, &mut atoms)?;
    Ok(atoms)
}

/// Adds the atoms of known words that are written together.
fn words(
    mut token: &str,
    number: &mut Option<&str>,
    atoms: &mut Vec<Atom>,
) -> Result<(), UnknownRules> {
    let whole = token;
    while !token.is_empty() {
        let known = WORDS
            .iter()
            .filter_map(|(text, word)| Some((*word, token.strip_prefix(text)?)))
            .min_by_key(|(_, rest)| rest.len());
        let Some((word, rest)) = known else {
            return Err(unknown(&format!("the word {whole} is not understood")));
        };
        token = rest;
        match word {
            Word::Unit(minutes) => {
                let count = number.take().and_then(|digits| digits.parse::<i64>().ok());
                let Some(count) = count else {
                    return Err(unknown("a maximum stay has no number"));
                };
                atoms.push(Atom::Limit(count.saturating_mul(minutes)));
            }
            Word::Am | Word::Pm => {
                let digits = number.take().unwrap_or_default();
                let time = twelve_hours(digits, matches!(word, Word::Pm));
                let message = || unknown(&format!("the time {digits}{whole} is not understood"));
                atoms.push(Atom::Time(time.ok_or_else(message)?));
            }
            Word::Atom(atom) => {
                end_number(number, atoms)?;
                atoms.push(atom);
            }
            Word::Ignored => end_number(number, atoms)?,
        }
    }
    Ok(())
}

/// Adds a number without a unit, which is a time on a 24-hour clock: `0830`, `830`.
fn end_number(number: &mut Option<&str>, atoms: &mut Vec<Atom>) -> Result<(), UnknownRules> {
    let Some(digits) = number.take() else { return Ok(()) };
    let time = if matches!(digits.len(), 3 | 4) { clock(digits) } else { None };
    let message = || unknown(&format!("the number {digits} is not understood"));
    atoms.push(Atom::Time(time.ok_or_else(message)?));
    Ok(())
}

fn clock(digits: &str) -> Option<TimeOfDay> {
    let number: u32 = digits.parse().ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    if minutes < 60 { TimeOfDay::from_minutes(hours * 60 + minutes) } else { None }
}

/// Returns a time on a 12-hour clock: `7`, `730`, `1230`.
fn twelve_hours(digits: &str, is_pm: bool) -> Option<TimeOfDay> {
    let number: u32 = digits.parse().ok()?;
    let (hours, minutes) =
        if digits.len() < 3 { (number, 0) } else { (number / 100, number % 100) };
    let is_valid = (1..=12).contains(&hours) && minutes < 60;
    let half = if is_pm { 12 } else { 0 };
    if is_valid { TimeOfDay::from_minutes((hours % 12 + half) * 60 + minutes) } else { None }
}
