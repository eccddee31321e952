//! The SMTP server (RFC 5321).

use std::{
    io::{Error, ErrorKind, Result},
    sync::Arc,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::{
    faults::Reply,
    mailbox::{Mailbox, Received},
};

/// In bytes; RFC 5321 requires 512.
const MAX_COMMAND: u64 = 4 * 1024;
/// In bytes.
const MAX_MAIL: usize = 16 * 1024 * 1024;

#[derive(Debug, Clone)]
pub struct Settings {
    /// User and password that clients must authenticate with.
    pub credentials: Option<(String, String)>,
    /// Offers STARTTLS with a self-signed certificate.
    pub starttls: bool,
    pub smtputf8: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { credentials: None, starttls: false, smtputf8: true }
    }
}

pub(crate) struct Server {
    pub(crate) mailbox: Arc<Mailbox>,
    pub(crate) settings: Settings,
    pub(crate) tls: Option<TlsAcceptor>,
}

pub(crate) async fn serve(listener: TcpListener, server: Server) {
    let server = Arc::new(server);
    // Dropping the set ends all sessions.
    let mut sessions = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while sessions.try_join_next().is_some() {}
        let server = Arc::clone(&server);
        sessions.spawn(async move { greet(stream, &server).await });
    }
}

trait Connection: AsyncRead + AsyncWrite + Unpin {
    const IS_ENCRYPTED: bool;

    fn tcp(&self) -> &TcpStream;
}

impl Connection for TcpStream {
    const IS_ENCRYPTED: bool = false;

    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Connection for TlsStream<TcpStream> {
    const IS_ENCRYPTED: bool = true;

    fn tcp(&self) -> &TcpStream {
        self.get_ref().0
    }
}

#[derive(Default)]
struct Envelope {
    has_sender: bool,
    recipients: Vec<String>,
}

#[derive(PartialEq, Eq)]
enum End {
    Quit,
    StartTls,
}

async fn greet(stream: TcpStream, server: &Server) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail-catcher ESMTP\r\n").await?;
    let end = Session::new(server).run(&mut stream).await?;
    match &server.tls {
        Some(tls) if end == End::StartTls => {
            let mut stream = BufReader::new(tls.accept(stream.into_inner()).await?);
            Session::new(server).run(&mut stream).await.map(drop)
        }
        _ => Ok(()),
    }
}

/// State of a session; STARTTLS resets it.
struct Session<'a> {
    server: &'a Server,
    hello: String,
    user: Option<String>,
    envelope: Envelope,
}

impl<'a> Session<'a> {
    fn new(server: &'a Server) -> Self {
        Self { server, hello: String::new(), user: None, envelope: Envelope::default() }
    }

    async fn run<S: Connection>(mut self, stream: &mut BufReader<S>) -> Result<End> {
        loop {
            let Some(line) = read_command(stream).await? else { return Ok(End::Quit) };
            let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            let reply = match verb.as_str() {
                "STARTTLS" if self.server.tls.is_some() && !S::IS_ENCRYPTED => {
                    stream.write_all(b"220 go on\r\n").await?;
                    return Ok(End::StartTls);
                }
                "DATA" if self.envelope.recipients.is_empty() => "503 RCPT first".to_owned(),
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await?;
                    acknowledge_immediately(stream.get_ref().tcp())?;
                    let source = read_mail(stream).await?;
                    match self.store::<S>(source) {
                        Reply::Sent(reply) => reply,
                        Reply::Lost => return Ok(End::Quit),
                        Reply::Held => return std::future::pending().await,
                    }
                }
                "QUIT" => {
                    stream.write_all(b"221 bye\r\n").await?;
                    return Ok(End::Quit);
                }
                verb => self.reply::<S>(verb, &line),
            };
            stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
        }
    }

    /// The reply to a command that only changes the session.
    fn reply<S: Connection>(&mut self, verb: &str, line: &str) -> String {
        let settings = &self.server.settings;
        match verb {
            "EHLO" => {
                self.envelope = Envelope::default();
                self.hello = line
                    .split_once(' ')
                    .map(|(_, name)| name.trim().to_owned())
                    .unwrap_or_default();
                let offers_tls = self.server.tls.is_some() && !S::IS_ENCRYPTED;
                let optional = [
                    settings.smtputf8.then_some("SMTPUTF8"),
                    offers_tls.then_some("STARTTLS"),
                    (settings.credentials.is_some() && !offers_tls).then_some("AUTH PLAIN"),
                ];
                let lines =
                    ["mail-catcher", "8BITMIME"].into_iter().chain(optional.into_iter().flatten());
                let lines: String = lines.map(|line| format!("250-{line}\r\n")).collect();
                return format!("{lines}250 PIPELINING");
            }
            "HELO" | "RSET" => {
                self.envelope = Envelope::default();
                "250 ok"
            }
            "AUTH" => return self.authenticate::<S>(line),
            "MAIL" if settings.credentials.is_some() && self.user.is_none() => {
                "530 5.7.0 authentication required"
            }
            "MAIL" if address(line).is_none() => "501 syntax: MAIL FROM:<address>",
            "MAIL" => match self.server.mailbox.faults.lock().sender.clone() {
                Some(refusal) => return refusal,
                None => {
                    self.envelope = Envelope { has_sender: true, recipients: Vec::new() };
                    "250 ok"
                }
            },
            "RCPT" if !self.envelope.has_sender => "503 MAIL first",
            "RCPT" => match address(line).filter(|address| !address.is_empty()) {
                Some(address) => match self.server.mailbox.faults.lock().recipient(&address) {
                    Some(refusal) => return refusal,
                    None => {
                        self.envelope.recipients.push(address);
                        "250 ok"
                    }
                },
                None => "501 syntax: RCPT TO:<address>",
            },
            "NOOP" => "250 ok",
            _ => "502 not implemented",
        }
        .to_owned()
    }

    fn authenticate<S: Connection>(&mut self, line: &str) -> String {
        if !S::IS_ENCRYPTED {
            self.server.mailbox.faults.lock().plaintext_logins += 1;
        }
        let Some((user, password)) = &self.server.settings.credentials else {
            return "502 not implemented".to_owned();
        };
        let given = line
            .split(' ')
            .nth(2)
            .and_then(|text| BASE64_STANDARD.decode(text).ok())
            .unwrap_or_default();
        if given == format!("\0{user}\0{password}").into_bytes() {
            self.user = Some(user.clone());
            "235 2.7.0 authenticated".to_owned()
        } else {
            "535 5.7.8 invalid credentials".to_owned()
        }
    }

    fn store<S: Connection>(&mut self, source: Option<Vec<u8>>) -> Reply {
        let (mailbox, recipients) =
            (&self.server.mailbox, std::mem::take(&mut self.envelope).recipients);
        let Some(source) = source else { return Reply::Sent("552 too large".to_owned()) };
        if let Some(refusal) = mailbox.faults.lock().contents.pop() {
            return Reply::Sent(refusal);
        }
        mailbox.keep(
            recipients,
            source,
            Received {
                hello: self.hello.clone(),
                is_encrypted: S::IS_ENCRYPTED,
                user: self.user.clone(),
            },
        );
        mailbox.faults.lock().reply()
    }
}

/// Disables delayed ACKs. A client that writes the content and its end separately, as lettre does,
/// otherwise waits 40 ms for the first ACK before it sends the second segment (Nagle's algorithm).
#[cfg_attr(
    not(target_os = "linux"),
    expect(unused_variables, reason = "TCP_QUICKACK exists only on Linux")
)]
fn acknowledge_immediately(stream: &TcpStream) -> Result<()> {
    #[cfg(target_os = "linux")]
    stream.set_quickack(true)?;
    Ok(())
}

/// `None` at the end of the stream.
async fn read_command<S: Connection>(stream: &mut BufReader<S>) -> Result<Option<String>> {
    let mut line = Vec::new();
    let length = (&mut *stream).take(MAX_COMMAND).read_until(b'\n', &mut line).await?;
    if length > 0 && line.last() != Some(&b'\n') {
        return Err(Error::new(ErrorKind::InvalidData, "incomplete or too long command"));
    }
    Ok((length > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned()))
}

/// The text between `<` and `>`.
fn address(line: &str) -> Option<String> {
    let inside = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map(|(address, _)| address.to_owned())
}

/// Reads a mail up to the line with a single dot and reverses dot stuffing. `None` when it is too
/// large; an error when the client disconnects before the end.
async fn read_mail<S: Connection>(stream: &mut BufReader<S>) -> Result<Option<Vec<u8>>> {
    let (mut mail, mut is_too_large) = (Vec::new(), false);
    let mut line = Vec::new();
    loop {
        // A line longer than the limit is read in parts; only its beginning has a stuffed dot.
        let begins = line.last().is_none_or(|last| *last == b'\n');
        line.clear();
        if (&mut *stream).take(MAX_COMMAND).read_until(b'\n', &mut line).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        if begins && line == b".\r\n" {
            return Ok((!is_too_large).then_some(mail));
        }
        let text = if begins { line.strip_prefix(b".").unwrap_or(&line) } else { &line };
        is_too_large |= mail.len() + text.len() > MAX_MAIL;
        if !is_too_large {
            mail.extend_from_slice(text);
        }
    }
}
