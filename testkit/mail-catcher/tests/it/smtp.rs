//! Tests of the SMTP server.

use std::time::Duration;

use lettre::AsyncTransport;
use mail_catcher::{Address, MailCatcher};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use crate::{TIMEOUT, client, message, send, start};

/// A client that sends raw commands.
struct RawClient(BufReader<TcpStream>);

impl RawClient {
    async fn connect(catcher: &MailCatcher) -> Self {
        let url = catcher.smtp_url();
        let stream = TcpStream::connect(url.strip_prefix("smtp://").unwrap()).await.unwrap();
        let mut raw = Self(BufReader::new(stream));
        assert!(raw.reply().await.starts_with("220 "));
        raw
    }

    /// Sends lines and checks the code of each reply.
    async fn send(&mut self, lines: &[(&str, &str)]) {
        for (line, code) in lines {
            self.0.write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
            assert_eq!(self.reply().await.split(' ').next(), Some(*code), "{line}");
        }
    }

    /// Sends the commands before the content of a mail.
    async fn begin_mail(&mut self) {
        let recipient = ("RCPT TO:<c@d.example>", "250");
        let commands =
            [("EHLO me", "250"), ("MAIL FROM:<a@b.example>", "250"), recipient, ("DATA", "354")];
        self.send(&commands).await;
    }

    /// The last line of a reply; empty when the server closes the connection.
    async fn reply(&mut self) -> String {
        loop {
            let mut line = String::new();
            let read = tokio::time::timeout(TIMEOUT, self.0.read_line(&mut line)).await.unwrap();
            if read.unwrap_or(0) == 0 || line.as_bytes()[3] == b' ' {
                return line;
            }
        }
    }
}

#[tokio::test]
async fn mail_is_stored_with_all_parts() {
    let catcher = start().await;
    send(&catcher, "Spot B14 – yours", "Grüße, $3.50 für 1 h").await.unwrap();
    let [mail] = catcher.mails().try_into().unwrap();
    assert_eq!((mail.id, mail.subject.as_str()), (1, "Spot B14 – yours"));
    let address = |name: &str, address: &str| {
        vec![Address { name: name.to_owned(), address: address.to_owned() }]
    };
    assert_eq!(mail.from, address("Curbhold", "no-reply@curbhold.example"));
    assert_eq!(mail.to, address("Ann Ähre", "ann@example.com"));
    assert_eq!(mail.text.trim(), "Grüße, $3.50 für 1 h");
    assert!(mail.html.contains("<p>Grüße, $3.50 für 1 h</p>"), "{}", mail.html);
    assert_eq!(mail.message_id, "one@curbhold.example");
    let kind = &mail.headers["content-type"];
    assert!(kind.starts_with("multipart/alternative"), "{kind}");
    let source = String::from_utf8_lossy(&mail.source);
    assert!(source.contains("Message-ID: <one@curbhold.example>\r\n"), "{source}");
}

#[tokio::test]
async fn dot_stuffing_is_reversed() {
    let catcher = start().await;
    let text = ".\r\n.one\r\n..two\r\nthe end";
    send(&catcher, "dots", text).await.unwrap();
    assert_eq!(catcher.mails()[0].text.trim_end(), text);
}

#[tokio::test]
async fn long_lines_arrive_complete() {
    let catcher = start().await;
    let mut raw = RawClient::connect(&catcher).await;
    raw.begin_mail().await;
    let long = ".x".repeat(40_000);
    raw.send(&[(&format!("Subject: long\r\n\r\n.{long}\r\n."), "250")]).await;
    assert_eq!(catcher.mails()[0].text.trim_end(), long);
}

#[tokio::test]
async fn incomplete_mail_is_not_stored() {
    let catcher = start().await;
    let mut raw = RawClient::connect(&catcher).await;
    raw.begin_mail().await;
    raw.0.write_all(b"Subject: half\r\n\r\nIt was a dark and").await.unwrap();
    raw.0.shutdown().await.unwrap();
    assert_eq!(raw.reply().await, "", "no reply");
    assert!(catcher.mails().is_empty());
}

#[tokio::test]
async fn rejected_mail_is_not_stored() {
    let catcher = start().await;
    catcher.refuse_next(1, "451 not now");
    let refused = send(&catcher, "first", "text").await.unwrap_err();
    assert!(refused.is_transient(), "{refused}");
    send(&catcher, "second", "text").await.unwrap();
    let subjects: Vec<_> = catcher.mails().into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects, ["second"]);
}

#[tokio::test]
async fn out_of_order_commands_are_rejected() {
    let catcher = start().await;
    let mut raw = RawClient::connect(&catcher).await;
    raw.send(&[
        ("HELO me", "250"),
        ("DATA", "503"),
        ("RCPT TO:<c@d.example>", "503"),
        ("MAIL FROM:<>", "250"),
        ("RCPT TO:", "501"),
        ("RCPT TO:<first@d.example>", "250"),
        ("RSET", "250"),
        ("DATA", "503"),
        ("MAIL FROM:<a@b.example> SIZE=9", "250"),
        ("RCPT TO:<second@d.example>", "250"),
        ("noop", "250"),
        ("WHAT", "502"),
        ("DATA", "354"),
        ("Subject: hello\r\n\r\nhello\r\n.", "250"),
        ("DATA", "503"),
        ("QUIT", "221"),
    ])
    .await;
    let to: Vec<_> = catcher.mails()[0].to.iter().map(|to| to.address.clone()).collect();
    assert_eq!(to, ["second@d.example"]);
}

#[tokio::test]
async fn pipelined_commands_get_one_reply_each() {
    let catcher = start().await;
    let mut raw = RawClient::connect(&catcher).await;
    let commands = "EHLO me\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA";
    raw.send(&[(commands, "250")]).await;
    for code in ["250", "250", "354"] {
        assert!(raw.reply().await.starts_with(code));
    }
}

#[tokio::test]
async fn wait_for_returns_mail_or_other_subjects() {
    let catcher = start().await;
    let sending = async {
        send(&catcher, "first", "text").await.unwrap();
        send(&catcher, "second", "text").await.unwrap();
    };
    let (found, ()) = tokio::join!(catcher.wait_for("ann@example.com", "second", TIMEOUT), sending);
    assert_eq!(found.unwrap().id, 2);
    let others = catcher.wait_for("ann@example.com", "third", Duration::ZERO).await.unwrap_err();
    assert_eq!(others, ["first", "second"]);
    assert!(catcher.mails_to("bob@example.com").is_empty());
    let found = catcher.wait_until(|mail| mail.message_id == "one@curbhold.example", TIMEOUT).await;
    assert_eq!(found.unwrap().id, 1);
}

#[tokio::test]
async fn newest_thousand_mails_are_stored() {
    let catcher = start().await;
    let client = client(&catcher.smtp_url());
    for count in 1..=1_003 {
        client.send(message(&count.to_string(), "text")).await.unwrap();
    }
    let mails = catcher.mails();
    assert_eq!((mails.len(), mails[0].id, mails[999].id), (1_000, 4, 1_003));
}

#[tokio::test]
async fn drop_closes_connections() {
    let catcher = start().await;
    let mut raw = RawClient::connect(&catcher).await;
    drop(catcher);
    assert_eq!(raw.reply().await, "", "the connection is closed");
}
