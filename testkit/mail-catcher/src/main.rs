//! Runs the mail catcher as a program.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Parser, Subcommand};
use mail_catcher::{MailCatcher, Settings};

/// Stores mails instead of sending them.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until stopped.
    Serve {
        /// Address of the SMTP server.
        #[arg(long, default_value = "127.0.0.1:1025")]
        smtp: SocketAddr,
        /// Address of the web inbox.
        #[arg(long, default_value = "127.0.0.1:8025")]
        http: SocketAddr,
        /// Offer STARTTLS.
        #[arg(long)]
        starttls: bool,
        /// File to write the certificate of STARTTLS to, as PEM.
        #[arg(long)]
        certificate: Option<PathBuf>,
        /// `user:password` that clients must authenticate with.
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
    print_addresses(&catcher);
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        stopped = tokio::signal::ctrl_c() => stopped?,
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a command-line program")]
fn print_addresses(catcher: &MailCatcher) {
    println!("SMTP at {}, inbox at {}", catcher.smtp_url(), catcher.http_url());
}
