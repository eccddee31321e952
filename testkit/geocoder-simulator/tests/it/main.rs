//! Tests of the simulator over HTTP.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use geocoder_simulator::{Fault, Settings, Simulator};
use serde_json::{Value, json};

async fn get(simulator: &Simulator, path: &str) -> reqwest::Result<(u16, Value)> {
    let response = reqwest::get(format!("{}{path}", simulator.url())).await?;
    Ok((response.status().as_u16(), response.json().await.unwrap_or_default()))
}

#[tokio::test]
async fn every_interface_finds_the_same_places() {
    let simulator = Simulator::start(Settings::default()).await.unwrap();
    let (_, photon) = get(&simulator, "api?q=8th&lat=40.758&lon=-73.991").await.unwrap();
    let properties = &photon["features"][0]["properties"];
    assert_eq!(
        (&properties["name"], &properties["city"]),
        (&json!("Port Authority Bus Terminal"), &json!("New York"))
    );
    assert_eq!(photon["features"].as_array().unwrap().len(), 2);
    let path = "v1/autocomplete?text=8th&focus.point.lat=40.758&focus.point.lon=-73.991&size=1";
    let (_, pelias) = get(&simulator, path).await.unwrap();
    assert_eq!(pelias["features"][0]["properties"]["gid"], "openstreetmap:venue:way/5");
    assert_eq!(pelias["features"].as_array().unwrap().len(), 1);
    let path = "search?q=8th&format=jsonv2&viewbox=-74.0,40.7,-73.982,40.816";
    let (_, nominatim) = get(&simulator, path).await.unwrap();
    assert_eq!((&nominatim[0]["osm_id"], &nominatim[0]["lat"]), (&json!(5), &json!("40.75694")));
}

#[tokio::test]
async fn address_has_no_name() {
    let simulator = Simulator::start(Settings::default()).await.unwrap();
    let (_, photon) = get(&simulator, "api?q=260%20W%2039").await.unwrap();
    let properties = &photon["features"][0]["properties"];
    assert_eq!((properties.get("name"), &properties["housenumber"]), (None, &json!("260")));
    let (_, pelias) = get(&simulator, "v1/autocomplete?text=260%20W%2039").await.unwrap();
    assert_eq!(pelias["features"][0]["properties"]["name"], "260 West 39th Street");
    let (_, nominatim) = get(&simulator, "search?q=260%20W%2039&format=jsonv2").await.unwrap();
    assert_eq!(nominatim[0]["name"], "");
}

#[tokio::test]
async fn wrong_requests_are_refused() {
    let settings = Settings { key: Some("k1".to_owned()), ..Settings::default() };
    let simulator = Simulator::start(settings).await.unwrap();
    for (path, status) in [
        ("api", 400),
        ("search?q=empire", 400),
        ("v1/autocomplete?text=empire", 401),
        ("v1/autocomplete?text=empire&api_key=k2", 401),
        ("v1/autocomplete?text=empire&api_key=k1", 200),
        ("v1/search?text=empire", 404),
    ] {
        assert_eq!(get(&simulator, path).await.unwrap().0, status, "{path}");
    }
    let received = simulator.received();
    assert_eq!((received.len(), received[4].param("api_key")), (6, Some("k1")));
}

#[tokio::test]
async fn faults_hold_until_they_are_ended() {
    let simulator = Simulator::start(Settings::default()).await.unwrap();
    let client = reqwest::Client::new();
    let set = async |body: Value| {
        let url = format!("{}_simulator/fault", simulator.url());
        client.put(url).json(&body).send().await.unwrap().status().as_u16()
    };
    assert_eq!(set(json!({ "fault": "unavailable" })).await, 204);
    for _ in 0..2 {
        assert_eq!(get(&simulator, "api?q=empire").await.unwrap().0, 503);
    }
    assert_eq!(set(json!({ "fault": "explode" })).await, 422);
    simulator.set_fault(Some(Fault::Drop));
    assert!(get(&simulator, "api?q=empire").await.is_err());
    simulator.set_fault(Some(Fault::Hang));
    let hanging = get(&simulator, "api?q=empire");
    tokio::select! {
        answer = hanging => panic!("{answer:?}"),
        () = simulator.wait_for(4) => {}
    }
    assert_eq!(set(json!({ "fault": null })).await, 204);
    assert_eq!(get(&simulator, "api?q=empire").await.unwrap().0, 200);
}

/// Killed when the test ends.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[tokio::test]
async fn program_serves_until_sigterm() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_geocoder-simulator"));
    command.args(["serve", "--address", "127.0.0.1:0"]).stdout(Stdio::piped());
    let mut program = Program(command.spawn().unwrap());
    let mut line = String::new();
    BufReader::new(program.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.split_whitespace().last().unwrap();
    let found: Value =
        reqwest::get(format!("{url}api?q=macys")).await.unwrap().json().await.unwrap();
    assert_eq!(found["features"][0]["properties"]["name"], "Macy's Herald Square");
    let signal =
        Command::new("kill").args(["-TERM", &program.0.id().to_string()]).status().unwrap();
    assert!(signal.success() && program.0.wait().unwrap().success());
}
