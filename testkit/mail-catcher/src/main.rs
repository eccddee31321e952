//! Runs the catcher by itself.

use std::net::SocketAddr;

use clap::{Parser, Subcommand};
use mail_catcher::MailCatcher;

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
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Command::Serve { smtp, http } = Arguments::parse().command;
    let catcher = MailCatcher::start(smtp, http).await?;
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
