//! Counts of refusals, for the report on guard-rails.

use shared::{Error, Result, reservations::operations::count_reserved_ahead_limit};

use crate::App;

/// Returns the outcome of a hold or an extension, after counting a refusal with
/// `ReservedAheadLimit`. If that fails, the outcome is the same. Quotes are not counted: anyone can
/// ask for them again and again.
pub(crate) async fn counted<T>(app: &App, outcome: Result<T>) -> Result<T> {
    if let Err(Error::ReservedAheadLimit { zone_id }) = outcome {
        let now = app.now();
        let count = move |conn: &mut _| count_reserved_ahead_limit(conn, zone_id, now);
        if let Err(error) = app.db.write(count).await {
            tracing::warn!(%error, "A refusal could not be counted");
        }
    }
    outcome
}
