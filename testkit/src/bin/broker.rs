//! Measures RabbitMQ alone for `cargo xtask bench jobs`: messages like those of jobs are published
//! with confirms and consumed with acks.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement, not a service")]

use std::time::Instant;

use futures_util::{StreamExt, future::join_all};
use lapin::{
    options::{BasicAckOptions, BasicConsumeOptions, BasicQosOptions},
    types::FieldTable,
};
use shared::platform::{
    amqp::{self, Amqp, topology},
    config::amqp::Settings,
    domain::ids::JobId,
};

/// `broker AMQP_URL MESSAGES WINDOW PREFETCH`: prints the rates of publishing and of consuming, per
/// second; both run at the same time.
#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, url, messages, window, prefetch] = arguments.as_slice() else {
        panic!("broker AMQP_URL MESSAGES WINDOW PREFETCH")
    };
    let (messages, window): (u32, u32) = (messages.parse().unwrap(), window.parse().unwrap());
    let settings = Settings { url: url.as_str().into(), prefix: "ceiling".to_owned() };
    let publisher = Amqp::new(settings.clone(), "ceiling");
    publisher.ping().await.unwrap();

    let begin = Instant::now();
    let consuming = tokio::spawn(consume(settings, messages, prefetch.parse().unwrap()));
    let mut left = messages;
    while left > 0 {
        let count = window.min(left);
        let confirms = (0..count).map(|_| publisher.publish(JobId::new(), "reservation.end"));
        join_all(confirms).await.into_iter().collect::<Result<Vec<_>, _>>().unwrap();
        left -= count;
    }
    let published = begin.elapsed().as_secs_f64();
    consuming.await.unwrap();
    let consumed = begin.elapsed().as_secs_f64();
    println!("{:.0} {:.0}", f64::from(messages) / published, f64::from(messages) / consumed);
}

async fn consume(settings: Settings, messages: u32, prefetch: u16) {
    let connection = amqp::connect(&settings, "ceiling").await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    channel.basic_qos(prefetch, BasicQosOptions::default()).await.unwrap();
    let queue = topology::jobs_queue(&settings.prefix);
    let options = BasicConsumeOptions::default();
    let mut deliveries = channel
        .basic_consume(queue.into(), "ceiling".into(), options, FieldTable::default())
        .await
        .unwrap();
    for _ in 0..messages {
        let delivery = deliveries.next().await.unwrap().unwrap();
        delivery.acker.ack(BasicAckOptions::default()).await.unwrap();
    }
    connection.close(200, "bye".into()).await.unwrap();
}
