//! Runs the catcher by itself.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Parser, Subcommand};
use mail_catcher::{MailCatcher, Settings};

/// Keeps mails instead of sending them.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves until it is stopped.
    Serve {
        /// Where to take mails.
        #[arg(long, default_value = "127.0.0.1:1025")]
        smtp: SocketAddr,
        /// Where to show them.
        #[arg(long, default_value = "127.0.0.1:8025")]
        http: SocketAddr,
        /// Whether to offer STARTTLS.
        #[arg(long)]
        starttls: bool,
        /// Where to write the certificate of STARTTLS, as PEM.
        #[arg(long)]
        certificate: Option<PathBuf>,
        /// `user:password` that a client has to sign in with.
        #[arg(long)]
        credentials: Option<String>,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Command::Serve { smtp, http, starttls, certificate, credentials } =
        Arguments::parse().command;
    let credentials = credentials.as_deref().and_then(|pair| pair.split_once(':'));
    let credentials = credentials.map(|(user, password)| (user.to_owned(), password.to_owned()));
    let catcher =
        MailCatcher::start_with(smtp, http, Settings { credentials, starttls, smtputf8: true })
            .await?;
    if let (Some(path), Some(pem)) = (certificate, catcher.certificate()) {
        std::fs::write(path, pem)?;
    }
    announce(&catcher);
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        stopped = tokio::signal::ctrl_c() => stopped?,
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "tells whoever started it where it listens")]
fn announce(catcher: &MailCatcher) {
    println!("Taking mails at {}, showing them at {}", catcher.smtp_url(), catcher.http_url());
}
