//! What goes wrong, and when: drawn from the seed.

use std::time::Duration;

use rand::{RngExt, rngs::StdRng, seq::SliceRandom};
use services::Shutdown;
use stripe_simulator::FaultKind;

use crate::Plan;

/// The mean time from one mischief to the next.
const PACE: Duration = Duration::from_millis(700);

/// Something that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mischief {
    /// SIGKILL to one of the apis.
    KillApi,
    /// SIGKILL to one of the workers.
    KillWorker,
    /// SIGKILL to RabbitMQ; its queues are kept.
    KillRabbitMq,
    /// The same, and its queues are lost.
    WipeRabbitMq,
    /// SIGKILL to Redis, which keeps nothing.
    KillRedis,
    /// PostgreSQL is shut down while everybody is connected.
    StopPostgres(Shutdown),
    /// The connections to PostgreSQL are cut, and new ones refused for a while.
    CutPostgres,
    /// PostgreSQL does what it is told, but its answers are lost: was that a commit?
    MutePostgres,
    /// The connections to RabbitMQ are cut, and new ones refused for a while.
    CutRabbitMq,
    /// RabbitMQ takes what it is given, but its confirms are lost.
    MuteRabbitMq,
    /// Stripe, or the way to it, fails.
    Stripe(FaultKind),
    /// The next mails are refused.
    RefuseMail,
}

impl Mischief {
    /// What the report calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::KillApi => "api killed",
            Self::KillWorker => "worker killed",
            Self::KillRabbitMq => "RabbitMQ killed",
            Self::WipeRabbitMq => "RabbitMQ killed and wiped",
            Self::KillRedis => "Redis killed",
            Self::StopPostgres(Shutdown::Fast) => "PostgreSQL stopped (fast)",
            Self::StopPostgres(Shutdown::Immediate) => "PostgreSQL stopped (immediate)",
            Self::CutPostgres => "PostgreSQL cut off",
            Self::MutePostgres => "PostgreSQL's answers lost",
            Self::CutRabbitMq => "RabbitMQ cut off",
            Self::MuteRabbitMq => "RabbitMQ's answers lost",
            Self::Stripe(FaultKind::WebhookTwice) => "webhook sent twice",
            Self::Stripe(FaultKind::WebhookLost) => "webhook lost",
            Self::Stripe(FaultKind::WebhookLate) => "webhook overtaken",
            Self::Stripe(_) => "fault at Stripe",
            Self::RefuseMail => "mails refused",
        }
    }
}

/// A mischief with its hour.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Act {
    /// How long after the beginning.
    pub(crate) at: Duration,
    pub(crate) mischief: Mischief,
    /// Which of the two, where there are two.
    pub(crate) which: usize,
    /// How long it lasts.
    pub(crate) lasts: Duration,
    /// How often, for faults and refusals.
    pub(crate) times: u32,
    /// Which of Stripe's calls.
    pub(crate) path: &'static str,
}

/// Everything once, or as often as it is listed, in an order drawn anew for each round.
const ROUND: &[Mischief] = &[
    Mischief::KillApi,
    Mischief::KillApi,
    Mischief::KillApi,
    Mischief::KillWorker,
    Mischief::KillWorker,
    Mischief::KillWorker,
    Mischief::KillWorker,
    Mischief::KillRabbitMq,
    Mischief::WipeRabbitMq,
    Mischief::KillRedis,
    Mischief::StopPostgres(Shutdown::Fast),
    Mischief::StopPostgres(Shutdown::Immediate),
    Mischief::CutPostgres,
    Mischief::MutePostgres,
    Mischief::MutePostgres,
    Mischief::CutRabbitMq,
    Mischief::MuteRabbitMq,
    Mischief::Stripe(FaultKind::HoldAfter),
    Mischief::Stripe(FaultKind::Hang),
    Mischief::Stripe(FaultKind::DropAfter),
    Mischief::Stripe(FaultKind::DropAfter),
    Mischief::Stripe(FaultKind::DropBefore),
    Mischief::Stripe(FaultKind::Error500),
    Mischief::Stripe(FaultKind::Error500After),
    Mischief::Stripe(FaultKind::RateLimit),
    Mischief::Stripe(FaultKind::Slow),
    Mischief::Stripe(FaultKind::WebhookTwice),
    Mischief::Stripe(FaultKind::WebhookLost),
    Mischief::Stripe(FaultKind::WebhookLate),
    Mischief::RefuseMail,
    Mischief::RefuseMail,
];

/// Charges are worth the most trouble.
const PATHS: &[&str] = &[
    "/v1/payment_intents",
    "/v1/payment_intents/*/confirm",
    "/v1/payment_intents/*/confirm",
    "/v1/setup_intents",
    "/v1/customers",
    "/v1/refunds",
];

/// What goes wrong in `plan`, in order of time. However short it is, everything happens once.
pub(crate) fn of(plan: &Plan) -> Vec<Act> {
    let mut chance = plan.chance();
    let size = u32::try_from(ROUND.len()).unwrap_or(u32::MAX);
    let (wanted, round) = (plan.duration.as_millis(), (PACE * size).as_millis());
    let rounds = u32::try_from((wanted + round / 2) / round).unwrap_or(u32::MAX).max(1);
    let step = plan.duration / (rounds * size);
    let (mut acts, mut at) = (Vec::new(), Duration::ZERO);
    for number in 0..rounds {
        let mut round = ROUND.to_vec();
        round.shuffle(&mut chance);
        for mischief in round.into_iter().filter(|mischief| is_in_round(*mischief, number, rounds))
        {
            acts.push(act(mischief, at + step.mul_f64(chance.random_range(0.0..1.0)), &mut chance));
            at += step;
        }
    }
    acts
}

/// RabbitMQ takes about ten seconds to come back: in every round it would hardly ever be there.
fn is_in_round(mischief: Mischief, number: u32, rounds: u32) -> bool {
    match mischief {
        Mischief::KillRabbitMq => number.is_multiple_of(3),
        Mischief::WipeRabbitMq => number % 3 == 1 || rounds == 1,
        _ => true,
    }
}

fn act(mischief: Mischief, at: Duration, chance: &mut StdRng) -> Act {
    let path = PATHS.get(chance.random_range(0..PATHS.len())).copied().unwrap_or_default();
    Act {
        at,
        mischief,
        which: chance.random_range(0..2),
        lasts: Duration::from_millis(chance.random_range(0..1_200)),
        times: chance.random_range(1..=3),
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
        assert_eq!(of(&plan(7, 60)), of(&plan(7, 60)));
        assert_ne!(of(&plan(7, 60)), of(&plan(8, 60)));
    }

    #[test]
    fn schedule_fits_duration_and_includes_all_faults() {
        for seconds in [1, 15, 120] {
            let acts = of(&plan(7, seconds));
            assert!(
                ROUND.iter().all(|wanted| acts.iter().any(|act| act.mischief == *wanted)),
                "{seconds} s"
            );
            assert!(acts.iter().all(|act| act.at <= Duration::from_secs(seconds)), "{seconds} s");
        }
    }
}
