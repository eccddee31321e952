//! Messages → jobs: one at a time per slot, acknowledged when the outcome is in the database.

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

/// How many jobs are under way at once. Most of their time they wait: for Stripe, for the mail
/// server, for one of the few connections to the database. More would ask Stripe more often than it
/// lets one (100 calls a second), and wait for connections longer than they are let.
const PREFETCH: u16 = 64;
/// How long to rest before RabbitMQ is tried again.
const PAUSE: Duration = Duration::from_secs(1);

/// Takes jobs until `stop` turns true; then finishes those under way, for at most `grace`. A lost
/// connection is made anew.
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
            // Whichever comes first; both lead to the condition above.
            drop(timeout(PAUSE, stop.changed()).await);
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
    // Without an outcome in the database the message must come again; RabbitMQ counts how often.
    let answered = match outcome {
        Ok(()) => delivery.acker.ack(BasicAckOptions::default()).await,
        Err(error) => {
            tracing::warn!(%error, "Could not write the outcome of a job down");
            tokio::time::sleep(PAUSE).await;
            delivery
                .acker
                .nack(BasicNackOptions { requeue: true, ..BasicNackOptions::default() })
                .await
        }
    };
    if let Err(error) = answered {
        tracing::warn!(%error, "Could not answer RabbitMQ; it sends the job again");
    }
}
