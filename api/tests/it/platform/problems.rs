//! Every error is a problem document, and the OpenAPI document matches the routes.

use reqwest::Method;
use serde_json::Value;

use crate::support::{TestApp, client::send};

#[tokio::test(flavor = "multi_thread")]
async fn malformed_input_returns_a_problem() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let document: Value = serde_json::from_str(&api::document().unwrap()).unwrap();
    let routes = document["paths"].as_object().unwrap();
    for (path, methods) in routes {
        // The legacy routes respond in the original's format.
        let methods = methods
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, operation)| operation["tags"][0] != "legacy");
        for method in methods.map(|(method, _)| method).filter(|method| *method != "parameters") {
            let verb: Method = method.to_uppercase().parse().unwrap();
            for id in ["not-an-id", "00000000-0000-7000-8000-000000000000"] {
                let address = path.replace("{id}", id);
                let request = ann
                    .request(verb.clone(), &address)
                    .header("content-type", "application/json")
                    .body("{\"garbage\": [1,");
                let response = send(request).await;
                assert!(response.status.as_u16() < 500, "{verb} {address}: {:?}", response.body);
                if response.status.is_client_error() {
                    assert_eq!(
                        response.content_type, "application/problem+json",
                        "{verb} {address}"
                    );
                    assert!(
                        response.body["request_id"].is_string()
                            && response.body["code"].is_string(),
                        "{verb} {address}"
                    );
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_routes_methods_and_tokens_are_problems() {
    let app = TestApp::new().await;
    let client = app.anonymous();
    client.get("/nothing/here").await.problem("not_found");
    client.delete("/api/v1/health").await.problem("method_not_allowed");
    let plain = client
        .request(Method::POST, "/api/v1/sessions")
        .header("content-type", "text/plain")
        .body("hello");
    send(plain).await.problem("unsupported_media_type");
    let large = format!("{{\"email\": \"{}\"}}", "a".repeat(70_000));
    let large = client
        .request(Method::POST, "/api/v1/sessions")
        .header("content-type", "application/json")
        .body(large);
    send(large).await.problem("payload_too_large");
    let twice = client
        .request(Method::POST, "/api/v1/sessions")
        .header("content-type", "application/json")
        .body("{} {}");
    send(twice).await.problem("invalid_request");
    app.bearer("not-a-token").get("/api/v1/account").await.problem("unauthenticated");
    assert_eq!(client.get("/api/v1/health").await.ok()["status"], "ok");
    let ready = client.get("/readyz").await.ok();
    assert_eq!(ready.as_object().unwrap().values().collect::<Vec<_>>(), ["ok"; 4]);
}

#[test]
fn openapi_references_resolve() {
    fn references(value: &Value) -> Vec<&str> {
        match value {
            Value::Object(members) => {
                let own = members.get("$ref").and_then(Value::as_str);
                own.into_iter().chain(members.values().flat_map(references)).collect()
            }
            Value::Array(items) => items.iter().flat_map(references).collect(),
            _ => Vec::new(),
        }
    }
    let document: Value = serde_json::from_str(&api::document().unwrap()).unwrap();
    let mut lost = references(&document);
    lost.retain(|reference| document.pointer(reference.trim_start_matches('#')).is_none());
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn openapi_document_matches_its_snapshot() {
    insta::assert_snapshot!("openapi", api::document().unwrap());
}

#[test]
fn openapi_links_resolve() {
    let document: Value = serde_json::from_str(&api::document().unwrap()).unwrap();
    let operations = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|path| path.as_object().unwrap().values());
    let operations: Vec<&Value> = operations.collect();
    let mut links = 0;
    for response in
        operations.iter().flat_map(|operation| operation["responses"].as_object().unwrap().values())
    {
        for link in response["links"].as_object().into_iter().flat_map(|links| links.values()) {
            let target = operations
                .iter()
                .find(|operation| operation["operationId"] == link["operationId"])
                .unwrap();
            let takes_id = target["parameters"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one["name"] == "id"));
            assert!(
                takes_id || target["requestBody"].is_object() && link["requestBody"].is_object(),
                "{link}"
            );
            let text = link.to_string();
            let member = text.split("$response.body#").nth(1).unwrap().split('"').next().unwrap();
            let schema = &response["content"]["application/json"]["schema"];
            assert!(
                resolves(&document, schema, member.trim_start_matches('/')),
                "{member} of {schema}"
            );
            links += 1;
        }
    }
    assert!(links > 30, "{links}");
}

#[test]
fn openapi_names_every_code_and_503() {
    let document: Value = serde_json::from_str(&api::document().unwrap()).unwrap();
    let codes = document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]
        .as_array()
        .unwrap();
    assert!(
        ["spot_taken", "email_unconfirmed", "rate_limited", "unavailable"]
            .iter()
            .all(|code| codes.contains(&(*code).into()))
    );
    for operation in document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
    {
        let (responses, id) = (&operation["responses"], &operation["operationId"]);
        assert_eq!(responses["4XX"], responses["5XX"], "{id}");
    }
}

/// True if a value of this schema has a member at this JSON pointer.
fn resolves(document: &Value, schema: &Value, pointer: &str) -> bool {
    if let Some(name) = schema["$ref"].as_str() {
        return resolves(
            document,
            document.pointer(name.trim_start_matches('#')).unwrap(),
            pointer,
        );
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().any(|part| resolves(document, part, pointer));
    }
    match pointer.split_once('/') {
        Some(("0", rest)) => resolves(document, &schema["items"], rest),
        Some((name, rest)) => resolves(document, &schema["properties"][name], rest),
        None => schema["properties"][pointer].is_object(),
    }
}
