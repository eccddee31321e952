//! Serves the api and relays due jobs until the process receives a stop signal.

mod connections;

use std::io;

use shared::platform::{config::http::Settings, relay::Relay};
use tokio::{net::TcpListener, signal::unix, time::timeout};

use crate::{App, state::STOPPING};

/// Serves `app` on `listener` until SIGTERM or Ctrl-C, then drains the requests in flight for at
/// most the time in `settings`.
///
/// # Errors
/// When the signal handlers cannot be installed, or the task that accepts connections panics.
pub async fn serve(
    app: App,
    relay: Relay,
    listener: TcpListener,
    settings: &Settings,
) -> io::Result<()> {
    let relaying = tokio::spawn(async move { relay.run().await });
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let live = app.live.clone();
    let command_bell = app.command_bell.clone();
    let router = crate::build(app);
    let serving =
        tokio::spawn(connections::accept(listener, router, settings.header_timeout, stopping));
    stop_signal().await?;
    tracing::info!("Stopping: finishing what is in flight");
    relaying.abort();
    stop.send_replace(true);
    command_bell.send_replace(STOPPING);
    live.close().await;
    match timeout(settings.shutdown, serving).await {
        Ok(served) => served.map_err(io::Error::other),
        Err(_) => {
            tracing::warn!("Requests were cut off");
            Ok(())
        }
    }
}

async fn stop_signal() -> io::Result<()> {
    let mut terminate = unix::signal(unix::SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        ctrl_c = tokio::signal::ctrl_c() => ctrl_c,
    }
}
