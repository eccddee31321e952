//! The SMTP server (RFC 5321).

use std::{
    io::{Error, ErrorKind, Result},
    net::SocketAddr,
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
/// Mails that are stored by default.
const CAPACITY: usize = 1_000;

#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// Address of the SMTP server; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:1025")]
    pub smtp: SocketAddr,
    /// Address of the web inbox; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8025")]
    pub http: SocketAddr,
    /// `user:password` that clients must authenticate with.
    #[arg(long)]
    pub credentials: Option<String>,
    /// Offer STARTTLS with a self-signed certificate.
    #[arg(long)]
    pub starttls: bool,
    #[arg(skip = true)]
    pub smtputf8: bool,
    /// Number of mails that are stored; older ones are deleted.
    #[arg(long, default_value_t = CAPACITY)]
    pub capacity: usize,
}

impl Default for Settings {
    fn default() -> Self {
        let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            smtp: any_port,
            http: any_port,
            credentials: None,
            starttls: false,
            smtputf8: true,
            capacity: CAPACITY,
        }
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
    fn tcp(&self) -> &TcpStream;
}

impl Connection for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Connection for TlsStream<TcpStream> {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().0
    }
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
    let end = Session::new(server, false).run(&mut stream).await?;
    if let (End::StartTls, Some(tls)) = (end, &server.tls) {
        let mut stream = BufReader::new(tls.accept(stream.into_inner()).await?);
        Session::new(server, true).run(&mut stream).await?;
    }
    Ok(())
}

/// State of a session; STARTTLS resets it.
struct Session<'a> {
    server: &'a Server,
    received: Received,
    /// Recipients of the mail that MAIL has begun.
    recipients: Option<Vec<String>>,
}

impl<'a> Session<'a> {
    fn new(server: &'a Server, is_encrypted: bool) -> Self {
        let received = Received { hello: String::new(), is_encrypted, user: None };
        Self { server, received, recipients: None }
    }

    async fn run<S: Connection>(mut self, stream: &mut BufReader<S>) -> Result<End> {
        loop {
            let Some(line) = read_command(stream).await? else { return Ok(End::Quit) };
            let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            let reply = match verb.as_str() {
                "STARTTLS" if self.offers_tls() => {
                    stream.write_all(b"220 go on\r\n").await?;
                    return Ok(End::StartTls);
                }
                "DATA" if self.recipients.as_ref().is_none_or(Vec::is_empty) => {
                    "503 RCPT first".to_owned()
                }
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await?;
                    // Disables delayed ACKs. A client that writes the content and its end
                    // separately, as lettre does, otherwise waits 40 ms for the first ACK before
                    // it sends the second segment (Nagle's algorithm).
                    #[cfg(target_os = "linux")]
                    stream.get_ref().tcp().set_quickack(true)?;
                    let source = read_mail(stream).await?;
                    match self.store(source) {
                        Reply::Sent(reply) => reply,
                        Reply::Lost => return Ok(End::Quit),
                        Reply::Held => return std::future::pending().await,
                    }
                }
                "QUIT" => {
                    stream.write_all(b"221 bye\r\n").await?;
                    return Ok(End::Quit);
                }
                "EHLO" => self.hello(&line),
                verb => self.reply(verb, &line),
            };
            stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
        }
    }

    fn offers_tls(&self) -> bool {
        self.server.tls.is_some() && !self.received.is_encrypted
    }

    fn hello(&mut self, line: &str) -> String {
        self.recipients = None;
        self.received.hello =
            line.split_once(' ').map(|(_, name)| name.trim().to_owned()).unwrap_or_default();
        let settings = &self.server.settings;
        let has_auth = settings.credentials.is_some() && !self.offers_tls();
        let optional = [
            settings.smtputf8.then_some("SMTPUTF8"),
            self.offers_tls().then_some("STARTTLS"),
            has_auth.then_some("AUTH PLAIN"),
        ];
        let lines = ["mail-catcher", "8BITMIME"].into_iter().chain(optional.into_iter().flatten());
        let lines: String = lines.map(|line| format!("250-{line}\r\n")).collect();
        format!("{lines}250 PIPELINING")
    }

    /// The reply to a command that only changes the session.
    fn reply(&mut self, verb: &str, line: &str) -> String {
        let server = self.server;
        let mut faults = server.mailbox.faults.lock();
        let reply = match verb {
            "HELO" | "RSET" => {
                self.recipients = None;
                "250 ok"
            }
            "AUTH" => {
                faults.plaintext_logins += u32::from(!self.received.is_encrypted);
                self.authenticate(line)
            }
            "MAIL" if server.settings.credentials.is_some() && self.received.user.is_none() => {
                "530 5.7.0 authentication required"
            }
            "MAIL" => match (address(line), faults.sender.as_deref()) {
                (None, _) => "501 syntax: MAIL FROM:<address>",
                (_, Some(refusal)) => refusal,
                _ => {
                    self.recipients = Some(Vec::new());
                    "250 ok"
                }
            },
            "RCPT" => match (&mut self.recipients, address(line)) {
                (None, _) => "503 MAIL first",
                (_, None | Some("")) => "501 syntax: RCPT TO:<address>",
                (Some(recipients), Some(address)) => match faults.recipient(address) {
                    Some(refusal) => return refusal,
                    None => {
                        recipients.push(address.to_owned());
                        "250 ok"
                    }
                },
            },
            "NOOP" => "250 ok",
            _ => "502 not implemented",
        };
        reply.to_owned()
    }

    fn authenticate(&mut self, line: &str) -> &'static str {
        let credentials = self.server.settings.credentials.as_deref();
        let Some((user, password)) = credentials.and_then(|pair| pair.split_once(':')) else {
            return "502 not implemented";
        };
        let response = line.split(' ').nth(2).unwrap_or_default();
        if response != BASE64_STANDARD.encode(format!("\0{user}\0{password}")) {
            return "535 5.7.8 invalid credentials";
        }
        self.received.user = Some(user.to_owned());
        "235 2.7.0 authenticated"
    }

    fn store(&mut self, source: Option<Vec<u8>>) -> Reply {
        let Server { mailbox, settings, .. } = self.server;
        let recipients = self.recipients.take().unwrap_or_default();
        let Some(source) = source else { return Reply::Sent("552 too large".to_owned()) };
        if let Some(refusal) = mailbox.faults.lock().contents.pop() {
            return Reply::Sent(refusal);
        }
        mailbox.keep(recipients, source, self.received.clone(), settings.capacity);
        mailbox.faults.lock().reply()
    }
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
fn address(line: &str) -> Option<&str> {
    Some(line.split_once('<')?.1.split_once('>')?.0)
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
