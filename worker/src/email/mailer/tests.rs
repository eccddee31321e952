use mail_catcher::MailCatcher;
use shared::platform::config::mail::SmtpTls;

use super::*;

const ANN: &str = "ann@example.com";

async fn catcher(settings: mail_catcher::Settings) -> MailCatcher {
    MailCatcher::start(settings).await.unwrap()
}

fn settings(catcher: &MailCatcher, user: &str, tls: SmtpTls) -> Settings {
    Settings {
        smtp_url: catcher.smtp_url().replace("smtp://", &format!("smtp://{user}")).into(),
        tls,
        ca_pem: catcher.certificate().map(str::to_owned),
        from: "Curbhold <no-reply@curbhold.example>".to_owned(),
        public_url: "https://curbhold.example/".parse().unwrap(),
    }
}

async fn started() -> (MailCatcher, Mailer) {
    let catcher = catcher(mail_catcher::Settings::default()).await;
    let mailer = Mailer::new(&settings(&catcher, "", SmtpTls::Auto)).unwrap();
    (catcher, mailer)
}

fn mail() -> Rendered {
    Rendered {
        subject: "Spot B14 – yours".to_owned(),
        text: "€3.50".to_owned(),
        html: "<p>€3.50</p>".to_owned(),
        calendar: None,
    }
}

fn message(mailer: &Mailer, to: &str) -> Vec<u8> {
    mailer
        .compose(to, "<one@curbhold.example>", &mail(), "2030-06-03T13:00:00Z".parse().unwrap())
        .unwrap()
}

async fn send(mailer: &Mailer, to: &str) -> anyhow::Result<Delivery> {
    mailer.send(to, &message(mailer, to)).await
}

#[tokio::test]
async fn mail_arrives_byte_by_byte_as_composed() {
    let (catcher, mailer) = started().await;
    let composed = message(&mailer, ANN);
    for _ in 0..2 {
        assert_eq!(mailer.send(ANN, &composed).await.unwrap(), Delivery::Sent);
    }
    let mails = catcher.mails_to(ANN);
    assert_eq!(mails.len(), 2);
    for mail in mails {
        assert_eq!(
            String::from_utf8_lossy(&mail.source).trim_end(),
            String::from_utf8_lossy(&composed).trim_end()
        );
        assert_eq!(
            (mail.message_id.as_str(), mail.subject.as_str()),
            ("one@curbhold.example", "Spot B14 – yours")
        );
        assert_eq!((mail.text.trim(), mail.html.trim()), ("€3.50", "<p>€3.50</p>"));
        assert_eq!(mail.headers["date"], "Mon, 03 Jun 2030 13:00:00 +0000");
        assert!(mail.headers["content-type"].starts_with("multipart/alternative"));
        assert_eq!(
            (mail.from[0].name.as_str(), mail.from[0].address.as_str()),
            ("Curbhold", "no-reply@curbhold.example")
        );
    }
}

#[tokio::test]
async fn calendar_is_attached_with_its_method() {
    let (catcher, mailer) = started().await;
    let file = CalendarFile {
        method: "CANCEL",
        name: "parking.ics".to_owned(),
        text: "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n".to_owned(),
    };
    let mail = Rendered { calendar: Some(file.clone()), ..mail() };
    let composed = mailer.compose(ANN, "<one@curbhold.example>", &mail, DateTime::UNIX_EPOCH);
    assert_eq!(mailer.send(ANN, &composed.unwrap()).await.unwrap(), Delivery::Sent);
    let received = catcher.mails_to(ANN).remove(0);
    assert!(received.headers["content-type"].starts_with("multipart/mixed"));
    assert_eq!((received.text.trim(), received.html.trim()), ("€3.50", "<p>€3.50</p>"));
    let source = String::from_utf8(received.source).unwrap();
    for line in [
        "Content-Disposition: attachment; filename=\"parking.ics\"\r\n",
        "Content-Type: text/calendar; charset=utf-8; method=CANCEL\r\n",
        file.text.as_str(),
    ] {
        assert!(source.contains(line), "{line} is missing in {source}");
    }
}

#[tokio::test]
async fn temporary_refusal_is_an_error() {
    let (catcher, mailer) = started().await;
    catcher.refuse_next(1, "451 not now");
    assert!(format!("{:#}", send(&mailer, ANN).await.unwrap_err()).contains("451"));
    catcher.faults().recipients.insert(ANN.to_owned(), "450 4.2.1 greylisted".to_owned());
    assert!(format!("{:#}", send(&mailer, ANN).await.unwrap_err()).contains("450"));
    assert!(catcher.mails().is_empty());
    catcher.faults().recipients.remove(ANN);
    assert_eq!(send(&mailer, ANN).await.unwrap(), Delivery::Sent);
}

#[tokio::test]
async fn refused_recipient_is_undeliverable() {
    let (catcher, mailer) = started().await;
    catcher.faults().recipients.insert(ANN.to_owned(), "550 5.1.1 no such mailbox".to_owned());
    let Delivery::Undeliverable(reason) = send(&mailer, ANN).await.unwrap() else {
        panic!("it was sent")
    };
    assert!(reason.contains("550") && reason.contains("no such mailbox"), "{reason}");
    assert_eq!(
        send(&mailer, "bob@example.com").await.unwrap(),
        Delivery::Sent,
        "the connection is replaced"
    );
    assert!(matches!(
        send(&mailer, "refuse-552@example.com").await.unwrap(),
        Delivery::Undeliverable(_)
    ));
}

#[tokio::test]
async fn refused_content_is_undeliverable() {
    let (catcher, mailer) = started().await;
    catcher.refuse_next(1, "554 5.7.1 looks like spam");
    assert!(matches!(send(&mailer, ANN).await.unwrap(), Delivery::Undeliverable(_)));
}

#[tokio::test]
async fn refused_sender_is_retried() {
    let (catcher, mailer) = started().await;
    catcher.faults().sender = Some("550 5.7.1 not your domain".to_owned());
    assert!(format!("{:#}", send(&mailer, ANN).await.unwrap_err()).contains("not your domain"));
    catcher.faults().sender = None;
    assert_eq!(send(&mailer, ANN).await.unwrap(), Delivery::Sent);
}

#[tokio::test]
async fn lost_reply_is_an_error() {
    let (catcher, mailer) = started().await;
    catcher.faults().lost_replies = 1;
    assert!(send(&mailer, ANN).await.is_err());
    assert_eq!(catcher.mails().len(), 1, "it arrived nevertheless");
    assert_eq!(send(&mailer, ANN).await.unwrap(), Delivery::Sent);
}

#[tokio::test]
async fn malformed_address_is_undeliverable() {
    let (_catcher, mailer) = started().await;
    let evil = "ann@example.com\r\nBcc: bob";
    assert!(mailer.compose(evil, "<one@curbhold.example>", &mail(), DateTime::UNIX_EPOCH).is_err());
    assert!(matches!(mailer.send(evil, b"text").await.unwrap(), Delivery::Undeliverable(_)));
}

#[tokio::test]
async fn password_is_not_sent_without_encryption() {
    let credentials = Some("ann:s/cret".to_owned());
    let plain =
        catcher(mail_catcher::Settings { credentials: credentials.clone(), ..Default::default() })
            .await;
    let mailer = Mailer::new(&settings(&plain, "ann:s%2Fcret@", SmtpTls::Auto)).unwrap();
    assert!(format!("{:#}", send(&mailer, ANN).await.unwrap_err()).contains("STARTTLS"));
    assert_eq!((plain.faults().plaintext_logins, plain.mails().len()), (0, 0));

    let starttls =
        catcher(mail_catcher::Settings { credentials, starttls: true, ..Default::default() }).await;
    let mailer = Mailer::new(&settings(&starttls, "ann:s%2Fcret@", SmtpTls::Auto)).unwrap();
    assert_eq!(send(&mailer, ANN).await.unwrap(), Delivery::Sent);
    let received = starttls.mails()[0].received.clone();
    assert_eq!((received.is_encrypted, received.user.as_deref()), (true, Some("ann")));
    assert_eq!(starttls.faults().plaintext_logins, 0);

    let mut distrusting = settings(&starttls, "ann:s%2Fcret@", SmtpTls::Auto);
    distrusting.ca_pem = None;
    assert!(send(&Mailer::new(&distrusting).unwrap(), ANN).await.is_err(), "an unknown authority");

    let mailer = Mailer::new(&settings(&plain, "ann:s%2Fcret@", SmtpTls::Off)).unwrap();
    assert_eq!(send(&mailer, ANN).await.unwrap(), Delivery::Sent, "the operator wants it so");
    assert_eq!(plain.faults().plaintext_logins, 1);
}

#[tokio::test]
async fn wrong_password_is_retried() {
    let credentials = Some("ann:secret".to_owned());
    let catcher =
        catcher(mail_catcher::Settings { credentials, starttls: true, ..Default::default() }).await;
    let mailer = Mailer::new(&settings(&catcher, "ann:wrong@", SmtpTls::Auto)).unwrap();
    assert!(format!("{:#}", send(&mailer, ANN).await.unwrap_err()).contains("535"));
}

#[tokio::test]
async fn ehlo_names_the_public_host() {
    let (catcher, mailer) = started().await;
    send(&mailer, ANN).await.unwrap();
    let received = catcher.mails()[0].received.clone();
    assert_eq!((received.hello.as_str(), received.is_encrypted), ("curbhold.example", false));
}

#[tokio::test]
async fn international_local_part_needs_smtputf8() {
    const JOERG: &str = "jörg@xn--bcher-kva.example";
    let (able, mailer) = started().await;
    assert_eq!(send(&mailer, JOERG).await.unwrap(), Delivery::Sent);
    assert_eq!(able.mails_to(JOERG).len(), 1);
    let unable = catcher(mail_catcher::Settings { smtputf8: false, ..Default::default() }).await;
    let mailer = Mailer::new(&settings(&unable, "", SmtpTls::Auto)).unwrap();
    let refused = send(&mailer, JOERG).await.unwrap();
    assert_eq!(
        refused,
        Delivery::Undeliverable("the mail server does not support SMTPUTF8".to_owned())
    );
    assert_eq!(
        send(&mailer, "ann@xn--bcher-kva.example").await.unwrap(),
        Delivery::Sent,
        "a domain needs nothing"
    );
}

#[tokio::test]
async fn every_valid_address_can_be_mailed() {
    let (catcher, mailer) = started().await;
    for text in [
        "o'neil@example.ie",
        "a!#$%&*+-/=?^_`{|}~b@4.example",
        "用户@例え.テスト",
        "प्रिया@bücher.example",
        "a😀@c.de",
    ] {
        let email: Email = text.parse().unwrap();
        assert_eq!(send(&mailer, email.as_str()).await.unwrap(), Delivery::Sent, "{email}");
        assert_eq!(catcher.mails_to(email.as_str()).len(), 1, "{email}");
    }
}
