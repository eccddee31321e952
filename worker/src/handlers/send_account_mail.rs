//! Sends a user a mail about the account, unless it has gone out.

use shared::{
    Error,
    domain::{ids::UserId, mail::AccountMail},
    models::{mail, user::User},
};
use uuid::Uuid;

use crate::{
    Context,
    email::{AccountFacts, render_account},
    executor::Outcome,
};

pub(super) async fn run(
    context: &Context,
    template: AccountMail,
    user_id: UserId,
    about: Uuid,
) -> anyhow::Result<Outcome> {
    let found = context.db.read(move |conn| {
        Ok::<_, Error>((User::find(conn, user_id)?, mail::is_sent_about(conn, about, template.as_str())?))
    });
    let (user, is_sent) = found.await?;
    if is_sent {
        return Ok(Outcome::Nothing("the mail has gone out"));
    }
    let facts = AccountFacts { email: user.email.clone(), proof: None, public_url: context.links.public_url.clone() };
    let mail = render_account(template, &facts)?;
    let host = context.links.public_url.host_str().unwrap_or("curbhold");
    context.mailer.send(&user.email, &format!("<{about}.{}@{host}>", template.as_str()), &mail).await?;
    let now = context.clock.now();
    context.db.write(move |conn| Ok::<_, Error>(mail::mark_sent_about(conn, about, template.as_str(), now)?)).await?;
    Ok(Outcome::Done)
}
