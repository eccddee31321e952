//! The price of every stay, computed a second at a time from its segments, beside the agreed and
//! the charged amounts.

mod parts;
mod rows;
mod stay;

use anyhow::Result;
use diesel::PgConnection;

use crate::prices::{rows::Row, stay::Stay};

#[derive(Debug, Default)]
pub(crate) struct Prices {
    pub(crate) violations: Vec<String>,
    pub(crate) stays: usize,
    /// Stays that begin later than their hold, at the confirmation.
    pub(crate) moved: usize,
    /// Completed stays with a tariff.
    pub(crate) with_tariff: usize,
    /// Those during which the band changes.
    pub(crate) over_boundaries: usize,
}

/// Compares all stays. Wait until all are billed.
pub(crate) fn compare(conn: &mut PgConnection) -> Result<Prices> {
    let (rows, mut prices) = (Row::load(conn)?, Prices::default());
    for rows in rows.chunk_by(|row, next| row.id == next.id) {
        let stay = Stay::read(rows)?;
        prices.stays += 1;
        prices.moved += usize::from(stay.is_moved());
        if stay.is_completed && stay.has_tariff() {
            prices.with_tariff += 1;
            prices.over_boundaries += usize::from(stay.crosses_minute());
        }
        if let Err(error) = stay.check() {
            prices.violations.push(format!("reservation {}: {error:#}", stay.id));
        }
    }
    Ok(prices)
}
