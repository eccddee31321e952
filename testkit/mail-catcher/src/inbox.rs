//! The web inbox and its JSON API, which is compatible with maildev.

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

/// A mail runs no scripts and has an opaque origin; its links open outside the sandbox.
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
    Json(mailbox.mails.lock().clone())
}

async fn clear(State(mailbox): State<Arc<Mailbox>>) -> StatusCode {
    mailbox.mails.lock().clear();
    StatusCode::NO_CONTENT
}

async fn show(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<usize>) -> Response {
    respond(&mailbox, id, Json)
}

async fn html(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<usize>) -> Response {
    let headers = [(CONTENT_SECURITY_POLICY, SANDBOX), (REFERRER_POLICY, "no-referrer")];
    respond(&mailbox, id, |mail| (headers, Html(with_link_target(&mail.html))))
}

async fn source(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<usize>) -> Response {
    let text = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
    respond(&mailbox, id, |mail| (text, mail.source))
}

/// 404 when there is no such mail.
fn respond<R: IntoResponse>(
    mailbox: &Mailbox,
    id: usize,
    show: impl FnOnce(Mail) -> R,
) -> Response {
    let found = mailbox.mails.lock().iter().find(|mail| mail.id == id).cloned();
    found.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |mail| show(mail).into_response())
}

/// Opens links in a new tab: the sandbox of the inbox's frame disables scripts.
fn with_link_target(html: &str) -> String {
    const BASE: &str = r#"<base target="_blank">"#;
    match html.split_once("<head>") {
        Some((before, after)) => format!("{before}<head>{BASE}{after}"),
        None => format!("{BASE}{html}"),
    }
}
