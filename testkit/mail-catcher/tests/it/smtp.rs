//! Tests of the SMTP server.

use lettre::AsyncTransport;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use crate::{TIMEOUT, client, message, send, start};

/// A client that sends raw commands.
struct RawClient(BufReader<TcpStream>);

impl RawClient {
    async fn connect(smtp_url: &str) -> Self {
        let stream = TcpStream::connect(smtp_url.strip_prefix("smtp://").unwrap()).await.unwrap();
        let mut raw = Self(BufReader::new(stream));
        assert!(raw.reply().await.starts_with("220 "));
        raw
    }

    /// Sends a line and returns the code of the reply.
    async fn send(&mut self, line: &str) -> String {
        self.0.write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
        let reply = self.reply().await;
        reply.split(' ').next().unwrap().to_owned()
    }

    /// The last line of a reply; empty when the server closes the connection.
    async fn reply(&mut self) -> String {
        loop {
            let mut line = String::new();
            let length = tokio::time::timeout(TIMEOUT, self.0.read_line(&mut line))
                .await
                .unwrap()
                .unwrap_or(0);
            if length == 0 || line.as_bytes()[3] == b' ' {
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
    assert_eq!(
        (mail.from[0].name.as_str(), mail.from[0].address.as_str()),
        ("Curbhold", "no-reply@curbhold.example")
    );
    assert_eq!(
        (mail.to[0].name.as_str(), mail.to[0].address.as_str()),
        ("Ann Ähre", "ann@example.com")
    );
    assert_eq!(mail.text.trim(), "Grüße, $3.50 für 1 h");
    assert!(mail.html.contains("<p>Grüße, $3.50 für 1 h</p>"), "{}", mail.html);
    assert_eq!(mail.message_id, "one@curbhold.example");
    assert!(
        mail.headers["content-type"].starts_with("multipart/alternative"),
        "{:?}",
        mail.headers
    );
    assert!(
        String::from_utf8_lossy(&mail.source).contains("Message-ID: <one@curbhold.example>\r\n")
    );
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
    let mut raw = RawClient::connect(&catcher.smtp_url()).await;
    for (line, code) in
        [("EHLO me", "250"), ("MAIL FROM:<a@b.example>", "250"), ("RCPT TO:<c@d.example>", "250")]
    {
        assert_eq!(raw.send(line).await, code);
    }
    assert_eq!(raw.send("DATA").await, "354");
    let long = ".x".repeat(40_000);
    assert_eq!(raw.send(&format!("Subject: long\r\n\r\n.{long}\r\n.")).await, "250");
    assert_eq!(catcher.mails()[0].text.trim_end(), long);
}

#[tokio::test]
async fn incomplete_mail_is_not_stored() {
    let catcher = start().await;
    let mut raw = RawClient::connect(&catcher.smtp_url()).await;
    for line in ["EHLO me", "MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA"] {
        raw.send(line).await;
    }
    raw.0.write_all(b"Subject: half\r\n\r\nIt was a dark and").await.unwrap();
    raw.0.shutdown().await.unwrap();
    assert_eq!(raw.reply().await, "", "no reply");
    assert!(catcher.mails().is_empty());
}

#[tokio::test]
async fn rejected_mail_is_not_stored() {
    let catcher = start().await;
    catcher.refuse_next(1);
    let refused = send(&catcher, "first", "text").await.unwrap_err();
    assert!(refused.is_transient(), "{refused}");
    send(&catcher, "second", "text").await.unwrap();
    let subjects: Vec<_> = catcher.mails().into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects, ["second"]);
}

#[tokio::test]
async fn out_of_order_commands_are_rejected() {
    let catcher = start().await;
    let mut raw = RawClient::connect(&catcher.smtp_url()).await;
    let session = [
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
    ];
    for (line, code) in session {
        assert_eq!(raw.send(line).await, code, "{line}");
    }
    let to: Vec<_> = catcher.mails()[0].to.iter().map(|to| to.address.clone()).collect();
    assert_eq!(to, ["second@d.example"]);
}

#[tokio::test]
async fn pipelined_commands_get_one_reply_each() {
    let catcher = start().await;
    let mut raw = RawClient::connect(&catcher.smtp_url()).await;
    assert_eq!(
        raw.send("EHLO me\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA").await,
        "250"
    );
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
    let others =
        catcher.wait_for("ann@example.com", "third", std::time::Duration::ZERO).await.unwrap_err();
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
    let mut raw = RawClient::connect(&catcher.smtp_url()).await;
    drop(catcher);
    assert_eq!(raw.reply().await, "", "the connection is closed");
}
