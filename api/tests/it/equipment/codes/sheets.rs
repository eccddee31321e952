//! Printed sheets of entry codes.

use rqrr::PreparedImage;
use serde_json::json;

use super::{codes_path, issue, site};
use crate::{
    billing::receipt_files::{self, download},
    support::TestApp,
};

/// Reads the QR code of a sheet as a camera would: from the pixels of its dark modules.
fn read_symbol(svg: &str) -> String {
    const SCALE: usize = 4;
    let (_, size) = svg.rsplit_once("viewBox=\"0 0 ").unwrap();
    let size: usize = size.split(' ').next().unwrap().parse().unwrap();
    let path = svg.split("<path d=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut pixels = vec![255; size * size];
    for run in path.split('M').skip(1) {
        let (x, rest) = run.split_once(' ').unwrap();
        let (y, rest) = rest.split_once('h').unwrap();
        let (length, _) = rest.split_once('v').unwrap();
        let [x, y, length] = [x, y, length].map(|number| number.parse::<usize>().unwrap());
        pixels[y * size + x..y * size + x + length].fill(0);
    }
    let pixel = |x: usize, y: usize| pixels[y / SCALE * size + x / SCALE];
    let mut image = PreparedImage::prepare_from_greyscale(size * SCALE, size * SCALE, pixel);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

/// The text of a PDF without blanks, and its number of pages.
fn text_of(bytes: &[u8]) -> (String, usize) {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    (receipt_files::text_of(bytes), document.get_pages().len())
}

#[tokio::test(flavor = "multi_thread")]
async fn sheet_is_read_back() {
    let app = TestApp::new().await;
    let (operator, site) = (app.operator().await, site(&app));
    let lane = json!({ "name": "West exit", "direction": "out" });
    let lanes = format!("/api/v1/admin/sites/{site}/lanes");
    let lane = operator.post(&lanes, &lane).await.created();
    let body = json!({ "kind": "exit", "lane_id": lane["id"] });
    let code = issue(&operator, site, body).await;
    assert_eq!(code["lane"], "West exit");
    issue(&operator, site, json!({ "kind": "entrance" })).await;
    issue(&operator, site, json!({ "kind": "entrance", "is_rotating": true })).await;

    let path = format!("/api/v1/admin/codes/{}/sheet", code["id"].as_str().unwrap());
    let (kind, name, svg) = download(&operator, &format!("{path}.svg")).await;
    let words = code["words"].as_str().unwrap();
    assert_eq!((kind.as_str(), name), ("image/svg+xml", format!("code-{words}.svg")));
    let svg = String::from_utf8(svg).unwrap();
    assert_eq!(read_symbol(&svg), code["url"].as_str().unwrap());
    let warning = "Only scan codes that lead to curbhold.example";
    for part in ["Garage 45", "West exit", "Scan to leave", words, warning] {
        assert!(svg.contains(part), "{part} is missing in {svg}");
    }
    let (kind, _, pdf) = download(&operator, &format!("{path}.pdf?language=es")).await;
    let (text, pages) = text_of(&pdf);
    assert_eq!((kind.as_str(), pages), ("application/pdf", 1));
    assert!(text.contains("Escaneeparasalir") && text.contains(words), "{text}");
    let (_, name, pdf) = download(&operator, &format!("{}.pdf", codes_path(site))).await;
    let (text, pages) = text_of(&pdf);
    assert_eq!((name.as_str(), pages), ("codes.pdf", 2));
    assert!(text.contains("Scantoenter") && text.contains("Scantoleave"), "{text}");
    let wrong = format!("{path}.svg?language=it");
    operator.get(&wrong).await.problem("invalid_request");
}
