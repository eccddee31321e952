//! The queues: one for jobs, and a dead-letter queue.

use lapin::{
    Channel,
    options::QueueDeclareOptions,
    types::{AMQPValue, FieldTable},
};

/// Maximum number of redeliveries of a message before it is dead-lettered.
const DELIVERY_LIMIT: i32 = 5;

pub fn jobs_queue(prefix: &str) -> String {
    format!("{prefix}.jobs")
}

/// Name of the dead-letter queue. A reconciler finds the rows of its messages and
/// requeues their jobs.
pub fn dead_queue(prefix: &str) -> String {
    format!("{prefix}.jobs.dead")
}

/// Declares both queues: quorum, durable, dead-lettered through the default exchange. Idempotent.
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

/// Returns the number of ready messages in the job queue.
///
/// # Errors
/// When the queue does not exist, or the connection breaks.
pub async fn ready_messages(channel: &Channel, prefix: &str) -> lapin::Result<u32> {
    let passive = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::default() };
    Ok(channel
        .queue_declare(jobs_queue(prefix).into(), passive, FieldTable::default())
        .await?
        .message_count())
}
