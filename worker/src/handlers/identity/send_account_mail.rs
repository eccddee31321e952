//! Sends a user a mail about the account, unless it was sent before.

use shared::{
    Error,
    identity::{
        jobs::{AccountEvent, SendAccountMail},
        models::user::User,
    },
    platform::{
        domain::{email::is_tombstone, owner::Owner},
        models::mail::{Mail, MailKey, RecipientOf},
    },
};

use crate::{
    Context,
    email::{AccountFacts, render_account},
    executor::Outcome,
    handlers::Handle,
    outbox::{self, Draft},
};

impl Handle for SendAccountMail {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let Self { template, event: AccountEvent { user_id, about } } = self;
        let key = MailKey::Other { subject_id: about, template: template.as_str() };
        let found = context.db.read(move |conn| {
            Ok::<_, Error>((User::find(conn, user_id)?, Mail::find(conn, &key)?))
        });
        let (user, stored) = found.await?;
        if let Some(stored) = stored {
            return outbox::deliver(context, stored).await;
        }
        if is_tombstone(&user.email) {
            return Ok(Outcome::Skipped("the user's personal data is erased"));
        }
        let facts = AccountFacts {
            language: user.language.unwrap_or_default(),
            email: user.email.clone(),
            proof: None,
            public_url: context.links.public_url.clone(),
        };
        let (mail, kept) = (
            render_account(template, &facts)?,
            render_account(template, &facts.without_secrets())?,
        );
        let recipient_of = RecipientOf::Driver(Owner::User(user_id));
        outbox::post(context, Draft { key, to: user.email, recipient_of, mail, kept }).await
    }
}
