//! Connections to the mail server. The rejected command determines the reaction: a rejected
//! recipient or message is final; a rejected sender or sign-in is a configuration error, and the
//! mail is sent again later.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Context as _, anyhow};
use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};
use percent_encoding::percent_decode_str;
use secrecy::ExposeSecret;
use shared::platform::config::mail::{Settings, SmtpTls};
use url::{Host, Url};

/// Timeout for sending a mail.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Maximum idle time of a connection.
const MAX_IDLE: Duration = Duration::from_secs(60);
/// Maximum number of idle connections.
const MAX_IDLE_CONNECTIONS: usize = 10;
/// Codes that reject the SMTP session, not the recipient: unknown or misplaced commands, and
/// authentication.
const CONVERSATION_CODES: [u16; 8] = [500, 502, 503, 504, 530, 534, 535, 538];

#[derive(Debug)]
pub(super) enum Failure {
    /// The same mail may be accepted later.
    Temporary(anyhow::Error),
    /// The same mail will never be accepted.
    Final(String),
}

/// Encryption of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encryption {
    Never,
    WhenOffered,
    StartTls,
    FromTheStart,
}

/// A mail server with its connections.
pub(super) struct Server {
    host: String,
    port: u16,
    encryption: Encryption,
    tls: Option<TlsParameters>,
    hello: ClientId,
    credentials: Option<Credentials>,
    idle: Mutex<Vec<(Instant, AsyncSmtpConnection)>>,
}

impl Server {
    pub(super) fn new(settings: &Settings) -> anyhow::Result<Self> {
        let url: Url = settings.smtp_url.expose_secret().parse().context("SMTP_URL")?;
        let host = url.host_str().context("SMTP_URL: names no host")?;
        let host = host.trim_matches(['[', ']']).to_owned();
        let credentials = credentials(&url)?;
        let encryption = encryption(&url, settings.tls, credentials.is_some())?;
        let port = url.port().unwrap_or(match encryption {
            Encryption::FromTheStart => 465,
            Encryption::StartTls | Encryption::WhenOffered => 587,
            Encryption::Never => 25,
        });
        let tls = match encryption {
            Encryption::Never => None,
            _ => Some(tls_parameters(&host, settings.ca_pem.as_deref())?),
        };
        let hello = hello(&url, &settings.public_url);
        Ok(Self { host, port, encryption, tls, hello, credentials, idle: Mutex::default() })
    }

    pub(super) async fn send(
        &self,
        from: &Address,
        to: &Address,
        message: &[u8],
    ) -> Result<(), Failure> {
        let sending = async {
            let mut connection = self.connection().await.map_err(Failure::Temporary)?;
            let sent = transmit(&mut connection, from, to, message).await;
            match sent {
                Ok(()) => self.keep(connection),
                Err(_) => connection.abort().await,
            }
            sent
        };
        let late = |_| Failure::Temporary(anyhow!("no reply within {TIMEOUT:?}"));
        tokio::time::timeout(TIMEOUT, sending).await.map_err(late)?
    }

    /// Returns a connection that is ready for a mail.
    async fn connection(&self) -> anyhow::Result<AsyncSmtpConnection> {
        while let Some(mut kept) = self.kept() {
            if kept.test_connected().await {
                return Ok(kept);
            }
        }
        let tls = self.tls.clone();
        let from_the_start = tls.clone().filter(|_| self.encryption == Encryption::FromTheStart);
        let server = (self.host.as_str(), self.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            server,
            Some(TIMEOUT),
            &self.hello,
            from_the_start,
            None,
        )
        .await?;
        let upgrades = match self.encryption {
            Encryption::StartTls => true,
            Encryption::WhenOffered => connection.can_starttls(),
            Encryption::Never | Encryption::FromTheStart => false,
        };
        if let Some(tls) = tls.filter(|_| upgrades) {
            connection.starttls(tls, &self.hello).await.context("STARTTLS")?;
        }
        if let Some(credentials) = &self.credentials {
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], credentials)
                .await
                .context("AUTH")?;
        }
        Ok(connection)
    }

    fn kept(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(since, _)| since.elapsed() < MAX_IDLE);
        idle.pop().map(|(_, connection)| connection)
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MAX_IDLE_CONNECTIONS {
            idle.push((Instant::now(), connection));
        }
    }
}

async fn transmit(
    connection: &mut AsyncSmtpConnection,
    from: &Address,
    to: &Address,
    message: &[u8],
) -> Result<(), Failure> {
    let mut parameters = Vec::new();
    let is_ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
    if !(is_ascii(from) && is_ascii(to)) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Failure::Final("the mail server does not support SMTPUTF8".to_owned()));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !message.is_ascii() {
        if !connection.server_info().supports_feature(Extension::EightBitMime) {
            return Err(Failure::Final("the mail server does not support 8BITMIME".to_owned()));
        }
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    let mail = Mail::new(Some(from.clone()), parameters);
    connection.command(mail).await.context("MAIL").map_err(Failure::Temporary)?;
    connection
        .command(Rcpt::new(to.clone(), Vec::new()))
        .await
        .map_err(|error| refused("RCPT", error))?;
    connection.command(Data).await.map_err(|error| refused("DATA", error))?;
    connection.message(message).await.map_err(|error| refused("DATA", error))?;
    Ok(())
}

/// Classifies the rejection of a recipient or message.
fn refused(command: &'static str, error: Error) -> Failure {
    let code = error.status().map(u16::from).filter(|_| error.is_permanent());
    match code {
        Some(code) if !CONVERSATION_CODES.contains(&code) => {
            Failure::Final(format!("{command}: {error}"))
        }
        _ => Failure::Temporary(anyhow::Error::new(error).context(command)),
    }
}

fn credentials(url: &Url) -> anyhow::Result<Option<Credentials>> {
    let Some(password) = url.password() else { return Ok(None) };
    let decoded = |text| {
        Ok::<_, anyhow::Error>(
            percent_decode_str(text).decode_utf8().context("SMTP_URL")?.into_owned(),
        )
    };
    Ok(Some(Credentials::new(decoded(url.username())?, decoded(password)?)))
}

/// Trusts the system's certificate authorities, and this one.
fn tls_parameters(host: &str, ca_pem: Option<&str>) -> anyhow::Result<TlsParameters> {
    let mut tls = TlsParameters::builder(host.to_owned());
    if let Some(pem) = ca_pem {
        tls = tls.add_root_certificate(Certificate::from_pem(pem.as_bytes()).context("SMTP_CA")?);
    }
    tls.build().context("SMTP_URL")
}

fn encryption(url: &Url, tls: SmtpTls, has_password: bool) -> anyhow::Result<Encryption> {
    let in_url =
        url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    let tls = match (in_url, tls) {
        (Some(value), SmtpTls::Auto) => value.parse().context("SMTP_URL: tls")?,
        (_, tls) => tls,
    };
    match (url.scheme(), tls) {
        ("smtps", _) => Ok(Encryption::FromTheStart),
        ("smtp", SmtpTls::Required) => Ok(Encryption::StartTls),
        ("smtp", SmtpTls::Opportunistic) => Ok(Encryption::WhenOffered),
        ("smtp", SmtpTls::Off) => Ok(Encryption::Never),
        ("smtp", SmtpTls::Auto) => {
            Ok(if has_password { Encryption::StartTls } else { Encryption::Never })
        }
        (scheme, _) => Err(anyhow!("SMTP_URL: the scheme must be smtp or smtps, not {scheme}")),
    }
}

/// Returns the name for `EHLO`: the path of `SMTP_URL`, or else the host of `PUBLIC_URL`.
fn hello(url: &Url, public_url: &Url) -> ClientId {
    let named = url.path().trim_matches('/');
    match public_url.host() {
        _ if !named.is_empty() => ClientId::Domain(named.to_owned()),
        Some(Host::Domain(name)) => ClientId::Domain(name.to_owned()),
        Some(Host::Ipv4(address)) => ClientId::Ipv4(address),
        Some(Host::Ipv6(address)) => ClientId::Ipv6(address),
        None => ClientId::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(url: &str, tls: SmtpTls) -> anyhow::Result<Encryption> {
        let url: Url = url.parse().unwrap();
        encryption(&url, tls, url.password().is_some())
    }

    #[test]
    fn password_requires_encryption() {
        use Encryption::{FromTheStart, Never, StartTls, WhenOffered};
        for (url, tls, expected) in [
            ("smtp://mail.example", SmtpTls::Auto, Never),
            ("smtp://ann:secret@mail.example", SmtpTls::Auto, StartTls),
            ("smtp://ann:secret@mail.example", SmtpTls::Off, Never),
            ("smtp://mail.example", SmtpTls::Required, StartTls),
            ("smtp://mail.example", SmtpTls::Opportunistic, WhenOffered),
            ("smtp://mail.example?tls=required", SmtpTls::Auto, StartTls),
            ("smtp://mail.example?tls=required", SmtpTls::Off, Never),
            ("smtps://ann:secret@mail.example", SmtpTls::Off, FromTheStart),
        ] {
            assert_eq!(chosen(url, tls).unwrap(), expected, "{url} {tls:?}");
        }
        assert!(chosen("http://mail.example", SmtpTls::Auto).is_err());
        assert!(chosen("smtp://mail.example?tls=maybe", SmtpTls::Auto).is_err());
    }

    #[test]
    fn ehlo_sends_the_host_of_public_url() {
        let name = |url: &str, public: &str| {
            hello(&url.parse().unwrap(), &public.parse().unwrap()).to_string()
        };
        assert_eq!(name("smtp://mail.example", "https://park.example.org/"), "park.example.org");
        assert_eq!(name("smtp://mail.example", "http://192.0.2.7:8080/"), "[192.0.2.7]");
        assert_eq!(
            name("smtp://mail.example/relay.example.org", "https://park.example.org/"),
            "relay.example.org"
        );
    }
}
