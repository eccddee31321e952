//! Reservations: create, list, show, update, delete.

mod delete;
mod list;
mod reserve;
mod show;
mod update;

pub(super) use delete::*;
pub(super) use list::*;
pub(super) use reserve::*;
pub(super) use show::*;
pub(super) use update::*;
