//! The queues: one for jobs, one for messages that no worker could finish with.

use lapin::{
    Channel,
    options::QueueDeclareOptions,
    types::{AMQPValue, FieldTable},
};

/// How often a message may come back from workers that died over it.
const DELIVERY_LIMIT: i32 = 5;

/// The queue of jobs to be done.
pub fn jobs_queue(prefix: &str) -> String {
    format!("{prefix}.jobs")
}

/// The queue of messages that came back too often. The job rows tell the rest; a reconciler puts
/// them back.
pub fn dead_queue(prefix: &str) -> String {
    format!("{prefix}.jobs.dead")
}

/// Declares both queues: quorum, durable, dead letters by the default exchange. Declaring them
/// again changes nothing.
///
/// # Errors
/// When a queue of that name exists with other properties, or the connection breaks.
pub async fn declare(channel: &Channel, prefix: &str) -> lapin::Result<()> {
    let quorum = || AMQPValue::LongString("quorum".into());
    let (jobs, dead) = (jobs_queue(prefix), dead_queue(prefix));
    let mut arguments = FieldTable::default();
    arguments.insert("x-queue-type".into(), quorum());
    channel
        .queue_declare(dead.as_str().into(), QueueDeclareOptions::durable(), arguments.clone())
        .await?;
    arguments.insert("x-delivery-limit".into(), AMQPValue::LongInt(DELIVERY_LIMIT));
    arguments.insert("x-dead-letter-exchange".into(), AMQPValue::LongString("".into()));
    arguments.insert("x-dead-letter-routing-key".into(), AMQPValue::LongString(dead.into()));
    channel.queue_declare(jobs.into(), QueueDeclareOptions::durable(), arguments).await.map(drop)
}

/// How many messages wait in the queue of jobs.
///
/// # Errors
/// When there is no such queue, or the connection breaks.
pub async fn waiting(channel: &Channel, prefix: &str) -> lapin::Result<u32> {
    let look = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::default() };
    Ok(channel
        .queue_declare(jobs_queue(prefix).into(), look, FieldTable::default())
        .await?
        .message_count())
}
