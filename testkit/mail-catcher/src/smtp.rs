//! The receiving side: SMTP, a command at a time.

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

use crate::{Settings, mailbox::Mailbox, refusals::Answer};

/// The longest command; RFC 5321 asks for 512 bytes.
const LONGEST_COMMAND: u64 = 4 * 1024;
/// The largest mail, in bytes.
const LARGEST_MAIL: usize = 16 * 1024 * 1024;

/// What every conversation needs.
pub(crate) struct Server {
    pub(crate) mailbox: Arc<Mailbox>,
    pub(crate) settings: Settings,
    pub(crate) tls: Option<TlsAcceptor>,
}

pub(crate) async fn serve(listener: TcpListener, server: Server) {
    let server = Arc::new(server);
    // Conversations end together with the server.
    let mut conversations = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while conversations.try_join_next().is_some() {}
        let server = Arc::clone(&server);
        conversations.spawn(async move { welcome(stream, &server).await });
    }
}

/// A connection, encrypted or not.
trait Wire: AsyncRead + AsyncWrite + Unpin {
    const IS_ENCRYPTED: bool;

    fn tcp(&self) -> &TcpStream;
}

impl Wire for TcpStream {
    const IS_ENCRYPTED: bool = false;

    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Wire for TlsStream<TcpStream> {
    const IS_ENCRYPTED: bool = true;

    fn tcp(&self) -> &TcpStream {
        self.get_ref().0
    }
}

/// The mail that is being announced.
#[derive(Default)]
struct Envelope {
    has_sender: bool,
    recipients: Vec<String>,
}

/// The end of a conversation.
#[derive(PartialEq, Eq)]
enum End {
    Quit,
    StartTls,
}

async fn welcome(stream: TcpStream, server: &Server) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail-catcher ESMTP\r\n").await?;
    let end = Conversation::new(server).run(&mut stream).await?;
    match &server.tls {
        Some(tls) if end == End::StartTls => {
            let mut stream = BufReader::new(tls.accept(stream.into_inner()).await?);
            Conversation::new(server).run(&mut stream).await.map(drop)
        }
        _ => Ok(()),
    }
}

/// A conversation with one client; after STARTTLS it begins anew.
struct Conversation<'a> {
    server: &'a Server,
    hello: String,
    user: Option<String>,
    envelope: Envelope,
}

impl<'a> Conversation<'a> {
    fn new(server: &'a Server) -> Self {
        Self { server, hello: String::new(), user: None, envelope: Envelope::default() }
    }

    async fn run<S: Wire>(mut self, stream: &mut BufReader<S>) -> Result<End> {
        loop {
            let Some(line) = read_command(stream).await? else { return Ok(End::Quit) };
            let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            let answer = match verb.as_str() {
                "STARTTLS" if self.server.tls.is_some() && !S::IS_ENCRYPTED => {
                    stream.write_all(b"220 go on\r\n").await?;
                    return Ok(End::StartTls);
                }
                "DATA" if self.envelope.recipients.is_empty() => "503 RCPT first".to_owned(),
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await?;
                    hurry(stream.get_ref().tcp())?;
                    let source = read_mail(stream).await?;
                    match self.take::<S>(source) {
                        Answer::Given(answer) => answer,
                        Answer::Lost => return Ok(End::Quit),
                        Answer::Held => return std::future::pending().await,
                    }
                }
                "QUIT" => {
                    stream.write_all(b"221 bye\r\n").await?;
                    return Ok(End::Quit);
                }
                verb => self.answer::<S>(verb, &line),
            };
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
    }

    /// The answer to a command that changes nothing but the conversation.
    fn answer<S: Wire>(&mut self, verb: &str, line: &str) -> String {
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
            "AUTH" => return self.sign_in::<S>(line),
            "MAIL" if settings.credentials.is_some() && self.user.is_none() => {
                "530 5.7.0 sign in first"
            }
            "MAIL" if address(line).is_none() => "501 from <whom>?",
            "MAIL" => match self.server.mailbox.refusals.sender() {
                Some(refusal) => return refusal,
                None => {
                    self.envelope = Envelope { has_sender: true, recipients: Vec::new() };
                    "250 ok"
                }
            },
            "RCPT" if !self.envelope.has_sender => "503 MAIL first",
            "RCPT" => match address(line).filter(|address| !address.is_empty()) {
                Some(address) => match self.server.mailbox.refusals.recipient(&address) {
                    Some(refusal) => return refusal,
                    None => {
                        self.envelope.recipients.push(address);
                        "250 ok"
                    }
                },
                None => "501 to <whom>?",
            },
            "NOOP" => "250 ok",
            _ => "502 not known",
        }
        .to_owned()
    }

    fn sign_in<S: Wire>(&mut self, line: &str) -> String {
        if !S::IS_ENCRYPTED {
            self.server.mailbox.refusals.count_sign_in_in_clear();
        }
        let Some((user, password)) = &self.server.settings.credentials else {
            return "502 not known".to_owned();
        };
        let given = line
            .split(' ')
            .nth(2)
            .and_then(|text| BASE64_STANDARD.decode(text).ok())
            .unwrap_or_default();
        if given == format!("\0{user}\0{password}").into_bytes() {
            self.user = Some(user.clone());
            "235 2.7.0 welcome".to_owned()
        } else {
            "535 5.7.8 wrong".to_owned()
        }
    }

    /// Keeps a mail, or refuses it.
    fn take<S: Wire>(&mut self, source: Option<Vec<u8>>) -> Answer {
        let (mailbox, recipients) =
            (&self.server.mailbox, std::mem::take(&mut self.envelope).recipients);
        let Some(source) = source else { return Answer::Given("552 too large".to_owned()) };
        if let Some(refusal) = mailbox.refusals.content() {
            return Answer::Given(refusal);
        }
        mailbox.keep(
            recipients,
            source,
            crate::mailbox::Received {
                hello: self.hello.clone(),
                is_encrypted: S::IS_ENCRYPTED,
                user: self.user.clone(),
            },
        );
        mailbox.refusals.answer()
    }
}

/// Acknowledges what comes next at once. A client that sends the mail and its end apart, as lettre
/// does, otherwise waits 40 ms for the acknowledgement of the first before it sends the second
/// (Nagle's algorithm).
#[cfg_attr(not(target_os = "linux"), expect(unused_variables, reason = "only Linux can be told"))]
fn hurry(stream: &TcpStream) -> Result<()> {
    #[cfg(target_os = "linux")]
    stream.set_quickack(true)?;
    Ok(())
}

/// `None` when the client has gone.
async fn read_command<S: Wire>(stream: &mut BufReader<S>) -> Result<Option<String>> {
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

/// The mail, up to the line with a single dot; a dot that was doubled at the beginning of a line is
/// one again. `None` when it is too large. A client that goes away before that line has not sent a
/// mail: an error.
async fn read_mail<S: Wire>(stream: &mut BufReader<S>) -> Result<Option<Vec<u8>>> {
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
