//! Runs the simulator as a program.

use std::{net::SocketAddr, time::Duration};

use clap::{Parser, Subcommand};
use stripe_simulator::{Settings, Simulator};

/// Simulates Stripe.
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
        /// Address to listen on.
        #[arg(long, default_value = "127.0.0.1:12111")]
        address: SocketAddr,
        /// Key of servers.
        #[arg(long, env = "STRIPE_SECRET_KEY", default_value = "sk_test_simulator")]
        secret_key: String,
        /// Key of browsers.
        #[arg(long, env = "STRIPE_PUBLISHABLE_KEY", default_value = "pk_test_simulator")]
        publishable_key: String,
        /// Secret that signs webhooks.
        #[arg(long, env = "STRIPE_WEBHOOK_SECRET", default_value = "whsec_simulator")]
        webhook_secret: String,
        /// URL that receives webhooks.
        #[arg(long)]
        webhook_url: Option<String>,
        /// Latency of every call.
        #[arg(long, default_value_t = 0)]
        delay_ms: u64,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Command::Serve {
        address,
        secret_key,
        publishable_key,
        webhook_secret,
        webhook_url,
        delay_ms,
    } = Arguments::parse().command;
    let delay = Duration::from_millis(delay_ms);
    let settings =
        Settings { address, secret_key, publishable_key, webhook_secret, webhook_url, delay };
    let mut simulator = Simulator::start(settings).await?;
    print_address(simulator.url());
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        () = simulator.wait() => {}
        _ = terminate.recv() => {}
        stopped = tokio::signal::ctrl_c() => stopped?,
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a command-line program")]
fn print_address(url: &str) {
    println!("Stripe simulator listening on {url}");
}
