//! The links of the OpenAPI document, from a response to the next request. They document the
//! sequence of calls, and the fuzzer follows them.

use serde_json::{Value, json};
use utoipa::openapi::{
    RefOr,
    link::{Link, LinkBuilder},
    path::Operation,
};

/// The operation whose response contains an id, the location of the id, and the operations that
/// take it.
const LEADS: &[(&str, &str, &[&str])] = &[
    (
        "list_reservations",
        "/reservations/0/id",
        &["show_reservation", "show_receipt", "cancel_reservation"],
    ),
    (
        "create_reservation",
        "/reservation/id",
        &[
            "show_reservation",
            "set_up_card",
            "confirm_reservation",
            "quote_extension",
            "amend_reservation",
            "end_reservation",
            "cancel_reservation",
            "report_taken",
            "show_reservation_vehicle",
            "choose_reservation_vehicle",
            "inspect_reservation",
            "cancel_for_driver",
            "end_for_driver",
            "revoke_reservation",
        ],
    ),
    ("list_vehicles", "/vehicles/0/id", &["change_vehicle", "remove_vehicle"]),
    ("add_vehicle", "/id", &["change_vehicle", "remove_vehicle"]),
    ("list_cards", "/cards/0/id", &["make_card_default", "remove_card"]),
    (
        "list_cities",
        "/cities/0/id",
        &["update_city", "show_city_terms", "set_city_terms", "export_spots"],
    ),
    (
        "list_sites",
        "/sites/0/id",
        &[
            "show_site",
            "update_site",
            "retire_site",
            "restore_site",
            "show_site_terms",
            "set_site_terms",
        ],
    ),
    ("create_site", "/id", &["show_site", "update_site", "show_site_terms", "set_site_terms"]),
    ("list_zones", "/zones/0/id", &["show_zone", "update_zone"]),
    ("search_spots", "/spots/0/id", &["show_spot", "update_spot", "retire_spot", "restore_spot"]),
    ("create_spot", "/id", &["show_spot", "update_spot", "retire_spot", "restore_spot"]),
    ("list_closures", "/closures/0/id", &["end_closure"]),
    ("create_closure", "/closure/id", &["end_closure"]),
    ("search_reservations", "/reservations/0/id", &["inspect_reservation", "revoke_reservation"]),
    ("search_users", "/users/0/id", &["show_user"]),
    ("list_role_grants", "/role_grants/0/id", &["revoke_role_grant"]),
    ("create_role_grant", "/id", &["revoke_role_grant"]),
    ("list_jobs", "/jobs/0/id", &["show_job", "show_job_result", "requeue_job", "discard_job"]),
    ("list_charges", "/charges/0/id", &["show_charge_history", "create_refund"]),
];

/// Links whose id is part of the next request's body, with the other members of that body.
fn feeds() -> [(&'static str, &'static str, Value); 6] {
    let spot = body("/spots/0/id");
    let hold = json!({
        "spot_id": spot, "duration_seconds": 3_600, "starts_at": null, "ends_at": null,
            "rate_minor_per_hour": null, "card_id": null, "vehicle_id": null, "vehicle": null,
    });
    [
        ("list_spots", "create_reservation", hold.clone()),
        ("search_spots", "create_reservation", hold),
        (
            "search_spots",
            "create_closure",
            json!({ "spot_id": spot, "zone_id": null, "starts_at": null }),
        ),
        ("list_cities", "create_zone", json!({ "city_id": body("/cities/0/id") })),
        ("list_cities", "create_site", json!({ "city_id": body("/cities/0/id") })),
        ("list_zones", "create_spot", json!({ "zone_id": body("/zones/0/id") })),
    ]
}

/// Adds the links to an operation.
pub(super) fn add(operation: &mut Operation) {
    let id = operation.operation_id.clone().unwrap_or_default();
    for (_, member, targets) in LEADS.iter().filter(|(from, ..)| *from == id) {
        for target in *targets {
            let link = LinkBuilder::new().operation_id(*target).parameter("id", body(member));
            lead(operation, target, &link.build());
        }
    }
    for (_, target, body) in feeds().into_iter().filter(|(from, ..)| *from == id) {
        lead(
            operation,
            target,
            &LinkBuilder::new().operation_id(target).request_body(Some(body)).build(),
        );
    }
}

/// Returns a runtime expression (OpenAPI 3.1, section 4.8.20.3).
fn body(member: &str) -> String {
    format!("$response.body#{member}")
}

fn lead(operation: &mut Operation, target: &str, link: &Link) {
    let responses =
        operation.responses.responses.iter_mut().filter(|(status, _)| status.starts_with('2'));
    for (_, response) in responses {
        if let RefOr::T(response) = response {
            response.links.insert(target.to_owned(), link.clone().into());
        }
    }
}
