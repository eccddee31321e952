//! A TCP proxy that cuts connections or holds replies.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
};

#[derive(Debug, Clone, Copy, Default)]
struct Mode {
    /// New connections are closed.
    is_cut: bool,
    /// Number of cuts. A connection compares it with the number at its start: a receiver sees only
    /// the latest mode and would miss a cut that is undone at once.
    cuts: u64,
    holds_replies: bool,
}

/// Dropping it stops the proxy and closes all connections.
pub struct Proxy {
    address: SocketAddr,
    mode: watch::Sender<Mode>,
    connections: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

impl Proxy {
    /// Starts a proxy in front of `target`.
    pub async fn start(target: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let mode = watch::Sender::default();
        let connections = Arc::new(AtomicUsize::new(0));
        let (modes, open) = (mode.clone(), Arc::clone(&connections));
        let serving = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (mode, open) = (modes.subscribe(), Arc::clone(&open));
                let Mode { is_cut, cuts, .. } = *mode.borrow();
                if is_cut {
                    continue;
                }
                open.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    relay(client, target, mode, cuts).await;
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Ok(Self { address, mode, connections, serving })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Number of open connections.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Closes every connection, and new ones until [`Self::mend`].
    pub fn cut(&self) {
        self.mode.send_modify(|mode| {
            mode.is_cut = true;
            mode.cuts += 1;
        });
    }

    /// Accepts connections again and releases held replies.
    pub fn mend(&self) {
        self.mode.send_modify(|mode| {
            mode.is_cut = false;
            mode.holds_replies = false;
        });
    }

    /// Holds replies until [`Self::release_replies`] or [`Self::mend`].
    pub fn hold_replies(&self) {
        self.mode.send_modify(|mode| mode.holds_replies = true);
    }

    pub fn release_replies(&self) {
        self.mode.send_modify(|mode| mode.holds_replies = false);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.cut();
        self.serving.abort();
    }
}

async fn relay(client: TcpStream, target: SocketAddr, mut mode: watch::Receiver<Mode>, cuts: u64) {
    let replies = mode.clone();
    let pass = async {
        let server = TcpStream::connect(target).await?;
        client.set_nodelay(true)?;
        server.set_nodelay(true)?;
        let (mut from_client, to_client) = client.into_split();
        let (from_server, mut to_server) = server.into_split();
        let requests = async {
            copy(&mut from_client, &mut to_server).await?;
            to_server.shutdown().await
        };
        tokio::try_join!(requests, forward_replies(from_server, to_client, replies))
    };
    tokio::select! {
        // The other side also sees an error, because its half is dropped.
        _ = pass => {}
        _ = mode.wait_for(|mode| mode.cuts != cuts) => {}
    }
}

async fn forward_replies(
    mut from_server: OwnedReadHalf,
    mut to_client: OwnedWriteHalf,
    mut mode: watch::Receiver<Mode>,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let length = from_server.read(&mut buffer).await?;
        let closed = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        mode.wait_for(|mode| !mode.holds_replies).await.map_err(closed)?;
        match buffer.get(..length) {
            // The end of the stream is held like a reply.
            None | Some([]) => return to_client.shutdown().await,
            Some(part) => to_client.write_all(part).await?,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::{
        sync::mpsc,
        time::{Instant, sleep, timeout},
    };

    use super::*;

    const TIMEOUT: Duration = Duration::from_secs(10);

    /// An echo server behind a proxy, and the texts that it receives.
    async fn echo() -> (Proxy, mpsc::UnboundedReceiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, received) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let sender = sender.clone();
                tokio::spawn(async move {
                    let mut buffer = [0; 1024];
                    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
                        stream.write_all(&buffer[..length]).await.unwrap();
                        sender.send(String::from_utf8_lossy(&buffer[..length]).into_owned()).ok();
                    }
                });
            }
        });
        (Proxy::start(address).await.unwrap(), received)
    }

    async fn connect(proxy: &Proxy) -> TcpStream {
        TcpStream::connect(proxy.address()).await.unwrap()
    }

    async fn send(client: &mut TcpStream, text: &str) {
        client.write_all(text.as_bytes()).await.unwrap();
    }

    /// The next bytes as text; empty when the connection is closed.
    async fn read(client: &mut TcpStream) -> String {
        let mut buffer = [0; 1024];
        let length = timeout(TIMEOUT, client.read(&mut buffer)).await.unwrap().unwrap_or(0);
        String::from_utf8_lossy(&buffer[..length]).into_owned()
    }

    /// A connection that passes traffic in both directions.
    async fn connect_and_exchange(proxy: &Proxy) -> TcpStream {
        let mut client = connect(proxy).await;
        send(&mut client, "hello").await;
        assert_eq!(read(&mut client).await, "hello");
        client
    }

    /// A connection whose request was received and whose reply is held.
    async fn connect_with_held_reply() -> (Proxy, TcpStream) {
        let (proxy, mut received) = echo().await;
        let mut client = connect(&proxy).await;
        proxy.hold_replies();
        send(&mut client, "charge").await;
        assert_eq!(timeout(TIMEOUT, received.recv()).await.unwrap().unwrap(), "charge");
        (proxy, client)
    }

    async fn wait_until_open(proxy: &Proxy, count: usize) {
        let deadline = Instant::now() + TIMEOUT;
        while proxy.connections() != count {
            assert!(Instant::now() < deadline, "{} connections, not {count}", proxy.connections());
            sleep(Duration::from_millis(5)).await;
        }
    }

    #[tokio::test]
    async fn traffic_passes_and_connections_are_counted() {
        let (proxy, _received) = echo().await;
        let one = connect_and_exchange(&proxy).await;
        let _two = connect_and_exchange(&proxy).await;
        assert_eq!(proxy.connections(), 2);
        drop(one);
        wait_until_open(&proxy, 1).await;
    }

    #[tokio::test]
    async fn cut_closes_connections_until_restored() {
        let (proxy, _received) = echo().await;
        let mut before = connect_and_exchange(&proxy).await;
        proxy.cut();
        assert_eq!(read(&mut before).await, "");
        wait_until_open(&proxy, 0).await;
        assert_eq!(read(&mut connect(&proxy).await).await, "");
        proxy.mend();
        connect_and_exchange(&proxy).await;
    }

    #[tokio::test]
    async fn immediate_restore_still_closes_connections() {
        let (proxy, _received) = echo().await;
        let mut client = connect_and_exchange(&proxy).await;
        proxy.cut();
        proxy.mend();
        assert_eq!(read(&mut client).await, "");
    }

    #[tokio::test]
    async fn held_replies_arrive_after_release() {
        let (proxy, mut client) = connect_with_held_reply().await;
        // Only a timeout shows that no reply arrives; on a slow machine the check is weaker, never
        // wrong.
        let early = timeout(Duration::from_millis(100), client.read(&mut [0; 16])).await;
        assert!(early.is_err(), "a reply was not held");
        proxy.release_replies();
        assert_eq!(read(&mut client).await, "charge");
    }

    #[tokio::test]
    async fn cut_loses_held_reply() {
        let (proxy, mut client) = connect_with_held_reply().await;
        proxy.cut();
        assert_eq!(read(&mut client).await, "");
    }

    #[tokio::test]
    async fn half_closed_client_receives_reply() {
        let (proxy, _received) = echo().await;
        let mut client = connect(&proxy).await;
        proxy.hold_replies();
        send(&mut client, "request").await;
        client.shutdown().await.unwrap();
        proxy.release_replies();
        assert_eq!(read(&mut client).await, "request");
        assert_eq!(read(&mut client).await, "");
        wait_until_open(&proxy, 0).await;
    }
}
