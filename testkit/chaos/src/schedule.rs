//! Faults of a run and their times, derived from the seed.

use std::time::Duration;

use rand::{RngExt, rngs::StdRng, seq::SliceRandom};
use services::Shutdown;
use stripe_simulator::FaultKind;

use crate::Plan;

/// Mean time between two faults.
const MEAN_INTERVAL: Duration = Duration::from_millis(700);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    KillApi,
    KillWorker,
    KillRabbitMq,
    WipeRabbitMq,
    KillRedis,
    StopPostgres(Shutdown),
    /// Connections are closed and new ones rejected for a while.
    CutPostgres,
    /// Replies are lost: the client cannot know whether its commit succeeded.
    LosePostgresReplies,
    CutRabbitMq,
    /// Publisher confirms are lost.
    LoseRabbitMqReplies,
    Stripe(FaultKind),
    RejectMail,
    /// The network between the garage and the api is cut.
    GatewayOffline,
}

impl Fault {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::KillApi => "api killed",
            Self::KillWorker => "worker killed",
            Self::KillRabbitMq => "RabbitMQ killed",
            Self::WipeRabbitMq => "RabbitMQ killed and wiped",
            Self::KillRedis => "Redis killed",
            Self::StopPostgres(Shutdown::Fast) => "PostgreSQL stopped (fast)",
            Self::StopPostgres(Shutdown::Immediate) => "PostgreSQL stopped (immediate)",
            Self::CutPostgres => "PostgreSQL connections cut",
            Self::LosePostgresReplies => "PostgreSQL replies lost",
            Self::CutRabbitMq => "RabbitMQ connections cut",
            Self::LoseRabbitMqReplies => "RabbitMQ replies lost",
            Self::Stripe(FaultKind::WebhookTwice) => "webhook delivered twice",
            Self::Stripe(FaultKind::WebhookLost) => "webhook lost",
            Self::Stripe(FaultKind::WebhookLate) => "webhook overtaken",
            Self::Stripe(_) => "Stripe fault",
            Self::RejectMail => "mails rejected",
            Self::GatewayOffline => "gateway offline",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Injection {
    pub(crate) at: Duration,
    pub(crate) fault: Fault,
    /// Index of the api or worker.
    pub(crate) instance: usize,
    pub(crate) lasts: Duration,
    /// Number of Stripe calls or mails.
    pub(crate) times: u32,
    /// Path of Stripe's calls.
    pub(crate) path: &'static str,
}

/// Faults of a round; each round shuffles them.
const ROUND: &[(u8, Fault)] = &[
    (3, Fault::KillApi),
    (4, Fault::KillWorker),
    (1, Fault::KillRabbitMq),
    (1, Fault::WipeRabbitMq),
    (1, Fault::KillRedis),
    (1, Fault::StopPostgres(Shutdown::Fast)),
    (1, Fault::StopPostgres(Shutdown::Immediate)),
    (1, Fault::CutPostgres),
    (2, Fault::LosePostgresReplies),
    (1, Fault::CutRabbitMq),
    (1, Fault::LoseRabbitMqReplies),
    (1, Fault::Stripe(FaultKind::HoldAfter)),
    (1, Fault::Stripe(FaultKind::Hang)),
    (2, Fault::Stripe(FaultKind::DropAfter)),
    (1, Fault::Stripe(FaultKind::DropBefore)),
    (1, Fault::Stripe(FaultKind::Error500)),
    (1, Fault::Stripe(FaultKind::Error500After)),
    (1, Fault::Stripe(FaultKind::RateLimit)),
    (1, Fault::Stripe(FaultKind::Slow)),
    (1, Fault::Stripe(FaultKind::WebhookTwice)),
    (1, Fault::Stripe(FaultKind::WebhookLost)),
    (1, Fault::Stripe(FaultKind::WebhookLate)),
    (2, Fault::RejectMail),
    (3, Fault::GatewayOffline),
];

/// Paths of charges appear most often.
const PATHS: &[&str] = &[
    "/v1/payment_intents",
    "/v1/payment_intents/*/confirm",
    "/v1/payment_intents/*/confirm",
    "/v1/setup_intents",
    "/v1/customers",
    "/v1/refunds",
];

/// The faults of a run, ordered by time. Each fault occurs at least once, however short the run.
pub(crate) fn new(plan: &Plan) -> Vec<Injection> {
    let mut rng = plan.schedule_rng();
    let faults: Vec<Fault> =
        ROUND.iter().flat_map(|(count, fault)| (0..*count).map(|_| *fault)).collect();
    let size = u32::try_from(faults.len()).unwrap_or(u32::MAX);
    let (duration, round) = (plan.duration.as_millis(), (MEAN_INTERVAL * size).as_millis());
    let rounds = u32::try_from((duration + round / 2) / round).unwrap_or(u32::MAX).max(1);
    let step = plan.duration / (rounds * size);
    let (mut schedule, mut at) = (Vec::new(), Duration::ZERO);
    for number in 0..rounds {
        let mut round = faults.clone();
        round.shuffle(&mut rng);
        for fault in round.into_iter().filter(|fault| is_in_round(*fault, number, rounds)) {
            let jitter = step.mul_f64(rng.random_range(0.0..1.0));
            schedule.push(injection(fault, at + jitter, &mut rng));
            at += step;
        }
    }
    schedule
}

/// RabbitMQ takes about ten seconds to restart: in every round it would be down most of the time.
fn is_in_round(fault: Fault, number: u32, rounds: u32) -> bool {
    match fault {
        Fault::KillRabbitMq => number.is_multiple_of(3),
        Fault::WipeRabbitMq => number % 3 == 1 || rounds == 1,
        _ => true,
    }
}

fn injection(fault: Fault, at: Duration, rng: &mut StdRng) -> Injection {
    let path = PATHS.get(rng.random_range(0..PATHS.len())).copied().unwrap_or_default();
    Injection {
        at,
        fault,
        instance: rng.random_range(0..2),
        lasts: Duration::from_millis(rng.random_range(0..1_200)),
        times: rng.random_range(1..=3),
        path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(seed: u64, seconds: u64) -> Plan {
        Plan { seed, reservations: 1, duration: Duration::from_secs(seconds) }
    }

    #[test]
    fn seed_determines_schedule() {
        assert_eq!(new(&plan(7, 60)), new(&plan(7, 60)));
        assert_ne!(new(&plan(7, 60)), new(&plan(8, 60)));
    }

    #[test]
    fn schedule_fits_duration_and_includes_all_faults() {
        for seconds in [1, 15, 120] {
            let schedule = new(&plan(7, seconds));
            let is_scheduled = |fault| schedule.iter().any(|injection| injection.fault == fault);
            assert!(ROUND.iter().all(|(_, fault)| is_scheduled(*fault)), "{seconds} s");
            let end = Duration::from_secs(seconds);
            assert!(schedule.iter().all(|injection| injection.at <= end), "{seconds} s");
        }
    }
}
