//! Hours of parking meters in New York's notation: `2HR Pas Mon-Sat 0800-1900`, several joined by
//! `,`, `/` or `&`.

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Returns whether the text contains at least one valid range of days and one of hours.
pub(super) fn is_readable(text: &str) -> bool {
    let words: Vec<String> = text
        .split([' ', ',', '/', '&', ';'])
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let has_days = words.iter().any(|word| is_days(word));
    let has_hours = words.iter().any(|word| is_hours(word));
    has_days && has_hours
}

fn is_days(word: &str) -> bool {
    let mut parts = word.split('-').map(|day| day.get(..3).is_some_and(|day| DAYS.contains(&day)));
    parts.next() == Some(true) && parts.all(|is_day| is_day)
}

fn is_hours(word: &str) -> bool {
    word.split_once('-').is_some_and(|(from, to)| is_time(from) && is_time(to))
}

/// Returns whether the text is a time from `0000` to `2400`.
fn is_time(text: &str) -> bool {
    let digits = text.len() == 4 && text.chars().all(|c| c.is_ascii_digit());
    let number: u32 = text.parse().unwrap_or(9_999);
    digits && number <= 2_400 && number % 100 < 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_forms_are_accepted() {
        for text in [
            "2HR Pas Mon-Sat 0800-1900",
            "1HR Com Mon-Fri 0700-1800/2HR Pas Sat 0800-1900",
            "Pas 2HR HMP Mon-Sat 0800-2200",
        ] {
            assert!(is_readable(text), "{text}");
        }
    }

    #[test]
    fn missing_days_or_hours_are_refused() {
        for text in ["", "2HR Pas", "Mon-Sat", "2HR Pas Mon-Sat 0800-2560", "No Parking"] {
            assert!(!is_readable(text), "{text}");
        }
    }
}
