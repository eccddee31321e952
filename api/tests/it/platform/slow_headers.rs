//! Connections that never finish the headers of a request, over raw TCP.

use std::time::Duration;

use testkit::processes::{Process, binary};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::support::{WAIT_TIMEOUT, site::Site};

const REQUEST: &str = "GET /api/v1/health HTTP/1.1\r\nHost: curbhold.example\r\n";

async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut response = Vec::new();
    // A reset ends the connection, too; a time-out means that it stays open.
    drop(timeout(WAIT_TIMEOUT, stream.read_to_end(&mut response)).await.unwrap());
    String::from_utf8_lossy(&response).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn unfinished_headers_end_the_connection() {
    let site = Site::new().await;
    let mut variables = site.variables();
    variables.push(("HEADER_SECONDS".to_owned(), "1".to_owned()));
    let _api = Process::start(&binary("api"), &["serve"], &variables);
    site.wait_for_api().await;
    let address = site.url().replacen("http://", "", 1);

    let mut silent = TcpStream::connect(&address).await.unwrap();
    assert_eq!(read_to_end(&mut silent).await, "");

    // Sending a header now and then does not extend the time-out.
    let mut slow = TcpStream::connect(&address).await.unwrap();
    slow.write_all(REQUEST.as_bytes()).await.unwrap();
    let (mut reading, mut writing) = slow.into_split();
    let dribble = tokio::spawn(async move {
        while writing.write_all(b"X-More: of it\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let mut response = Vec::new();
    drop(timeout(WAIT_TIMEOUT, reading.read_to_end(&mut response)).await.unwrap());
    assert!(!String::from_utf8_lossy(&response).contains("200 OK"));
    drop(reading);
    timeout(WAIT_TIMEOUT, dribble).await.unwrap().unwrap();

    // After a response the same time-out starts again.
    let mut kept = TcpStream::connect(&address).await.unwrap();
    kept.write_all(format!("{REQUEST}\r\n{REQUEST}").as_bytes()).await.unwrap();
    let responses = read_to_end(&mut kept).await;
    assert_eq!(responses.matches("HTTP/1.1 200 OK").count(), 1, "{responses}");
}
