//! The receiving side: SMTP, a command at a time.

use std::{
    io::{Error, ErrorKind, Result},
    sync::Arc,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use crate::mailbox::Mailbox;

/// The longest command; RFC 5321 asks for 512 bytes.
const LONGEST_COMMAND: u64 = 4 * 1024;
/// The largest mail, in bytes.
const LARGEST_MAIL: usize = 16 * 1024 * 1024;

pub(crate) async fn serve(listener: TcpListener, mailbox: Arc<Mailbox>) {
    // Conversations end together with the server.
    let mut conversations = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while conversations.try_join_next().is_some() {}
        let mailbox = Arc::clone(&mailbox);
        conversations.spawn(async move { converse(stream, &mailbox).await });
    }
}

/// The mail that is being announced.
#[derive(Default)]
struct Envelope {
    has_sender: bool,
    recipients: Vec<String>,
}

async fn converse(stream: TcpStream, mailbox: &Mailbox) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail-catcher ESMTP\r\n").await?;
    let mut envelope = Envelope::default();
    loop {
        let Some(line) = read_command(&mut stream).await? else { return Ok(()) };
        let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => {
                envelope = Envelope::default();
                "250-mail-catcher\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SMTPUTF8"
            }
            "HELO" | "RSET" => {
                envelope = Envelope::default();
                "250 ok"
            }
            "MAIL" if address(&line).is_none() => "501 from <whom>?",
            "MAIL" => {
                envelope = Envelope { has_sender: true, recipients: Vec::new() };
                "250 ok"
            }
            "RCPT" if !envelope.has_sender => "503 MAIL first",
            "RCPT" => match address(&line).filter(|address| !address.is_empty()) {
                Some(address) => {
                    envelope.recipients.push(address);
                    "250 ok"
                }
                None => "501 to <whom>?",
            },
            "DATA" if envelope.recipients.is_empty() => "503 RCPT first",
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                hurry(stream.get_ref())?;
                let source = read_mail(&mut stream).await?;
                let recipients = std::mem::take(&mut envelope).recipients;
                take(mailbox, recipients, source)
            }
            "NOOP" => "250 ok",
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 not known",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

/// Acknowledges what comes next at once. A client that sends the mail and its end apart, as lettre does, otherwise waits 40 ms for the
/// acknowledgement of the first before it sends the second (Nagle's algorithm).
#[cfg_attr(not(target_os = "linux"), expect(unused_variables, reason = "only Linux can be told"))]
fn hurry(stream: &TcpStream) -> Result<()> {
    #[cfg(target_os = "linux")]
    stream.set_quickack(true)?;
    Ok(())
}

fn take(mailbox: &Mailbox, recipients: Vec<String>, source: Option<Vec<u8>>) -> &'static str {
    match source {
        None => "552 too large",
        Some(_) if mailbox.refuses() => "451 not now",
        Some(source) => {
            mailbox.keep(recipients, source);
            "250 kept"
        }
    }
}

/// `None` when the client has gone.
async fn read_command(stream: &mut BufReader<TcpStream>) -> Result<Option<String>> {
    let mut line = Vec::new();
    let length = (&mut *stream).take(LONGEST_COMMAND).read_until(b'\n', &mut line).await?;
    if length > 0 && line.last() != Some(&b'\n') {
        return Err(Error::new(ErrorKind::InvalidData, "half a command, or a very long one"));
    }
    Ok((length > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned()))
}

/// What stands between `<` and `>`.
fn address(line: &str) -> Option<String> {
    let inside = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map(|(address, _)| address.to_owned())
}

/// The mail, up to the line with a single dot; a dot that was doubled at the beginning of a line is one again. `None` when it is too
/// large. A client that goes away before that line has not sent a mail: an error.
async fn read_mail(stream: &mut BufReader<TcpStream>) -> Result<Option<Vec<u8>>> {
    let (mut mail, mut is_too_large) = (Vec::new(), false);
    let mut line = Vec::new();
    loop {
        // A line that is longer than the limit comes in parts; only its beginning may lose a dot.
        let begins = line.last().is_none_or(|last| *last == b'\n');
        line.clear();
        if (&mut *stream).take(LONGEST_COMMAND).read_until(b'\n', &mut line).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        if begins && line == b".\r\n" {
            return Ok((!is_too_large).then_some(mail));
        }
        let text = if begins { line.strip_prefix(b".").unwrap_or(&line) } else { &line };
        is_too_large |= mail.len() + text.len() > LARGEST_MAIL;
        if !is_too_large {
            mail.extend_from_slice(text);
        }
    }
}
