//! Stripe's webhooks, and received mails.

use hmac::{Hmac, KeyInit, Mac};
use mail_catcher::Mail;
use serde_json::Value;
use sha2::Sha256;

use super::{Response, TestApp, WAIT_TIMEOUT, client};

impl TestApp {
    /// Delivers every event of a kind that Stripe has had so far, as its webhook would.
    pub async fn deliver_events(&self, kind: &str) {
        let events = self.simulator.all("event").into_iter().filter(|event| event["type"] == kind);
        for event in events {
            assert_eq!(self.deliver(&event).await.status, 200, "{kind}");
        }
    }

    /// Delivers one event, signed.
    pub async fn deliver(&self, event: &Value) -> Response {
        let (body, time) = (event.to_string(), self.now().timestamp());
        let secret = self.simulator.settings().webhook_secret.as_bytes();
        let mac =
            Hmac::<Sha256>::new_from_slice(secret).unwrap().chain_update(format!("{time}.{body}"));
        let signature = format!("t={time},v1={}", hex::encode(mac.finalize().into_bytes()));
        let path = "/api/v1/webhooks/stripe";
        let request = self
            .anonymous()
            .request(reqwest::Method::POST, path)
            .header("stripe-signature", signature);
        client::send(request.body(body)).await
    }

    /// Waits for a mail; panics if it does not arrive.
    pub async fn mail(&self, to: &str, subject: &str) -> Mail {
        self.mails
            .wait_for(to, subject, WAIT_TIMEOUT)
            .await
            .unwrap_or_else(|others| panic!("no {subject:?} in {others:?}"))
    }

    /// The code of the latest mail with this subject, once all mails are sent.
    pub async fn code(&self, to: &str, subject: &str) -> String {
        let text = self.latest_mail(to, subject).await.text;
        let mut words = text.split_whitespace();
        words
            .find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()))
            .unwrap()
            .to_owned()
    }

    /// The path of the link in the latest mail with this subject, and the token behind its `#`.
    pub async fn link(&self, to: &str, subject: &str) -> (String, String) {
        let text = self.latest_mail(to, subject).await.text;
        let link = text.split_whitespace().find(|word| word.contains("#token=")).unwrap();
        let (page, token) =
            link.trim_start_matches("http://curbhold.example").split_once("#token=").unwrap();
        (page.to_owned(), token.to_owned())
    }

    pub async fn latest_mail(&self, to: &str, subject: &str) -> Mail {
        self.wait_for_jobs().await;
        let mails =
            self.mails.mails_to(to).into_iter().filter(|mail| mail.subject.contains(subject));
        mails
            .max_by_key(|mail| mail.id)
            .unwrap_or_else(|| panic!("no {subject:?} in {:?}", self.mails.mails_to(to)))
    }
}
