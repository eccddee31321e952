//! The links of the OpenAPI document, from a response to the next request. They document the
//! sequence of calls, and the fuzzer follows them.

use serde_json::{Value, json};
use utoipa::openapi::{
    RefOr,
    link::{Link, LinkBuilder},
    path::Operation,
};

/// Operations that take the id of a tariff.
const TARIFF: &[&str] = &[
    "show_tariff",
    "rename_tariff",
    "publish_tariff_version",
    "assign_tariff",
    "show_occupancy_policy",
    "set_occupancy_policy",
    "list_tariff_drafts",
    "draft_tariff_version",
    "replay_tariff",
    "show_yield_policy",
    "set_yield_policy",
    "end_yield_policy",
];

/// Operations that take the id of an entry code.
const CODE: &[&str] =
    &["save_code_sheet_svg", "save_code_sheet_pdf", "reissue_code", "revoke_code"];

/// The operation whose response contains an id, the location of the id, and the operations that
/// take it.
const LEADS: &[(&str, &str, &[&str])] = &[
    (
        "list_reservations",
        "/reservations/0/id",
        &[
            "show_reservation",
            "show_receipt",
            "save_receipt",
            "save_calendar",
            "cancel_reservation",
        ],
    ),
    (
        "create_reservation",
        "/reservation/id",
        &[
            "show_reservation",
            "set_up_card",
            "confirm_reservation",
            "quote_extension",
            "create_extension_quote",
            "amend_reservation",
            "end_reservation",
            "cancel_reservation",
            "report_taken",
            "show_reservation_vehicle",
            "choose_reservation_vehicle",
            "save_calendar",
            "share_stay",
            "end_share",
            "show_visit_of_reservation",
            "show_reservation_pass",
            "inspect_reservation",
            "cancel_for_driver",
            "end_for_driver",
            "revoke_reservation",
        ],
    ),
    ("list_vehicles", "/vehicles/0/id", &["change_vehicle", "remove_vehicle"]),
    ("add_vehicle", "/id", &["change_vehicle", "remove_vehicle"]),
    ("list_favorites", "/favorites/0/id", &["remove_favorite"]),
    ("save_favorite", "/id", &["remove_favorite"]),
    ("list_cards", "/cards/0/id", &["make_card_default", "remove_card"]),
    (
        "list_cities",
        "/cities/0/id",
        &[
            "update_city",
            "show_city_terms",
            "set_city_terms",
            "export_spots",
            "show_guard_rails",
            "list_reduced_rate_permits",
            "grant_reduced_rate_permit",
        ],
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
            "show_site_rules",
            "set_site_rules",
            "show_site_counts",
            "recount_site",
            "list_codes",
            "issue_code",
        ],
    ),
    ("create_site", "/id", &["show_site", "update_site", "show_site_terms", "set_site_terms"]),
    ("list_sites_on_map", "/sites/0/id", &["show_site_on_map", "create_site_pass"]),
    ("list_codes", "/codes/0/id", CODE),
    ("issue_code", "/id", CODE),
    ("create_visit", "/id", &["show_visit", "leave_site", "reopen_barrier", "inspect_visit"]),
    ("list_visits", "/visits/0/id", &["show_visit", "leave_site"]),
    (
        "search_visits",
        "/visits/0/id",
        &["inspect_visit", "end_visit_for_driver", "record_departure"],
    ),
    ("list_zones", "/zones/0/id", &["show_zone", "update_zone"]),
    ("list_zones_on_map", "/zones/0/id", &["show_price_history"]),
    ("search_spots", "/spots/0/id", &["show_spot", "update_spot", "retire_spot", "restore_spot"]),
    ("create_spot", "/id", &["show_spot", "update_spot", "retire_spot", "restore_spot"]),
    ("list_closures", "/closures/0/id", &["end_closure"]),
    ("create_closure", "/closure/id", &["end_closure"]),
    ("list_tariffs", "/tariffs/0/id", TARIFF),
    ("create_tariff", "/id", TARIFF),
    ("show_tariff", "/assignments/0/id", &["end_tariff_assignment"]),
    ("assign_tariff", "/id", &["end_tariff_assignment"]),
    ("list_tariff_drafts", "/drafts/0/id", &["publish_tariff_draft", "discard_tariff_draft"]),
    ("draft_tariff_version", "/id", &["publish_tariff_draft", "discard_tariff_draft"]),
    ("list_reduced_rate_permits", "/permits/0/id", &["revoke_reduced_rate_permit"]),
    ("grant_reduced_rate_permit", "/id", &["revoke_reduced_rate_permit"]),
    ("search_reservations", "/reservations/0/id", &["inspect_reservation", "revoke_reservation"]),
    ("search_users", "/users/0/id", &["show_user"]),
    ("list_role_grants", "/role_grants/0/id", &["revoke_role_grant"]),
    ("create_role_grant", "/id", &["revoke_role_grant"]),
    ("list_jobs", "/jobs/0/id", &["show_job", "show_job_result", "requeue_job", "discard_job"]),
    ("list_charges", "/charges/0/id", &["show_charge_history", "create_refund"]),
];

/// A link with members of the next request's body, such as an id.
struct Feed {
    from: &'static str,
    target: &'static str,
    /// The location of the id in the target's path; `None` if it has none.
    id: Option<&'static str>,
    body: Value,
}

impl Feed {
    fn new(from: &'static str, target: &'static str, body: Value) -> Self {
        Self { from, target, id: None, body }
    }

    fn id(self, id: &'static str) -> Self {
        Self { id: Some(id), ..self }
    }
}

fn feeds() -> Vec<Feed> {
    let spot = body("/spots/0/id");
    let hold = json!({
        "spot_id": spot, "duration_seconds": 3_600, "starts_at": null, "ends_at": null,
            "rate_minor_per_hour": null, "card_id": null, "vehicle_id": null, "vehicle": null,
    });
    let quote = json!({
        "spot_id": spot, "duration_seconds": 3_600, "starts_at": null, "ends_at": null,
            "vehicle_class": null, "vehicle_id": null,
    });
    let quoted = json!({
        "spot_id": body("/spot_id"), "quote_id": body("/id"), "duration_seconds": null,
            "starts_at": null, "ends_at": null, "rate_minor_per_hour": null, "card_id": null,
            "vehicle_id": null, "vehicle": null, "total_minor": null,
    });
    let extended = json!({
        "ends_at": body("/ends_at"), "quote_id": body("/id"), "revision": null,
            "rate_minor_per_hour": null, "total_minor": null,
    });
    let closure = json!({ "spot_id": spot, "zone_id": null, "starts_at": null });
    let arrival = |words| {
        json!({
            "words": body(words), "code": null, "nfc": null, "vehicle_id": null, "card_id": null,
                "reservation_id": null, "position": null,
        })
    };
    let look_up = json!({ "words": body("/codes/0/words"), "code": null, "nfc": null });
    let city = json!({ "city_id": body("/cities/0/id") });
    let preview = json!({ "city_id": body("/cities/0/id"), "document": tariff() });
    let version = json!({ "document": tariff(), "effective_from": null });
    vec![
        Feed::new("list_spots", "create_reservation", hold.clone()),
        Feed::new("list_spots", "create_quote", quote),
        Feed::new("create_quote", "create_reservation", quoted),
        Feed::new("create_extension_quote", "amend_reservation", extended).id("/reservation_id"),
        Feed::new("search_spots", "create_reservation", hold),
        Feed::new("search_spots", "create_closure", closure),
        Feed::new("list_cities", "create_zone", city.clone()),
        Feed::new("list_cities", "create_site", city.clone()),
        Feed::new("list_cities", "create_tariff", city),
        Feed::new("list_cities", "preview_tariff", preview),
        Feed::new("list_tariffs", "publish_tariff_version", version.clone()).id("/tariffs/0/id"),
        Feed::new("create_tariff", "publish_tariff_version", version).id("/id"),
        Feed::new("list_codes", "look_up_code", look_up),
        Feed::new("list_codes", "create_visit", arrival("/codes/0/words")),
        Feed::new("issue_code", "create_visit", arrival("/words")),
        Feed::new("list_zones", "create_spot", json!({ "zone_id": body("/zones/0/id") })),
    ]
}

/// Returns a valid document, which random requests never contain.
fn tariff() -> Value {
    json!({
        "currency": "USD", "outside": "free",
        "bands": [{ "from": "08:00", "to": "19:00", "rate_minor_per_hour": 450 }],
        "transitions": {
            "overpayment": "refunded", "follow_through": "split", "prepay": "allowed",
        },
    })
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
    for feed in feeds().into_iter().filter(|feed| feed.from == id) {
        let link = LinkBuilder::new().operation_id(feed.target).request_body(Some(feed.body));
        let link = match feed.id {
            Some(member) => link.parameter("id", body(member)),
            None => link,
        };
        lead(operation, feed.target, &link.build());
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
