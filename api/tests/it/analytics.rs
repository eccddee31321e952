//! Figures for operators.

mod daily_figures;
mod live_figures;
