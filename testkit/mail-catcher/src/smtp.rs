//! The receiving side: SMTP, a command at a time.

use std::sync::Arc;

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::Mailbox;

pub(crate) async fn serve(listener: TcpListener, mails: Arc<Mailbox>) {
    while let Ok((stream, _)) = listener.accept().await {
        let mails = Arc::clone(&mails);
        tokio::spawn(async move { converse(stream, &mails).await });
    }
}

async fn converse(stream: TcpStream, mails: &Mailbox) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail-catcher ESMTP\r\n").await?;
    let (mut recipients, mut line) = (Vec::new(), String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.split([' ', '\r', '\n']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-mail-catcher\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            "MAIL" | "RSET" => {
                recipients.clear();
                "250 ok\r\n"
            }
            "RCPT" => {
                recipients.push(address(&line));
                "250 ok\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let source = read_data(&mut stream).await?;
                if mails.refuses() {
                    "451 not now\r\n"
                } else {
                    mails.keep(std::mem::take(&mut recipients), source);
                    "250 kept\r\n"
                }
            }
            "HELO" | "NOOP" => "250 ok\r\n",
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 not known\r\n",
        };
        stream.write_all(answer.as_bytes()).await?;
    }
}

/// What stands between `<` and `>`.
fn address(line: &str) -> String {
    let inside = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or_else(String::new, |(address, _)| address.to_owned())
}

/// The mail, up to the line with a single dot; a dot that was doubled at the beginning of a line is one again.
async fn read_data(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut mail = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            return Ok(String::from_utf8_lossy(&mail).into_owned());
        }
        mail.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
