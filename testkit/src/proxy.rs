//! A TCP proxy that can cut connections, or let words through in one direction only.

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

/// What the proxy does with what passes.
#[derive(Debug, Clone, Copy, Default)]
struct Mode {
    /// New connections are closed at once.
    is_cut: bool,
    /// How many cuts there were. A connection remembers the number it began with: a receiver sees
    /// only the latest mode, so that a cut that is mended at once would otherwise pass it by.
    cuts: u64,
    /// The server's answers are held back.
    holds_replies: bool,
}

/// A running proxy; it stops when it is dropped.
pub struct Proxy {
    address: SocketAddr,
    mode: Arc<watch::Sender<Mode>>,
    connections: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

impl Proxy {
    /// Starts a proxy before `target`.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn start(target: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (mode, connections) =
            (Arc::new(watch::Sender::new(Mode::default())), Arc::new(AtomicUsize::new(0)));
        let (modes, open) = (Arc::clone(&mode), Arc::clone(&connections));
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

    /// Where clients connect.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections are open.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Cuts every connection, and new ones as soon as they are made.
    pub fn cut(&self) {
        self.mode.send_modify(|mode| {
            mode.is_cut = true;
            mode.cuts += 1;
        });
    }

    /// Lets everything pass again: new connections and replies that were held.
    pub fn mend(&self) {
        self.mode.send_modify(|mode| {
            mode.is_cut = false;
            mode.holds_replies = false;
        });
    }

    /// Holds the server's answers back until [`Self::release_replies`] or [`Self::mend`].
    pub fn hold_replies(&self) {
        self.mode.send_modify(|mode| mode.holds_replies = true);
    }

    /// Lets the answers that were held, and all others, pass.
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
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        tokio::try_join!(ask(from_client, to_server), answer(from_server, to_client, replies))
    };
    tokio::select! {
        // An error is what the other side sees as well, when its half is dropped.
        _ = pass => {}
        _ = mode.wait_for(|mode| mode.cuts != cuts) => {}
    }
}

async fn ask(mut from_client: OwnedReadHalf, mut to_server: OwnedWriteHalf) -> io::Result<()> {
    copy(&mut from_client, &mut to_server).await?;
    to_server.shutdown().await
}

async fn answer(
    mut from_server: OwnedReadHalf,
    mut to_client: OwnedWriteHalf,
    mut mode: watch::Receiver<Mode>,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let length = from_server.read(&mut buffer).await?;
        let is_gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        mode.wait_for(|mode| !mode.holds_replies).await.map_err(is_gone)?;
        match buffer.get(..length) {
            // The end of the answers is an answer, too.
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

    const PATIENCE: Duration = Duration::from_secs(10);

    /// A server that says back what it hears, and tells the test about it; a proxy before it.
    async fn echo() -> (Proxy, mpsc::UnboundedReceiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (said, hears) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let said = said.clone();
                tokio::spawn(async move {
                    let mut buffer = [0; 1024];
                    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
                        stream.write_all(&buffer[..length]).await.unwrap();
                        said.send(String::from_utf8_lossy(&buffer[..length]).into_owned()).ok();
                    }
                });
            }
        });
        (Proxy::start(address).await.unwrap(), hears)
    }

    async fn connect(proxy: &Proxy) -> TcpStream {
        TcpStream::connect(proxy.address()).await.unwrap()
    }

    /// What comes next; nothing when the connection is closed.
    async fn hear(client: &mut TcpStream) -> String {
        let mut buffer = [0; 1024];
        let length = timeout(PATIENCE, client.read(&mut buffer)).await.unwrap().unwrap_or(0);
        String::from_utf8_lossy(&buffer[..length]).into_owned()
    }

    async fn until_open(proxy: &Proxy, count: usize) {
        let deadline = Instant::now() + PATIENCE;
        while proxy.connections() != count {
            assert!(Instant::now() < deadline, "{} connections, not {count}", proxy.connections());
            sleep(Duration::from_millis(5)).await;
        }
    }

    #[tokio::test]
    async fn traffic_passes_and_connections_are_counted() {
        let (proxy, _hears) = echo().await;
        let (mut one, mut two) = (connect(&proxy).await, connect(&proxy).await);
        for client in [&mut one, &mut two] {
            client.write_all(b"hello").await.unwrap();
            assert_eq!(hear(client).await, "hello");
        }
        assert_eq!(proxy.connections(), 2);
        drop(one);
        until_open(&proxy, 1).await;
    }

    #[tokio::test]
    async fn cut_closes_connections_until_restored() {
        let (proxy, _hears) = echo().await;
        let mut before = connect(&proxy).await;
        before.write_all(b"hello").await.unwrap();
        assert_eq!(hear(&mut before).await, "hello");
        proxy.cut();
        assert_eq!(hear(&mut before).await, "");
        until_open(&proxy, 0).await;
        assert_eq!(hear(&mut connect(&proxy).await).await, "");
        proxy.mend();
        let mut after = connect(&proxy).await;
        after.write_all(b"hello again").await.unwrap();
        assert_eq!(hear(&mut after).await, "hello again");
    }

    #[tokio::test]
    async fn immediate_restore_still_closes_connections() {
        let (proxy, _hears) = echo().await;
        let mut client = connect(&proxy).await;
        client.write_all(b"hello").await.unwrap();
        assert_eq!(hear(&mut client).await, "hello");
        proxy.cut();
        proxy.mend();
        assert_eq!(hear(&mut client).await, "");
    }

    #[tokio::test]
    async fn held_replies_arrive_after_release() {
        let (proxy, mut hears) = echo().await;
        let mut client = connect(&proxy).await;
        proxy.hold_replies();
        client.write_all(b"charge").await.unwrap();
        assert_eq!(timeout(PATIENCE, hears.recv()).await.unwrap().unwrap(), "charge");
        // That nothing comes can only be seen by waiting a while; a slow machine makes this weaker,
        // never wrong.
        let mut buffer = [0; 16];
        assert!(
            timeout(Duration::from_millis(100), client.read(&mut buffer)).await.is_err(),
            "a reply came through"
        );
        proxy.release_replies();
        assert_eq!(hear(&mut client).await, "charge");
    }

    #[tokio::test]
    async fn cut_loses_held_reply() {
        let (proxy, mut hears) = echo().await;
        let mut client = connect(&proxy).await;
        proxy.hold_replies();
        client.write_all(b"charge").await.unwrap();
        assert_eq!(timeout(PATIENCE, hears.recv()).await.unwrap().unwrap(), "charge");
        proxy.cut();
        assert_eq!(hear(&mut client).await, "");
    }

    #[tokio::test]
    async fn half_closed_client_receives_reply() {
        let (proxy, _hears) = echo().await;
        let mut client = connect(&proxy).await;
        proxy.hold_replies();
        client.write_all(b"last words").await.unwrap();
        client.shutdown().await.unwrap();
        proxy.release_replies();
        assert_eq!(hear(&mut client).await, "last words");
        assert_eq!(hear(&mut client).await, "");
        until_open(&proxy, 0).await;
    }
}
