//! The servers that tests share, as `cargo xtask test` names them in the environment.

/// Where the tests' PostgreSQL is; databases may be created there.
pub fn database_url() -> String {
    required("TEST_DATABASE_URL")
}

/// Where the tests' RabbitMQ is.
pub fn amqp_url() -> String {
    required("TEST_AMQP_URL")
}

/// Where the tests' Redis is.
pub fn redis_url() -> String {
    required("TEST_REDIS_URL")
}

fn required(name: &str) -> String {
    match std::env::var(name) {
        Ok(url) => url,
        Err(_) => panic!("{name} is not set: run the tests with `cargo xtask test`"),
    }
}
