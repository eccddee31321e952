//! The showing side: a page for people, maildev's form of JSON for programs.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{
        StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY},
    },
    response::{Html, IntoResponse, Response},
    routing::{delete, get},
};
use tokio::net::TcpListener;

use crate::mailbox::{Mail, Mailbox};

/// A mail runs no scripts and is nobody's origin; what it links to opens beside it, as an ordinary
/// page.
const SANDBOX: &str = "sandbox allow-popups allow-popups-to-escape-sandbox";

pub(crate) async fn serve(listener: TcpListener, mailbox: Arc<Mailbox>) {
    let router = Router::new()
        .route("/", get(|| async { Html(include_str!("inbox.html")) }))
        .route("/healthz", get(|| async { "ok" }))
        .route("/email", get(list))
        .route("/email/all", delete(clear))
        .route("/email/{id}", get(show))
        .route("/email/{id}/html", get(html))
        .route("/email/{id}/source", get(source))
        .with_state(mailbox);
    if let Err(error) = axum::serve(listener, router).await {
        panic!("the socket of the inbox failed: {error}");
    }
}

async fn list(State(mailbox): State<Arc<Mailbox>>) -> Json<Vec<Mail>> {
    Json(mailbox.mails().clone())
}

async fn clear(State(mailbox): State<Arc<Mailbox>>) -> StatusCode {
    mailbox.mails().clear();
    StatusCode::NO_CONTENT
}

async fn show(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<usize>) -> Response {
    find(&mailbox, id)
        .map_or_else(|| StatusCode::NOT_FOUND.into_response(), |mail| Json(mail).into_response())
}

async fn html(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<usize>) -> Response {
    let Some(mail) = find(&mailbox, id) else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [(CONTENT_SECURITY_POLICY, SANDBOX), (REFERRER_POLICY, "no-referrer")];
    (headers, Html(with_links_opening_beside(&mail.html))).into_response()
}

async fn source(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<usize>) -> Response {
    let text = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
    find(&mailbox, id).map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |mail| (text, mail.source).into_response(),
    )
}

fn find(mailbox: &Mailbox, id: usize) -> Option<Mail> {
    mailbox.mails().iter().find(|mail| mail.id == id).cloned()
}

/// Inside the inbox's frame a page could not run: its scripts are off there.
fn with_links_opening_beside(html: &str) -> String {
    const BASE: &str = r#"<base target="_blank">"#;
    match html.split_once("<head>") {
        Some((before, after)) => format!("{before}<head>{BASE}{after}"),
        None => format!("{BASE}{html}"),
    }
}
