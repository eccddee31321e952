//! Drafts: the measured occupancy, and their publication.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, connection::SimpleConnection};
use shared::{
    Error, Result,
    analytics::operations::{DraftVersion, draft_version},
    platform::{
        domain::ids::{TariffDraftId, TariffVersionId},
        models::audit::{AuditEntry, AuditFilter},
    },
    pricing::{
        domain::{
            draft_evidence::ZoneEvidence, occupancy_policy::Outcome, posted::AssignmentPlace,
        },
        models::{tariff_draft::TariffDraft, tariff_version::TariffVersion},
        operations::{
            AssignTariff, PublishDraft, create_tariff, discard_draft, publish_draft,
            set_occupancy_policy,
        },
    },
};

use super::{
    POLICY, Street, assign, assign_with, assignment, audit, defect, document, field, may, now,
    opening, publish, stay, summary, tariff,
};

/// Fills spot A on all working days of the week and spot B on three of them: 80 %.
fn fill_working_days(street: &Street, conn: &mut PgConnection) {
    let [a, b] = street.spots;
    // The time before the band does not count.
    stay(conn, a, "completed", (may(6, 5), may(6, 18)));
    for day in 7..=10 {
        stay(conn, a, "completed", (may(day, 8), may(day, 18)));
    }
    for day in 6..=8 {
        stay(conn, b, "confirmed", (may(day, 8), may(day, 18)));
    }
    stay(conn, b, "cancelled", (may(9, 8), may(9, 18)));
}

fn publish_at(
    conn: &mut PgConnection,
    draft_id: TariffDraftId,
    now: DateTime<Utc>,
) -> Result<TariffVersion> {
    let publication = PublishDraft { draft_id, effective_from: None, published_by: None };
    publish_draft(conn, &publication, &audit(), now)
}

#[test]
fn draft_follows_measured_occupancy() {
    let (street, mut conn) = Street::new();
    fill_working_days(&street, &mut conn);
    stay(&mut conn, street.spots[0], "completed", (may(11, 10), may(11, 14)));
    let draft = street.draft(&mut conn, now()).unwrap();
    let evidence = &draft.evidence;
    let bands: Vec<_> = evidence.bands.iter().map(summary).collect();
    assert_eq!(bands, [(80, 100, 325, Outcome::Raised), (4, 24, 175, Outcome::Lowered)]);
    let points: Vec<_> = evidence.bands.iter().map(|band| band.occupancy_basis_points).collect();
    assert_eq!(points, [Some(8_000), Some(1_666)]);
    assert_eq!((evidence.from, evidence.to), (may(6, 0), may(13, 0)));
    assert_eq!((evidence.version, evidence.coverage_percent, evidence.policy), (1, 100, POLICY));
    let zone = ZoneEvidence { zone_id: street.city.zone_id, spots: 2, stays: 9 };
    assert_eq!(evidence.zones, [zone]);
    assert_eq!(draft.document, document(325, 175));
    let found = TariffDraft::of_tariff(&mut conn, street.tariff, 10).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].id, &found[0].evidence), (draft.id, evidence));
}

#[test]
fn occupancy_is_corrected_for_coverage() {
    let (street, mut conn) = Street::new();
    for day in 6..=9 {
        stay(&mut conn, street.spots[0], "completed", (may(day, 8), may(day, 18)));
    }
    for (coverage, outcome) in [
        (100, Outcome::Lowered),
        (50, Outcome::Raised),
        (51, Outcome::Unchanged),
        (29, Outcome::TooLittleCoverage),
    ] {
        set_occupancy_policy(&mut conn, street.tariff, &POLICY, coverage, &audit(), now()).unwrap();
        let draft = street.draft(&mut conn, now()).unwrap();
        assert_eq!(draft.evidence.bands[0].outcome, outcome, "{coverage} %");
    }
}

#[test]
fn closed_and_retired_spots_are_not_available() {
    let (street, mut conn) = Street::new();
    fill_working_days(&street, &mut conn);
    // Zone closed on Friday; B closed on Thursday and Friday, and retired on Saturday.
    let close = |place: &str, period: &str, ended: &str| {
        format!(
            "insert into closures (id, city_id, {place}_id, period, reason, actor, created_at, \
                ended_at) \
             select gen_random_uuid(), city_id, {place}_id, '{period}', 'works', 'test', now(), \
                 {ended} \
             from (select city_id, zone_id, id as spot_id from spots where label = 'B') b;"
        )
    };
    let friday = "[2030-05-10 04:00Z,2030-05-11 04:00Z)";
    let thursday = "[2030-05-09 04:00Z,2030-05-12 04:00Z)";
    conn.batch_execute(&format!(
        "{}{}{} update spots set retired_at = '2030-05-11 04:00Z' where label = 'B'",
        close("zone", friday, "null"),
        close("spot", thursday, "'2030-05-11 04:00Z'"),
        close("zone", "[2030-05-06 04:00Z,2030-05-07 04:00Z)", "'2030-05-05 04:00Z'"),
    ))
    .unwrap();
    let draft = street.draft(&mut conn, now()).unwrap();
    let available: Vec<_> =
        draft.evidence.bands.iter().map(|band| band.available_seconds / 3_600).collect();
    assert_eq!(available, [40 + 30, 12]);
}

#[test]
fn spots_of_nearer_tariffs_are_not_measured() {
    let (street, mut conn) = Street::new();
    fill_working_days(&street, &mut conn);
    let other = tariff(&mut conn, street.city, "Other");
    assign(&mut conn, other, AssignmentPlace::City(street.city.id));
    let band = |conn: &mut PgConnection| {
        let draft = street.draft(conn, now()).unwrap();
        (summary(&draft.evidence.bands[0]), draft.evidence.zones[0].spots)
    };
    assert_eq!(band(&mut conn), ((80, 100, 325, Outcome::Raised), 2), "the zone is nearer");
    let nearer = tariff(&mut conn, street.city, "Nearer");
    assign(&mut conn, nearer, AssignmentPlace::Spot(street.spots[0]));
    assert_eq!(band(&mut conn), ((30, 50, 300, Outcome::Unchanged), 1));
}

#[test]
fn spots_with_a_part_of_the_time_are_measured() {
    let (street, mut conn) = Street::new();
    let [a, b] = street.spots.map(AssignmentPlace::Spot);
    let spots = |conn: &mut PgConnection| {
        street.draft(conn, now()).unwrap().evidence.zones.iter().map(|zone| zone.spots).sum::<i64>()
    };
    let unpublished = create_tariff(&mut conn, street.city.id, "Unpublished", &audit(), opening());
    assign(&mut conn, unpublished.unwrap().id, b);
    assert_eq!(spots(&mut conn), 2, "a tariff without a version does not apply");
    let nearer = tariff(&mut conn, street.city, "Nearer");
    let tomorrow = Some(now() + TimeDelta::days(1));
    assign_with(&mut conn, &AssignTariff { ends_at: tomorrow, ..assignment(nearer, a) });
    assert_eq!(spots(&mut conn), 2, "from tomorrow on, the zone's tariff applies");
    assign_with(&mut conn, &AssignTariff { starts_at: tomorrow, ..assignment(nearer, a) });
    assert_eq!(spots(&mut conn), 1);
}

#[test]
fn first_rate_stays_for_28_days() {
    let (street, mut conn) = Street::new();
    let after = |conn: &mut PgConnection, days| {
        let (now, to) = (opening() + TimeDelta::days(days), opening() + TimeDelta::days(7));
        let new = DraftVersion { tariff_id: street.tariff, from: opening(), to };
        let band = draft_version(conn, &new, &audit(), now).unwrap().evidence.bands[0];
        (band.days_since_change, band.outcome)
    };
    assert_eq!(after(&mut conn, 27), (Some(27), Outcome::TooSoon));
    assert_eq!(after(&mut conn, 28), (Some(28), Outcome::Lowered));
}

#[test]
fn published_draft_is_the_next_version() {
    let (street, mut conn) = Street::new();
    fill_working_days(&street, &mut conn);
    let draft = street.draft(&mut conn, now()).unwrap();
    let version = publish_at(&mut conn, draft.id, now()).unwrap();
    assert_eq!((version.number, version.effective_from), (2, now()));
    assert_eq!(version.document, document(325, 175));
    let first = TariffVersion::of_tariff(&mut conn, street.tariff, 2).unwrap().pop().unwrap();
    assert_eq!((first.base_version_id, version.base_version_id), (None, Some(first.id)));
    let published: Option<TariffVersionId> =
        TariffDraft::find(&mut conn, draft.id).unwrap().published_version_id;
    assert_eq!(published, Some(version.id));
    let again = publish_at(&mut conn, draft.id, now());
    assert_eq!(defect(again), field("draft_id", "published"));
    let discarded = discard_draft(&mut conn, draft.id, &audit(), now());
    assert_eq!(defect(discarded), field("draft_id", "published"));
    let filter = AuditFilter { subject: Some(street.tariff.0), ..AuditFilter::default() };
    let entries = AuditEntry::search(&mut conn, &filter, 2).unwrap();
    let actions: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["tariff.publish_version", "tariff.draft_version"]);
}

#[test]
fn published_rate_stays_for_28_days() {
    let (street, mut conn) = Street::new();
    fill_working_days(&street, &mut conn);
    let draft = street.draft(&mut conn, now()).unwrap();
    publish_at(&mut conn, draft.id, now()).unwrap();
    let after = |conn: &mut PgConnection, days| {
        let draft = street.draft(conn, now() + TimeDelta::days(days)).unwrap();
        let band = draft.evidence.bands[0];
        (band.days_since_change, band.outcome, draft.evidence.has_changes())
    };
    assert_eq!(after(&mut conn, 27), (Some(27), Outcome::TooSoon, false));
    assert_eq!(after(&mut conn, 28), (Some(28), Outcome::Raised, true));
}

#[test]
fn stale_draft_is_not_published() {
    let (street, mut conn) = Street::new();
    fill_working_days(&street, &mut conn);
    let outdated = street.draft(&mut conn, now()).unwrap();
    publish(&mut conn, street.tariff, document(300, 200), now());
    assert_eq!(defect(publish_at(&mut conn, outdated.id, now())), field("draft_id", "outdated"));
    let draft = street.draft(&mut conn, now()).unwrap();
    let discarded = discard_draft(&mut conn, draft.id, &audit(), now()).unwrap();
    assert_eq!(discarded.discarded_at, Some(now()));
    assert_eq!(defect(publish_at(&mut conn, draft.id, now())), field("draft_id", "discarded"));
    let again = discard_draft(&mut conn, draft.id, &audit(), now());
    assert_eq!(defect(again), field("draft_id", "discarded"));
    let unknown = publish_at(&mut conn, TariffDraftId::new(), now());
    assert!(matches!(unknown, Err(Error::NotFound)));
}

#[test]
fn draft_without_changes_is_not_published() {
    let (street, mut conn) = Street::new();
    set_occupancy_policy(&mut conn, street.tariff, &POLICY, 0, &audit(), now()).unwrap();
    let draft = street.draft(&mut conn, now()).unwrap();
    assert!(!draft.evidence.has_changes());
    assert_eq!(draft.document, document(300, 200));
    assert_eq!(draft.evidence.bands[0].occupancy_basis_points, None);
    assert_eq!(defect(publish_at(&mut conn, draft.id, now())), field("draft_id", "unchanged"));
}
