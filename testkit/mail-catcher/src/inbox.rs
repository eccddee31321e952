//! The inbox: a page, and the mails as JSON in the form that maildev made common.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{Html, IntoResponse, Response},
    routing::{delete, get},
};
use tokio::net::TcpListener;

use crate::{Mail, Mailbox};

pub(crate) async fn serve(listener: TcpListener, mails: Arc<Mailbox>) {
    let router = Router::new()
        .route("/", get(|| async { Html(include_str!("inbox.html")) }))
        .route("/healthz", get(|| async { "ok" }))
        .route("/email", get(list))
        .route("/email/all", delete(clear))
        .route("/email/{id}", get(show))
        .route("/email/{id}/html", get(html))
        .route("/email/{id}/source", get(source))
        .with_state(mails);
    if let Err(error) = axum::serve(listener, router).await {
        panic!("the socket of the inbox failed: {error}");
    }
}

async fn list(State(mails): State<Arc<Mailbox>>) -> Json<Vec<Mail>> {
    Json(mails.mails().clone())
}

async fn clear(State(mails): State<Arc<Mailbox>>) -> StatusCode {
    mails.mails().clear();
    StatusCode::NO_CONTENT
}

async fn show(State(mails): State<Arc<Mailbox>>, Path(id): Path<usize>) -> Response {
    find(&mails, id).map_or_else(|| StatusCode::NOT_FOUND.into_response(), |mail| Json(mail).into_response())
}

async fn html(State(mails): State<Arc<Mailbox>>, Path(id): Path<usize>) -> Response {
    find(&mails, id).map_or_else(|| StatusCode::NOT_FOUND.into_response(), |mail| Html(mail.html).into_response())
}

async fn source(State(mails): State<Arc<Mailbox>>, Path(id): Path<usize>) -> Response {
    let text = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
    find(&mails, id).map_or_else(|| StatusCode::NOT_FOUND.into_response(), |mail| (text, mail.source).into_response())
}

fn find(mails: &Mailbox, id: usize) -> Option<Mail> {
    mails.mails().iter().find(|mail| mail.id == id).cloned()
}
