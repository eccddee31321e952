//! Resends the payment link to drivers who cannot reserve because of an overdue charge.

use shared::{Error, reservations::operations::remind_debtor};

use crate::{App, extract::ClientAddress};

/// Returns the error unchanged. For an overdue charge, mails the payment link to the address again.
/// The response does not mention the mail, because the caller may not own the address.
pub(crate) async fn resend_payment_link(app: &App, error: Error, address: ClientAddress) -> Error {
    let Error::PaymentOverdue { charges } = &error else { return error };
    let (ids, now): (Vec<_>, _) = (charges.iter().map(|charge| charge.id).collect(), app.now());
    let request = async {
        let budget = address.mail_budget(app)?;
        let remind = app.db.write(move |conn| {
            ids.into_iter().try_for_each(|id| remind_debtor(conn, id, &budget, now).map(drop))
        });
        remind.await
    };
    if let Err(failure) = request.await {
        tracing::warn!(error = %failure, "The payment link could not be resent");
    }
    error
}
