//! Enrolment of an NFC tag.

use axum::{Json as Body, extract::State, http::StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    equipment::{
        models::entry_code::EntryCode,
        operations::{self, NewTag},
    },
    platform::{
        domain::ids::{EntryCodeId, NfcTagId},
        error::FieldError,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageEquipment},
    handlers::admin::errors,
    problem::Problem,
};

/// An NTAG 424 DNA tag with its keys, which are stored encrypted and never shown again.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct EnrolTag {
    /// 14 hexadecimal digits.
    #[schema(example = "04A1B2C3D4E5F6")]
    uid: String,
    /// AES key that encrypts UID and counter (`SDMMetaReadKey`): 32 hexadecimal digits.
    #[schema(value_type = String)]
    meta_key: SecretString,
    /// AES key that authenticates the message (`SDMFileReadKey`): 32 hexadecimal digits.
    #[schema(value_type = String)]
    file_key: SecretString,
}

impl EnrolTag {
    fn validate(&self, code_id: EntryCodeId) -> Result<NewTag, Error> {
        let mut wrong = Vec::new();
        let uid = errors(&mut wrong, bytes("uid", &self.uid));
        let meta_key = errors(&mut wrong, bytes("meta_key", self.meta_key.expose_secret()));
        let file_key = errors(&mut wrong, bytes("file_key", self.file_key.expose_secret()));
        let (Some(uid), Some(meta_key), Some(file_key)) = (uid, meta_key, file_key) else {
            return Err(Error::Invalid(wrong));
        };
        Ok(NewTag { code_id, uid, meta_key, file_key })
    }
}

/// An enrolled tag.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EnrolledTagView {
    id: Uuid,
    /// 14 hexadecimal digits.
    #[schema(example = "04A1B2C3D4E5F6")]
    uid: String,
    /// Address to write to the tag, which replaces `{e}` by the 32 digits of the encrypted UID and
    /// counter, and `{c}` by the 16 digits of the code over an empty message.
    #[schema(example = "https://curbhold.example/go/nfc?t=0198c5a2-…&e={e}&c={c}")]
    url: String,
}

/// Enrol an NFC tag
///
/// The tag stands for the code from now on. A message of the tag is accepted once, and only if its
/// counter is higher than the last one.
#[utoipa::path(post, path = "/api/v1/admin/codes/{id}/tags", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = EnrolTag,
    params(("id" = Uuid, Path, description = "The code")),
    responses((status = 201, body = EnrolledTagView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn enrol_tag(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<EnrolTag>,
) -> Result<(StatusCode, Body<EnrolledTagView>), Problem> {
    let new = body.validate(EntryCodeId(id.0))?;
    let (scope, audit, now) = (operator.scope(), operator.audit_context(), app.now());
    let tokens = app.tokens.clone();
    let enrolled = app.db.write(move |conn| {
        scope.check(EntryCode::find(conn, new.code_id)?.place())?;
        operations::enrol_tag(conn, &new, &tokens, &audit, now)
    });
    let tag = enrolled.await?;
    let view = EnrolledTagView {
        id: tag.id.0,
        uid: hex::encode_upper(&tag.uid),
        url: tag_url(&app, tag.id)?,
    };
    Ok((StatusCode::CREATED, Body(view)))
}

fn bytes<const N: usize>(field: &'static str, text: &str) -> Result<[u8; N], FieldError> {
    let mut bytes = [0; N];
    let decoded = hex::decode_to_slice(text, &mut bytes);
    let message = || format!("must have {} hexadecimal digits", 2 * N);
    decoded.map(|()| bytes).map_err(|_| FieldError::new(field, "malformed", message()))
}

fn tag_url(app: &App, id: NfcTagId) -> Result<String, Error> {
    let page = app.public_url.join("go/nfc").map_err(|error| Error::Internal(error.to_string()))?;
    Ok(format!("{page}?t={id}&e={{e}}&c={{c}}"))
}
