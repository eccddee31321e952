//! Messages → jobs: one at a time per slot, acknowledged after the outcome is stored.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use futures_util::StreamExt;
use lapin::{
    message::Delivery,
    options::{
        BasicAckOptions, BasicCancelOptions, BasicConsumeOptions, BasicNackOptions, BasicQosOptions,
    },
    types::FieldTable,
};
use shared::platform::{
    amqp::{self, topology},
    config::amqp::Settings,
    domain::ids::JobId,
};
use tokio::{sync::watch, time::timeout};
use tokio_util::task::TaskTracker;

use crate::{
    Context,
    executor::{Executor, Message},
};

/// Maximum number of concurrent jobs. Jobs mostly wait: for Stripe, for the mail server, or for one
/// of the few database connections. A higher number would exceed Stripe's rate limit (100 calls a
/// second) and the timeout for database connections.
const PREFETCH: u16 = 64;
/// Delay before reconnecting to RabbitMQ.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// Processes jobs until `stop` becomes true; then waits for those in progress, for at most `grace`.
/// Reconnects after a lost connection.
pub async fn consume(
    context: Context,
    settings: Settings,
    mut stop: watch::Receiver<bool>,
    grace: Duration,
) {
    let executor = Arc::new(Executor::new(context));
    while !*stop.borrow() {
        if let Err(error) = consume_until_lost(&executor, &settings, &mut stop, grace).await {
            tracing::warn!(%error, "RabbitMQ is away");
        }
        if !*stop.borrow() {
            // The loop condition handles both outcomes.
            drop(timeout(RETRY_DELAY, stop.changed()).await);
        }
    }
}

async fn consume_until_lost(
    executor: &Arc<Executor>,
    settings: &Settings,
    stop: &mut watch::Receiver<bool>,
    grace: Duration,
) -> anyhow::Result<()> {
    let connection = amqp::connect(settings, "curbhold worker").await?;
    let channel = connection.create_channel().await?;
    topology::declare(&channel, &settings.prefix).await?;
    channel.basic_qos(PREFETCH, BasicQosOptions::default()).await?;
    let queue = topology::jobs_queue(&settings.prefix);
    let options = BasicConsumeOptions::default();
    let mut deliveries = channel
        .basic_consume(queue.into(), "worker".into(), options, FieldTable::default())
        .await?;
    tracing::info!("Waiting for jobs");
    let under_way = TaskTracker::new();
    loop {
        tokio::select! {
            _ = stop.changed() => break,
            delivery = deliveries.next() => {
                let delivery = delivery.context("the channel was closed")??;
                let executor = Arc::clone(executor);
                under_way.spawn(async move { handle(&executor, delivery).await });
            }
        }
    }
    channel.basic_cancel("worker".into(), BasicCancelOptions::default()).await?;
    under_way.close();
    if timeout(grace, under_way.wait()).await.is_err() {
        tracing::warn!(
            left = under_way.len(),
            "Jobs were cut off; RabbitMQ gives them to another worker"
        );
    }
    connection.close(200, "bye".into()).await?;
    Ok(())
}

async fn handle(executor: &Executor, delivery: Delivery) {
    let id = delivery.properties.message_id().as_ref().and_then(|id| id.as_str().parse().ok());
    let outcome = match id {
        Some(id) => {
            let traceparent = amqp::traceparent(delivery.properties.headers().as_ref());
            let message = Message { id: JobId(id), redelivered: delivery.redelivered, traceparent };
            executor.execute(message).await
        }
        None => {
            tracing::error!("A message without the id of a job");
            Ok(())
        }
    };
    // Without a stored outcome the message must be redelivered; RabbitMQ counts the deliveries.
    let acknowledged = match outcome {
        Ok(()) => delivery.acker.ack(BasicAckOptions::default()).await,
        Err(error) => {
            tracing::warn!(%error, "Could not store the outcome of a job");
            tokio::time::sleep(RETRY_DELAY).await;
            delivery
                .acker
                .nack(BasicNackOptions { requeue: true, ..BasicNackOptions::default() })
                .await
        }
    };
    if let Err(error) = acknowledged {
        tracing::warn!(%error, "Could not acknowledge a message; RabbitMQ redelivers it");
    }
}
