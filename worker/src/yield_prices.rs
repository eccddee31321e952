//! Yield prices: changes the rates of tariffs by the present occupancy of their spots.

use shared::{
    Error, Result, analytics::operations::adjust_yield,
    pricing::models::yield_policy::TariffYieldPolicy,
};

use crate::Context;

/// Adjusts the rates of each tariff with a yield policy, in a transaction of its own. A tariff that
/// cannot be adjusted is logged and tried again in the next round.
///
/// # Errors
/// When PostgreSQL cannot be reached.
pub(crate) async fn adjust_yields(context: &Context) -> Result<()> {
    let now = context.clock.now();
    let tariffs = context.db.read(|conn| Ok::<_, Error>(TariffYieldPolicy::tariffs(conn)?)).await?;
    for tariff_id in tariffs {
        match context.db.write(move |conn| adjust_yield(conn, tariff_id, now)).await {
            Ok(None) => {}
            Ok(Some(change)) => {
                let (level, occupied, capacity) =
                    (change.to_level.as_str(), change.occupied, change.capacity);
                tracing::info!(
                    tariff.id = %tariff_id, level, occupied, capacity,
                    "The occupancy changed the rates of a tariff"
                );
            }
            Err(error) => {
                tracing::warn!(
                    tariff.id = %tariff_id, ?error,
                    "Could not adjust the rates of a tariff"
                );
            }
        }
    }
    Ok(())
}
