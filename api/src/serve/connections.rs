//! Accepts connections. `axum::serve` has no time-out for the headers of a request.

use std::{io::ErrorKind, net::SocketAddr, pin::pin, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::TcpListener,
    sync::{mpsc, watch},
    time::sleep,
};
use tower::Service;

/// Pause after a failed accept, for example with too many open files: an immediate retry would fail
/// too.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// Accepts connections until `stop` is set, then drains the requests in flight. A connection is
/// closed if the headers of its next request are incomplete after `header_timeout`, counted from
/// the end of the previous request.
pub(super) async fn accept(
    listener: TcpListener,
    router: Router,
    header_timeout: Duration,
    mut stop: watch::Receiver<bool>,
) {
    let mut services = router.into_make_service_with_connect_info::<SocketAddr>();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(header_timeout);
    // Each connection holds a sender; the channel closes when the last connection does.
    let (open, mut all_closed) = mpsc::channel::<()>(1);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            // An error means that the sender was dropped: stop as well.
            () = async { drop(stop.wait_for(|stop| *stop).await) } => break,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                let is_of_client = [ErrorKind::ConnectionAborted, ErrorKind::ConnectionReset]
                    .contains(&error.kind());
                if !is_of_client {
                    tracing::error!(%error, "A connection could not be accepted");
                    sleep(ACCEPT_PAUSE).await;
                }
                continue;
            }
        };
        tracing::trace!(%address, "A connection was accepted");
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY could not be set");
        }
        let service = match services.call(address).await {
            Ok(service) => TowerToHyperService::new(service),
            Err(never) => match never {},
        };
        let connection = http.serve_connection(TokioIo::new(stream), service).with_upgrades();
        let (mut stop, open) = (stop.clone(), open.clone());
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            let outcome = tokio::select! {
                outcome = connection.as_mut() => outcome,
                () = async { drop(stop.wait_for(|stop| *stop).await) } => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = outcome {
                tracing::debug!(%error, "A connection was closed");
            }
            drop(open);
        });
    }
    drop((listener, open));
    // Nothing is sent; `recv` returns when the last connection is closed.
    all_closed.recv().await;
}
