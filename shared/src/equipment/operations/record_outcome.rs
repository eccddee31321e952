//! Records the outcome of a command, as its device reports it.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use subtle::ConstantTimeEq;

use crate::{
    Error, Result,
    equipment::{
        domain::vendor::CommandOutcome,
        models::{barrier_command::BarrierCommand, device::Device},
    },
    platform::domain::ids::BarrierCommandId,
};

/// Records the first outcome of a command; a repeated report changes nothing. Locks the command.
///
/// # Errors
/// `NotFound` when the command is not the device's, or the nonce is wrong; `CommandExpired` when
/// the report comes more than five seconds after the expiry.
pub fn record_outcome(
    conn: &mut PgConnection,
    device: &Device,
    id: BarrierCommandId,
    nonce: &[u8],
    outcome: CommandOutcome,
    now: DateTime<Utc>,
) -> Result<BarrierCommand> {
    let command = BarrierCommand::lock_of_device(conn, id, device.id)?;
    if !bool::from(command.nonce.as_slice().ct_eq(nonce)) {
        return Err(Error::NotFound);
    }
    match command.outcome {
        Some(CommandOutcome::Opened | CommandOutcome::Failed) => Ok(command),
        None if command.accepts_outcome(now) => Ok(command.finish(conn, outcome, now)?),
        Some(CommandOutcome::Expired) | None => Err(Error::CommandExpired),
    }
}
