//! Serves the api, and relays due jobs beside it, until the process is told to stop.

use std::{io, net::SocketAddr, time::Duration};

use shared::relay::Relay;
use tokio::{net::TcpListener, signal::unix, time::timeout};

use crate::App;

/// Serves `app` on `listener` until SIGTERM or Ctrl-C; then finishes what is in flight, for at most `grace`.
///
/// # Errors
/// When the socket fails.
pub async fn serve(app: App, relay: Relay, listener: TcpListener, grace: Duration) -> io::Result<()> {
    let relaying = tokio::spawn(async move { relay.run().await });
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let mut told = stopping.clone();
    let live = app.live.clone();
    let router = crate::build(app).into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move {
        axum::serve(listener, router)
            .with_graceful_shutdown(async move {
                // An error means that nobody can tell any more: stop as well.
                drop(told.wait_for(|stop| *stop).await);
            })
            .await
    });
    stop_signal().await?;
    tracing::info!("Stopping: finishing what is in flight");
    relaying.abort();
    stop.send_replace(true);
    live.close().await;
    match timeout(grace, serving).await {
        Ok(served) => served.map_err(io::Error::other)?,
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
