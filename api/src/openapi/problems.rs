//! What the document says of problems: every code, and that any operation may fail on the server's
//! side.

use serde_json::json;
use utoipa::openapi::{OpenApi, RefOr, Schema, path::Operation};

use crate::problem::ProblemCode;

/// Lists the codes as the values that `code` can have.
pub(super) fn add_codes(document: &mut OpenApi) {
    let schemas = document.components.as_mut().map(|components| &mut components.schemas);
    let Some(RefOr::T(Schema::Object(problem))) =
        schemas.and_then(|schemas| schemas.get_mut("Problem"))
    else {
        return;
    };
    if let Some(RefOr::T(Schema::Object(code))) = problem.properties.get_mut("code") {
        code.enum_values = Some(ProblemCode::ALL.iter().map(|code| json!(code.as_str())).collect());
    }
}

/// Says that what answers problems may also answer 503, and, by a mistake of ours, 500.
pub(super) fn add_failures(operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    if let Some(problem) = responses.get("4XX").cloned() {
        responses.insert("5XX".to_owned(), problem);
    }
}
