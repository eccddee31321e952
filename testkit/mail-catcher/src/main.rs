//! Runs the mail catcher as a program.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use mail_catcher::{MailCatcher, Settings};
use tokio::signal::unix::{SignalKind, signal};

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
        #[command(flatten)]
        settings: Settings,
        /// File to write the certificate of STARTTLS to, as PEM.
        #[arg(long)]
        certificate: Option<PathBuf>,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Command::Serve { settings, certificate } = Arguments::parse().command;
    let catcher = MailCatcher::start(settings).await?;
    if let (Some(path), Some(pem)) = (certificate, catcher.certificate()) {
        std::fs::write(path, pem)?;
    }
    print_addresses(&catcher);
    let mut terminate = signal(SignalKind::terminate())?;
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
