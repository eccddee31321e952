//! RabbitMQ: connection, queues, and publishing with publisher confirms. A message carries only the
//! id of a job row.

pub mod topology;

use std::{sync::Arc, time::Duration};

use lapin::{
    BasicProperties, Channel, Confirmation, Connection, ConnectionProperties,
    options::{BasicPublishOptions, ConfirmSelectOptions},
    types::{AMQPValue, FieldTable},
};
use secrecy::ExposeSecret;
use tokio::{sync::Mutex, time::timeout};

use super::{config::amqp::Settings, domain::ids::JobId, telemetry::trace};

/// Timeout of each operation: connecting, publishing and counting messages.
const TIMEOUT: Duration = Duration::from_secs(5);

/// AMQP 0-9-1 delivery mode of messages that survive a restart of the broker.
const PERSISTENT: u8 = 2;

#[derive(Debug, thiserror::Error)]
pub enum AmqpError {
    /// RabbitMQ returned an error, or the connection broke.
    #[error("RabbitMQ: {0}")]
    Lapin(#[from] lapin::Error),
    #[error("RabbitMQ did not respond within {} seconds", TIMEOUT.as_secs())]
    Timeout,
    /// The message is unroutable: no queue is bound for it.
    #[error("RabbitMQ returned the message: there is no queue for it")]
    Unroutable,
    /// RabbitMQ rejected the message with a negative acknowledgement.
    #[error("RabbitMQ did not take the message over")]
    NotConfirmed,
}

/// A connection to RabbitMQ that is opened on first use and reopened after it breaks.
#[derive(Clone)]
pub struct Amqp {
    settings: Settings,
    name: &'static str,
    publishing: Arc<Mutex<Option<Publishing>>>,
}

struct Publishing {
    // Dropping the connection closes the channel.
    _connection: Connection,
    channel: Channel,
}

/// Opens a connection with the client-provided name `name`, which RabbitMQ's management tools list.
///
/// # Errors
/// When RabbitMQ cannot be reached within the timeout, or refuses the connection.
pub async fn connect(settings: &Settings, name: &str) -> Result<Connection, AmqpError> {
    let properties = ConnectionProperties::default().with_connection_name(name.into());
    let connecting = Connection::connect(settings.url.expose_secret(), properties);
    Ok(timeout(TIMEOUT, connecting).await.map_err(|_| AmqpError::Timeout)??)
}

impl Amqp {
    /// Prepares a connection for publishing without opening it.
    pub fn new(settings: Settings, name: &'static str) -> Self {
        Self { settings, name, publishing: Arc::default() }
    }

    /// Publishes the id of a job. `Ok` means that RabbitMQ has confirmed the message: it is on
    /// disk, in a queue.
    ///
    /// # Errors
    /// When the message is not confirmed; it may have been delivered nevertheless.
    pub async fn publish(&self, id: JobId, kind: &str) -> Result<(), AmqpError> {
        let channel = self.channel().await?;
        let published = timeout(TIMEOUT, self.confirmed(&channel, id, kind))
            .await
            .unwrap_or(Err(AmqpError::Timeout));
        if published.is_err() {
            self.publishing.lock().await.take();
        }
        published
    }

    /// Checks that RabbitMQ responds.
    ///
    /// # Errors
    /// When RabbitMQ cannot be reached.
    pub async fn ping(&self) -> Result<(), AmqpError> {
        self.channel().await.map(drop)
    }

    /// Returns the number of ready messages in the job queue.
    ///
    /// # Errors
    /// When RabbitMQ does not respond.
    pub async fn ready_messages(&self) -> Result<u32, AmqpError> {
        let channel = self.channel().await?;
        let response =
            timeout(TIMEOUT, topology::ready_messages(&channel, &self.settings.prefix)).await;
        Ok(response.map_err(|_| AmqpError::Timeout)??)
    }

    async fn confirmed(&self, channel: &Channel, id: JobId, kind: &str) -> Result<(), AmqpError> {
        let properties = BasicProperties::default()
            .with_delivery_mode(PERSISTENT)
            .with_message_id(id.to_string().into())
            .with_type(kind.into())
            .with_headers(trace_headers());
        let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
        let queue = topology::jobs_queue(&self.settings.prefix);
        let confirm =
            channel.basic_publish("".into(), queue.into(), options, b"", properties).await?;
        match confirm.await? {
            Confirmation::Ack(None) => Ok(()),
            Confirmation::Ack(Some(_)) | Confirmation::Nack(Some(_)) => Err(AmqpError::Unroutable),
            Confirmation::Nack(None) | Confirmation::NotRequested => Err(AmqpError::NotConfirmed),
        }
    }

    async fn channel(&self) -> Result<Channel, AmqpError> {
        let mut publishing = self.publishing.lock().await;
        if let Some(open) = publishing.as_ref().filter(|open| open.channel.status().connected()) {
            return Ok(open.channel.clone());
        }
        let connection = connect(&self.settings, self.name).await?;
        let opening = async {
            let channel = connection.create_channel().await?;
            topology::declare(&channel, &self.settings.prefix).await?;
            // Without `confirm_select`, RabbitMQ sends no confirms.
            channel.confirm_select(ConfirmSelectOptions::default()).await?;
            Ok::<_, AmqpError>(channel)
        };
        let channel = timeout(TIMEOUT, opening).await.map_err(|_| AmqpError::Timeout)??;
        *publishing = Some(Publishing { _connection: connection, channel: channel.clone() });
        Ok(channel)
    }
}

/// Returns the current trace context as message headers.
fn trace_headers() -> FieldTable {
    let mut headers = FieldTable::default();
    if let Some(traceparent) = trace::current() {
        headers.insert(trace::TRACEPARENT.into(), AMQPValue::LongString(traceparent.into()));
    }
    headers
}

/// Returns the trace context in the headers of a message.
pub fn traceparent(headers: Option<&FieldTable>) -> Option<String> {
    let value = headers?.inner().get(trace::TRACEPARENT)?;
    value.as_long_string().map(ToString::to_string)
}
