//! The server of the tiles is a stand-in on this machine.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    thread,
};

use serde_json::json;

use super::*;

/// Longer than any answer takes.
const LONG: Duration = Duration::from_secs(60);

/// Starts a server that answers each request with this body, and returns its address.
fn serve(status: &'static str, body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            // The end of the headers.
            lines.map_while(Result::ok).find(String::is_empty);
            let length = body.len();
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n");
            let answer = format!("{head}connection: close\r\n\r\n{body}");
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    format!("http://{address}")
}

fn style() -> Value {
    json!({
        "version": 8,
        "glyphs": "https://letters.example/{fontstack}/{range}.pbf",
        "sprite": [{ "id": "default", "url": "https://images.example/sprite" }],
        "sources": {
            "streets": { "type": "vector", "url": "https://tiles.example:8443/planet",
                "attribution": "<a href=\"https://elsewhere.example\">Somebody</a>" },
            "hills": { "type": "raster", "tiles": ["https://{s}.hills.example/{z}/{x}/{y}"] },
        },
        "layers": [],
    })
}

fn variables<const N: usize>(pairs: [(&str, &str); N]) -> Variables {
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

#[test]
fn answering_server_gives_the_map() {
    let server = serve("200 OK", style().to_string());
    let found = ask(&format!("{server}/"), LONG).unwrap();
    assert_eq!(found["MAP_STYLE_URL"], format!("{server}/styles/positron"));
    assert_eq!(found["MAP_STYLE_DARK_URL"], format!("{server}/styles/dark"));
    let origins = "https://images.example,https://letters.example,https://tiles.example:8443";
    assert_eq!(found["MAP_ORIGINS"], origins);
    for name in ["OpenFreeMap", "OpenMapTiles", "OpenStreetMap"] {
        assert!(found["MAP_ATTRIBUTION"].contains(&format!("{name}</a>")), "{name}");
    }
}

#[test]
fn silent_server_leaves_own_ground() {
    // The system accepts the connection, and nothing reads the request.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("http://{}", silent.local_addr().unwrap());
    let started = Instant::now();
    assert_eq!(ask(&server, Duration::from_millis(300)), None);
    assert!(started.elapsed() < LONG);
    let mut set = Variables::new();
    add(&mut set, &Variables::new(), &server);
    assert_eq!(set, Variables::new());
}

#[test]
fn wrong_answers_leave_own_ground() {
    let (old, error) = (json!({ "version": 7 }).to_string(), style().to_string());
    for (status, body) in [
        ("200 OK", old),
        ("200 OK", "<h1>Please pay</h1>".to_owned()),
        ("503 Service Unavailable", error),
        ("302 Found", String::new()),
    ] {
        assert_eq!(ask(&serve(status, body), LONG), None, "{status}");
    }
    assert_eq!(ask("http://127.0.0.1:1", LONG), None);
    assert_eq!(ask("no address", LONG), None);
}

#[test]
fn configured_style_takes_precedence() {
    let server = serve("200 OK", style().to_string());
    let dot_env = variables([("MAP_STYLE_URL", "https://b.example/"), ("MAP_ORIGINS", "b")]);
    for url in ["https://a.example/", ""] {
        let mut set = variables([("MAP_STYLE_URL", url)]);
        add(&mut set, &dot_env, &server);
        assert_eq!(set, variables([("MAP_STYLE_URL", url)]));
    }
    let mut set = variables([("MAP_ORIGINS", "a"), ("LOG", "info")]);
    add(&mut set, &dot_env, &server);
    assert_eq!(set["MAP_STYLE_URL"], "https://b.example/");
    assert_eq!(set["MAP_ORIGINS"], "a");
    remove(&mut set);
    assert_eq!(set, variables([("LOG", "info")]));
    add(&mut set, &Variables::new(), &server);
    assert_eq!(set["MAP_STYLE_URL"], format!("{server}/styles/positron"));
}
