//! The way to pay, once more, for whoever is refused because of what they owe.

use shared::{Error, operations::remind_debtor};

use crate::App;

/// The same error. Where it is for what somebody owes, the way to pay goes to their address again: the answer tells nothing of it, for
/// anybody can name an address.
pub(crate) async fn reminded(app: &App, error: Error) -> Error {
    let Error::PaymentOverdue { charges } = &error else { return error };
    let (ids, now): (Vec<_>, _) = (charges.iter().map(|charge| charge.id).collect(), app.now());
    let asked = app.db.write(move |conn| ids.into_iter().try_for_each(|id| remind_debtor(conn, id, now).map(drop)));
    if let Err(failure) = asked.await {
        tracing::warn!(error = %failure, "The way to pay could not be sent again");
    }
    error
}
