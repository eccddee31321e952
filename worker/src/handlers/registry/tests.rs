//! Kinds and payloads of stored jobs.

use serde_json::json;
use shared::platform::{
    domain::ids::{ChargeId, ProofId, RefundId, ReservationId, UserId, VisitId},
    jobs::Job,
};
use uuid::{Uuid, uuid};

use super::*;

const ID: Uuid = uuid!("019abcde-0000-7000-8000-000000000001");
const ABOUT: Uuid = uuid!("019abcde-0000-7000-8000-000000000002");

const ACCOUNT: &str = r#"{"about":"019abcde-0000-7000-8000-000000000002",
    "user_id":"019abcde-0000-7000-8000-000000000001"}"#;
const CHARGE: &str = r#"{"charge_id":"019abcde-0000-7000-8000-000000000001"}"#;
const PROOF: &str = r#"{"proof_id":"019abcde-0000-7000-8000-000000000001"}"#;
const RESERVATION: &str = r#"{"reservation_id":"019abcde-0000-7000-8000-000000000001"}"#;
const REVISION: &str = r#"{"reservation_id":"019abcde-0000-7000-8000-000000000001","revision":3}"#;

/// Every kind, in alphabetical order, with the payload of its sample. Stored jobs have these kinds
/// and payloads: a change requires a migration.
const STORED: [(&str, &str); 37] = [
    ("account_mail.confirm_account", ACCOUNT),
    ("account_mail.known_account", ACCOUNT),
    ("account_mail.password_changed", ACCOUNT),
    ("account_mail.reset_password", ACCOUNT),
    ("card.detach", r#"{"payment_method_id":"pm_1"}"#),
    ("card.release", RESERVATION),
    ("charge.collect", CHARGE),
    ("charge.dun", CHARGE),
    ("charge.record_fee", CHARGE),
    ("charge.write_off", CHARGE),
    ("dispute.sync", r#"{"dispute_id":"dp_1"}"#),
    ("guest_link.send", PROOF),
    ("mail.amendment", REVISION),
    ("mail.cancellation", REVISION),
    ("mail.card_expiring", REVISION),
    ("mail.confirmation", REVISION),
    ("mail.ended", REVISION),
    ("mail.guest_link", REVISION),
    ("mail.hold_expired", REVISION),
    ("mail.hold_placed", REVISION),
    ("mail.payment_overdue", REVISION),
    ("mail.payment_received", REVISION),
    ("mail.payment_reminder", REVISION),
    ("mail.refund", REVISION),
    ("mail.refund_failed", REVISION),
    ("mail.reminder", REVISION),
    ("mail.revocation", REVISION),
    ("mail.visit_running", REVISION),
    ("payment.sync", r#"{"payment_intent_id":"pi_1"}"#),
    ("proof.send", PROOF),
    ("refund.issue", r#"{"refund_id":"019abcde-0000-7000-8000-000000000001"}"#),
    ("refund.sync", r#"{"stripe_refund_id":"re_1"}"#),
    ("reservation.end", REVISION),
    ("reservation.expire_hold", RESERVATION),
    ("reservation.remind", REVISION),
    ("setup_intent.sync", r#"{"setup_intent_id":"seti_1"}"#),
    ("visit.remind", r#"{"visit_id":"019abcde-0000-7000-8000-000000000001"}"#),
];

struct Sample {
    kind: String,
    payload: Value,
    debug: String,
}

fn sample(job: impl Handle) -> Sample {
    let payload = serde_json::to_value(&job).unwrap();
    Sample { kind: job.kind().into_owned(), payload, debug: format!("{job:?}") }
}

/// Returns a sample of every kind, in alphabetical order of the kinds.
fn samples() -> Vec<Sample> {
    let (charge_id, reservation_id) = (ChargeId(ID), ReservationId(ID));
    let of = Revision { reservation_id, revision: 3 };
    let event = AccountEvent { user_id: UserId(ID), about: ABOUT };
    let mut samples = vec![
        sample(SendVerification { proof_id: ProofId(ID) }),
        sample(CollectCharge { charge_id }),
        sample(DetachCard { payment_method_id: "pm_1".to_owned() }),
        sample(DunCharge { charge_id }),
        sample(IssueRefund { refund_id: RefundId(ID) }),
        sample(RecordFee { charge_id }),
        sample(SyncDispute { dispute_id: "dp_1".to_owned() }),
        sample(SyncPayment { payment_intent_id: "pi_1".to_owned() }),
        sample(SyncRefund { stripe_refund_id: "re_1".to_owned() }),
        sample(WriteOffCharge { charge_id }),
        sample(EndReservation(of)),
        sample(ExpireHold { reservation_id }),
        sample(ReleaseCard { reservation_id }),
        sample(Remind(of)),
        sample(SendGuestLink { proof_id: ProofId(ID) }),
        sample(SyncSetupIntent { setup_intent_id: "seti_1".to_owned() }),
        sample(RemindVisit { visit_id: VisitId(ID) }),
    ];
    for &template in AccountMail::ALL {
        samples.push(sample(SendAccountMail { template, event }));
    }
    for &template in MailTemplate::ALL {
        samples.push(sample(SendMail { template, of }));
    }
    samples.sort_by(|one, other| one.kind.cmp(&other.kind));
    samples
}

#[test]
fn registered_kinds_are_stable() {
    let registry = Registry::new();
    let mut kinds: Vec<&str> = registry.0.keys().map(|kind| &**kind).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, STORED.map(|(kind, _)| kind));
}

#[test]
fn payloads_are_stable() {
    let samples = samples();
    assert_eq!(samples.len(), STORED.len());
    for (sample, (kind, payload)) in samples.iter().zip(STORED) {
        assert_eq!(sample.kind, kind);
        assert_eq!(sample.payload, serde_json::from_str::<Value>(payload).unwrap(), "{kind}");
    }
}

#[test]
fn every_job_round_trips() {
    let registry = Registry::new();
    let samples = samples();
    assert_eq!(samples.len(), registry.0.len());
    for Sample { kind, payload, debug } in samples {
        let parsed = registry.parse(&kind, &payload).unwrap();
        assert_eq!(format!("{parsed:?}"), debug);
    }
}

#[test]
fn dedupe_keys_are_stable() {
    let (charge_id, reservation_id) = (ChargeId(ID), ReservationId(ID));
    let of = Revision { reservation_id, revision: 3 };
    let event = AccountEvent { user_id: UserId(ID), about: ABOUT };
    let mail = SendMail { template: MailTemplate::Ended, of };
    let account_mail = SendAccountMail { template: AccountMail::PasswordChanged, event };
    assert_eq!(CollectCharge { charge_id }.dedupe_key(), ID.to_string());
    assert_eq!(EndReservation(of).dedupe_key(), ID.to_string());
    assert_eq!(SyncPayment { payment_intent_id: "pi_1".to_owned() }.dedupe_key(), "pi_1");
    assert_eq!(mail.dedupe_key(), format!("{ID}:3"));
    assert_eq!(account_mail.dedupe_key(), ABOUT.to_string());
}

#[test]
fn only_collection_has_more_attempts() {
    let registry = Registry::new();
    for Sample { kind, payload, .. } in samples() {
        let most = if kind == "charge.collect" { 400 } else { 30 };
        assert_eq!(registry.parse(&kind, &payload).unwrap().max_attempts(), most, "{kind}");
    }
}

#[test]
fn unknown_jobs_are_errors() {
    let registry = Registry::new();
    let error = registry.parse("reservation.paint", &json!({})).unwrap_err();
    assert_eq!(error.to_string(), r#"no job of kind "reservation.paint" with this payload"#);
    assert!(registry.parse("charge.collect", &json!({ "charge_id": 7 })).is_err());
    assert!(registry.parse("mail.poem", &json!({})).is_err());
    assert!(registry.parse("mail.ended", &json!({})).is_err());
    assert!(registry.parse("mail", &json!({})).is_err());
}
