//! What those who run Curbhold can see of it: metrics, traces, and whether workers are there.

mod collector;
mod metrics;
mod traces;
mod workers;
