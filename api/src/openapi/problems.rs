//! Problems in the OpenAPI document: all codes, and the server errors that any operation may
//! return.

use serde_json::json;
use utoipa::openapi::{OpenApi, RefOr, Schema, path::Operation};

use crate::problem::ProblemCode;

/// Lists the codes as the possible values of `code`.
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

/// Adds the responses 500 and 503 to an operation that responds with problems.
pub(super) fn add_failures(operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    if let Some(problem) = responses.get("4XX").cloned() {
        responses.insert("5XX".to_owned(), problem);
    }
}
