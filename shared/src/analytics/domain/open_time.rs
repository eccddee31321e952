//! The time in which a spot is open.

use crate::platform::domain::period::Period;

/// Returns the parts of a period without closures, in order. Closures may overlap.
pub fn open_time(within: Period, mut closures: Vec<Period>) -> Vec<Period> {
    closures.sort_by_key(|closure| closure.starts_at());
    let (mut open, mut from) = (Vec::new(), within.starts_at());
    for closure in closures {
        open.extend(Period::new(from, closure.starts_at().min(within.ends_at())));
        from = from.max(closure.ends_at());
    }
    open.extend(Period::new(from, within.ends_at()));
    open
}

#[cfg(test)]
mod tests;
