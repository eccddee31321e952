//! stub
use std::time::Duration; use secrecy::SecretString; use url::Url; use uuid::Uuid;
/// x
#[derive(Debug, Clone)] pub struct GatewaySettings { /// x
 pub secret_key: SecretString, /// x
 pub api_url: Url, /// x
 pub timeout: Duration }
/// x
pub struct Charge { /// x
 pub customer_id: String, /// x
 pub payment_method_id: String, /// x
 pub amount_minor: i64, /// x
 pub currency: &'static str, /// x
 pub reservation_id: Uuid, /// x
 pub charge_id: Uuid, /// x
 pub description: String }
/// x
pub struct Card { /// x
 pub brand: String, /// x
 pub last4: String }
/// x
pub enum ChargeOutcome { /// x
 Paid{ /// x
 payment_intent_id: String, /// x
 card: Option<Card>}, /// x
 Declined{/// x
 payment_intent_id: Option<String>, /// x
 code: String, /// x
 decline_code: Option<String>, /// x
 message: String}, /// x
 ActionRequired{/// x
 payment_intent_id: Option<String>} }
