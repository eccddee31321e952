//! The gateway against the simulator: each error class in response to each call.

use std::{collections::HashMap, time::Duration};

use shared::{
    billing::gateway::{
        Call, ChargeOutcome, ErrorClass, Gateway, GatewayError, GatewaySettings, PaymentParameters,
        Reaction, errors::reaction,
    },
    platform::domain::money::{Currency, Money},
};
use stripe_simulator::{Fault, Simulator};
use uuid::Uuid;

use super::FAULTS;

/// Objects of a driver who has parked and paid, and has a partial refund and a disputed payment.
struct Objects {
    customer: String,
    setup_intent: String,
    card: String,
    payment: String,
    refund: String,
    dispute: String,
    demand: PaymentParameters,
}

impl Objects {
    async fn new(simulator: &Simulator, gateway: &Gateway) -> Self {
        let customer = gateway.create_customer("customer", "ann@example.com").await.unwrap();
        let intent = gateway.create_setup_intent("setup", &customer, HashMap::new()).await.unwrap();
        let given = simulator.give_card(&intent.id, "pm_card_visa").unwrap();
        let card = given["payment_method"].as_str().unwrap().to_owned();
        let demand = PaymentParameters {
            customer_id: customer.clone(),
            amount: Money::new(675, Currency::Usd),
            charge_id: Uuid::now_v7(),
            description: "Parking".to_owned(),
        };
        let payment = gateway.create_payment("payment", &demand).await.unwrap().id;
        gateway.collect("collect", &payment, &card).await.unwrap();
        gateway.refund("refund", &payment, 100, Uuid::now_v7()).await.unwrap();
        let refund = simulator.all("refund")[0]["id"].as_str().unwrap().to_owned();
        let disputed = gateway.create_payment("disputed", &demand).await.unwrap().id;
        gateway.collect("collect disputed", &disputed, &card).await.unwrap();
        let dispute = simulator.dispute(&disputed).unwrap()["id"].as_str().unwrap().to_owned();
        Self { customer, setup_intent: intent.id, card, payment, refund, dispute, demand }
    }

    /// Makes the call; returns the outcome if the call has several.
    async fn make(
        &self,
        gateway: &Gateway,
        call: Call,
        key: &str,
    ) -> Result<Option<ChargeOutcome>, GatewayError> {
        let none = |()| None;
        match call {
            Call::CreateCustomer => {
                gateway.create_customer(key, "bob@example.com").await.map(drop).map(none)
            }
            Call::CreateSetupIntent => gateway
                .create_setup_intent(key, &self.customer, HashMap::new())
                .await
                .map(drop)
                .map(none),
            Call::RetrieveSetupIntent => {
                gateway.retrieve_setup_intent(&self.setup_intent).await.map(drop).map(none)
            }
            Call::ConfirmSetupIntent => gateway
                .confirm_setup_intent(&self.setup_intent, &self.card)
                .await
                .map(drop)
                .map(none),
            Call::CancelSetupIntent => {
                gateway.cancel_setup_intent(&self.setup_intent).await.map(drop).map(none)
            }
            Call::RetrieveCard => gateway.retrieve_card(&self.card).await.map(drop).map(none),
            Call::DetachCard => gateway.detach_payment_method(&self.card).await.map(none),
            Call::CreatePayment => {
                gateway.create_payment(key, &self.demand).await.map(drop).map(none)
            }
            Call::UpdatePayment => {
                gateway.set_customer(&self.payment, &self.customer).await.map(drop).map(none)
            }
            Call::CollectPayment => gateway.collect(key, &self.payment, &self.card).await.map(Some),
            Call::RetrievePayment => {
                gateway.retrieve_payment(&self.payment).await.map(drop).map(none)
            }
            Call::FindPayment => gateway
                .find_payment(self.demand.charge_id, &self.customer)
                .await
                .map(drop)
                .map(none),
            Call::CreateRefund => {
                gateway.refund(key, &self.payment, 1, Uuid::now_v7()).await.map(drop).map(none)
            }
            Call::FindRefund => {
                gateway.find_refund(&self.payment, Uuid::nil()).await.map(drop).map(none)
            }
            Call::RetrieveRefund => gateway.retrieve_refund(&self.refund).await.map(drop).map(none),
            Call::RetrieveDispute => {
                gateway.retrieve_dispute(&self.dispute).await.map(drop).map(none)
            }
            Call::List => {
                gateway.list("2020-01-01T00:00:00Z".parse().unwrap()).await.map(drop).map(none)
            }
        }
    }
}

fn path(call: Call) -> &'static str {
    match call {
        Call::CreateCustomer => "/v1/customers",
        Call::CreateSetupIntent => "/v1/setup_intents",
        Call::RetrieveSetupIntent => "GET /v1/setup_intents/",
        Call::ConfirmSetupIntent => "/v1/setup_intents/*/confirm",
        Call::CancelSetupIntent => "/v1/setup_intents/*/cancel",
        Call::RetrieveCard => "GET /v1/payment_methods/",
        Call::DetachCard => "/v1/payment_methods/*/detach",
        Call::CreatePayment => "/v1/payment_intents",
        Call::UpdatePayment => "/v1/payment_intents/",
        Call::CollectPayment => "/v1/payment_intents/*/confirm",
        Call::RetrievePayment => "GET /v1/payment_intents/",
        Call::FindPayment => "GET /v1/payment_intents/search",
        Call::CreateRefund => "/v1/refunds",
        Call::FindRefund => "GET /v1/refunds",
        Call::RetrieveRefund => "GET /v1/refunds/",
        Call::RetrieveDispute => "GET /v1/disputes/",
        Call::List => "GET /v1/payment_intents",
    }
}

/// True if the gateway handles the reaction itself, so that the caller gets an outcome and no
/// error.
fn is_outcome(call: Call, reaction: Reaction) -> bool {
    match reaction {
        Reaction::FailRefund | Reaction::LookUp => true,
        Reaction::ReportDecline
        | Reaction::RequireAction
        | Reaction::AskForCard
        | Reaction::CarryOver => call == Call::CollectPayment,
        Reaction::Absent => matches!(call, Call::DetachCard | Call::FindRefund),
        _ => false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_of_every_call_has_its_class() {
    let simulator = Simulator::start(stripe_simulator::Settings::default()).await.unwrap();
    let settings = GatewaySettings {
        secret_key: simulator.settings().secret_key.clone().into(),
        api_url: simulator.url().parse().unwrap(),
        timeout: Duration::from_secs(2),
    };
    let gateway = Gateway::new(&settings).unwrap();
    let hasty =
        Gateway::new(&GatewaySettings { timeout: Duration::from_millis(250), ..settings }).unwrap();
    let objects = Objects::new(&simulator, &gateway).await;
    for call in Call::ALL.iter().copied() {
        for (class, fault) in FAULTS {
            let cell = format!("{} {}", call.as_str(), class.as_str());
            // These wait for the response to the same call, until they time out.
            let waits = class == ErrorClass::KeyInUse
                && matches!(call, Call::CreateCustomer | Call::CreateSetupIntent);
            let times = if waits { 1_000 } else { 1 };
            simulator.inject(Fault { times, ..Fault::once(fault, path(call)) });
            let gateway = if waits { &hasty } else { &gateway };
            let result = objects.make(gateway, call, &cell).await;
            simulator.clear_faults();
            match result {
                Ok(outcome) => {
                    assert!(is_outcome(call, reaction(call, class)), "{cell}");
                    if call == Call::CollectPayment {
                        assert_eq!(
                            outcome_name(outcome.as_ref()),
                            expected_outcome(class),
                            "{cell}"
                        );
                    }
                }
                Err(error) => {
                    let expected = if waits { ErrorClass::Connection } else { class };
                    assert_eq!((error.call, error.class), (call, expected), "{cell}: {error}");
                    assert!(!is_outcome(call, error.reaction()), "{cell}");
                }
            }
        }
    }
}

fn outcome_name(outcome: Option<&ChargeOutcome>) -> &'static str {
    match outcome {
        Some(ChargeOutcome::Paid(_)) => "paid",
        Some(ChargeOutcome::Declined { code, .. }) if code == "card_unavailable" => {
            "card_unavailable"
        }
        Some(ChargeOutcome::Declined { .. }) => "declined",
        Some(ChargeOutcome::ActionRequired) => "action_required",
        Some(ChargeOutcome::TooSmall) => "too_small",
        None => "none",
    }
}

fn expected_outcome(class: ErrorClass) -> &'static str {
    match class {
        ErrorClass::Card => "declined",
        ErrorClass::ApprovalRequired => "action_required",
        ErrorClass::CardUnavailable => "card_unavailable",
        ErrorClass::AmountTooSmall => "too_small",
        _ => "paid",
    }
}
