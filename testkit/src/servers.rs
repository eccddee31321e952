//! URLs of the servers shared by tests; `cargo xtask test` sets the variables.

pub fn database_url() -> String {
    required("TEST_DATABASE_URL")
}

pub fn amqp_url() -> String {
    required("TEST_AMQP_URL")
}

pub fn redis_url() -> String {
    required("TEST_REDIS_URL")
}

fn required(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: run the tests with `cargo xtask test`"))
}
