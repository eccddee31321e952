//! Imports and exports of spreadsheets as CSV.

use reqwest::Method;
use serde_json::json;

use super::{HEAD, ZONE, counts, export, fields, import, path};
use crate::support::{TestApp, client::send};

#[tokio::test(flavor = "multi_thread")]
async fn spreadsheet_dialects_are_read_alike() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    let plain = format!(
        "{HEAD},in_service\na,A1,40.7,-73.9,450,{ZONE},true\nb,B1,40.71,-73.9,300,{ZONE},false\n"
    );
    assert_eq!(import(&operator, &path, plain.clone()).await.ok()["spots"], counts(2, 0, 0));
    let semicolons = "spot_ref;Label;LAT;lng;rate minor per \
        hour;zone_ref;street;zone_line;in_service\r\n\
        a;A1;40,7;-73,9;450;z1;West 44 Street;-73.99 40.754,-73.98 40.755;TRUE\r\n;;;;;;;;\r\n\
        b;B1;40.71;-73.9;300.0;z1;West 44 Street;-73.99 40.754,-73.98 40.755;FALSE\r\n\r\n";
    let files = [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        plain.replace("true", "TRUE").replace("false", "No"),
        plain.replace("\nb", "\n\n,,,,,,,,\n , \nb"),
        semicolons.to_owned(),
        format!("sep=;\r\n{semicolons}"),
    ];
    for file in files {
        let report = import(&operator, &path, file.clone()).await.ok();
        assert_eq!((&report["rows"], &report["spots"]), (&json!(2), &counts(0, 0, 2)), "{file}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn absent_columns_leave_values_unchanged() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    let zone = "z1,West 44 Street,6 Avenue,7 Avenue,N,\"-73.99 40.754,-73.98 40.755\"";
    let head = "spot_ref,label,lat,lng,rate_minor_per_hour,attributes,hours,position_assumed,\
        in_service,\
        zone_ref,street,from_street,to_street,side,zone_line";
    let full =
        format!("{head}\na,A1,40.7,-73.9,450,wide charger,Mon-Sat 0800-1900,true,false,{zone}\n");
    import(&operator, &path, full.clone()).await.ok();
    let before = export(&operator, &path).await;

    let fewer = format!("{HEAD}\na,A1,40.7,-73.9,450,{ZONE}\n");
    let report = import(&operator, &path, fewer.clone()).await.ok();
    assert_eq!(
        (&report["spots"], &report["zones"], &report["retired"]),
        (&counts(0, 0, 1), &counts(0, 0, 1), &json!(1))
    );
    assert_eq!(
        import(&operator, &path, fewer.replace("450", "500")).await.ok()["spots"],
        counts(0, 1, 0)
    );
    assert_eq!(
        export(&operator, &path).await,
        before.replace("450", "500"),
        "only the rate has changed"
    );

    // A blank cell empties the value; a boolean cannot be empty.
    let blank = format!(
        "{head}\na,A1,40.7,-73.9,450,,,,,z1,West 44 Street,,,,\"-73.99 40.754,-73.98 40.755\"\n"
    );
    let report = import(&operator, &path, blank).await.ok();
    assert_eq!(
        (&report["spots"], &report["zones"], &report["retired"]),
        (&counts(0, 1, 0), &counts(0, 1, 0), &json!(1))
    );
    let row = export(&operator, &path).await;
    assert!(row.contains("a,A1,40.7,-73.9,450,,,true,false,z1,West 44 Street,,,unknown,"), "{row}");
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_line_and_column() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    let mut file = format!(
        "{HEAD}\r\n\"a\",A1,40.7,-73.9,450,{ZONE}\r\n\r\n\
         b,B1,40.7,-73.9,450,z2,\"West\r\nStreet\",\"1 2,3 4\"\r\n"
    );
    file += &format!("c,C1,40.7,-73.9,4.5,{ZONE}\r\nd,D1,40.7,-73.9\r\ne,E1,40.7,x,450,{ZONE}\r\n");
    let mut file = file.into_bytes();
    file.extend_from_slice(
        b"f,F1,40.7,-73.9,450,z3,Caf\xe9 Road,\"-73.99 40.754,-73.98 40.755\"\r\n",
    );
    let refused = import(&operator, &path, file).await.problem("invalid_request");
    let expected = [
        "line 4, column street",
        "line 6, column rate_minor_per_hour",
        "line 7",
        "line 8, column lng",
        "line 9, column street",
    ];
    assert_eq!(fields(&refused), expected, "{refused:#}");
    assert!(
        refused["errors"][4]["detail"].as_str().unwrap().contains("save the file as UTF-8"),
        "{refused:#}"
    );
    let utf_16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(HEAD.bytes().flat_map(|byte| [byte, 0])).collect();
    let refused = import(&operator, &path, utf_16).await.problem("invalid_request");
    assert!(refused["errors"][0]["detail"].as_str().unwrap().contains("UTF-16"), "{refused:#}");
    let twice = format!("{HEAD},Label\n");
    import(&operator, &path, twice).await.problem("invalid_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn misplaced_positions_are_refused() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    app.spot("B14");
    let file = format!(
        "{HEAD}\na,A1,40.7,-73.9,450,{ZONE}\nb,B1,-73.9,40.7,450,{ZONE}\nc,C1,0,0,450,{ZONE}\n\
         d,D1,41.9,-73.9,450,{ZONE}\n\
         e,E1,40.7,-73.9,450,z2,Elsewhere,\"40.754 -73.99,40.755 -73.98\"\n"
    );
    let refused = import(&operator, &path, file).await.problem("invalid_request");
    let expected = [
        "line 3, column lat",
        "line 4, column lat",
        "line 5, column lat",
        "line 6, column zone_line",
    ];
    assert_eq!(fields(&refused), expected, "{refused:#}");
    let details: Vec<_> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["detail"].as_str().unwrap())
        .collect();
    assert!(
        details[0].contains("swapped")
            && details[1].contains("0, 0")
            && details[3].contains("swapped"),
        "{details:?}"
    );

    let spot = json!({ "zone_id": app.city.zone_id, "label": "N1", "lat": -73.98, "lng": 40.75,
        "rate_minor_per_hour": 1 });
    assert_eq!(
        fields(&operator.post("/api/v1/admin/spots", &spot).await.problem("invalid_request")),
        ["lat"]
    );
    let zone = json!({ "city_id": app.city.id, "source_ref": "n", "street": "N", "line": [[40.75,
        -73.9], [40.76, -73.9]] });
    assert_eq!(
        fields(&operator.post("/api/v1/admin/zones", &zone).await.problem("invalid_request")),
        ["line"]
    );
    let patch =
        operator.request(Method::PATCH, &format!("/api/v1/admin/spots/{}", app.spot("B15")));
    send(patch.json(&json!({ "lat": 0.0, "lng": 0.0 }))).await.problem("invalid_request");

    // A city without spots: the file's own center is used.
    let new =
        json!({ "slug": "new", "name": "New", "time_zone": "Europe/Paris", "currency": "EUR" });
    let new = operator.post("/api/v1/admin/cities", &new).await.created();
    let path = format!("/api/v1/admin/cities/{}/spots", new["id"].as_str().unwrap());
    let file = format!(
        "{HEAD}\na,A1,40.7,-73.9,450,{ZONE}\nb,B1,0,0,450,{ZONE}\nc,C1,40.7,-73.9,450,{ZONE}\n"
    );
    assert_eq!(
        fields(&import(&operator, &path, file).await.problem("invalid_request")),
        ["line 3, column lat"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn spreadsheet_export_imports_unchanged() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    for label in ["=1+1", "+1", "-1", "@a", "'=1", "''", "plain"] {
        app.spot(label);
    }
    let plain = export(&operator, &path).await;
    assert!(
        !plain.starts_with('\u{feff}') && plain.contains(",=1+1,") && plain.contains(",-73.9884,"),
        "{plain}"
    );
    let safe = export(&operator, &format!("{path}?for=spreadsheet")).await;
    assert!(safe.starts_with("\u{feff}spot_ref,") && safe.contains(",-73.9884,"), "{safe}");
    for record in csv::Reader::from_reader(safe.trim_start_matches('\u{feff}').as_bytes()).records()
    {
        let record = record.unwrap();
        let formula =
            |cell: &str| cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
        assert!(
            !record.iter().any(formula) && !record[1].starts_with(['=', '+', '-', '@']),
            "{record:?}"
        );
    }
    for file in [plain.clone(), safe] {
        assert_eq!(
            import(&operator, &path, file.clone()).await.ok()["spots"],
            counts(0, 0, 7),
            "{file}"
        );
    }
    assert_eq!(export(&operator, &path).await, plain);
    let ledger = export(&operator, "/api/v1/admin/ledger?for=spreadsheet").await;
    assert!(ledger.starts_with('\u{feff}') || ledger.is_empty());
    assert!(
        export(&operator, "/api/v1/admin/statements/2030-06?for=spreadsheet")
            .await
            .starts_with('\u{feff}')
    );
    operator.get(&format!("{path}?for=excel")).await.problem("invalid_request");
}
