//! Cards that users have saved.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::platform::{
    db::schema::cards,
    domain::ids::{CardId, UserId},
};

/// A saved card: what may be shown of it, and how to charge it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cards, check_for_backend(diesel::pg::Pg))]
pub struct Card {
    pub id: CardId,
    pub user_id: UserId,
    /// What Stripe calls it.
    pub stripe_payment_method_id: String,
    /// Such as `visa`.
    pub brand: String,
    /// The last four digits.
    pub last4: String,
    /// Month in which it expires, 1 to 12.
    pub exp_month: i32,
    /// Year in which it does.
    pub exp_year: i32,
    /// Whether it is the one that is used when none is named.
    pub is_default: bool,
}

impl Card {
    /// A user's cards, the default first, then the newest.
    pub fn of_user(conn: &mut PgConnection, user_id: UserId) -> QueryResult<Vec<Self>> {
        let kept = cards::table.filter(cards::user_id.eq(user_id).and(cards::removed_at.is_null()));
        kept.order((cards::is_default.desc(), cards::id.desc()))
            .select(Self::as_select())
            .load(conn)
    }

    /// A card of this user.
    pub fn find(conn: &mut PgConnection, user_id: UserId, id: CardId) -> QueryResult<Self> {
        let kept = cards::table
            .find(id)
            .filter(cards::user_id.eq(user_id).and(cards::removed_at.is_null()));
        kept.select(Self::as_select()).first(conn)
    }

    /// Saves a card; one that is saved already stays as it is, and one that was removed comes back.
    /// The first is the default.
    pub fn insert(
        conn: &mut PgConnection,
        user_id: UserId,
        payment_method_id: &str,
        (brand, last4): (&str, &str),
        (exp_month, exp_year): (i32, i32),
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let is_first = Self::of_user(conn, user_id)?.is_empty();
        diesel::insert_into(cards::table)
            .values((
                cards::id.eq(CardId::new()),
                cards::user_id.eq(user_id),
                cards::stripe_payment_method_id.eq(payment_method_id),
                cards::brand.eq(brand),
                cards::last4.eq(last4),
                cards::exp_month.eq(exp_month),
                cards::exp_year.eq(exp_year),
                cards::is_default.eq(is_first),
                cards::created_at.eq(now),
            ))
            .on_conflict(cards::stripe_payment_method_id)
            .do_update()
            .set(cards::removed_at.eq(None::<DateTime<Utc>>))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Makes this the default, and no other.
    pub fn make_default(&self, conn: &mut PgConnection) -> QueryResult<()> {
        let others = cards::table.filter(
            cards::user_id.eq(self.user_id).and(cards::is_default).and(cards::id.ne(self.id)),
        );
        diesel::update(others).set(cards::is_default.eq(false)).execute(conn)?;
        diesel::update(cards::table.find(self.id))
            .set(cards::is_default.eq(true))
            .execute(conn)
            .map(drop)
    }

    /// Removes it; the newest of the others becomes the default in its place.
    pub fn remove(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
        diesel::update(cards::table.find(self.id))
            .set((cards::is_default.eq(false), cards::removed_at.eq(now)))
            .execute(conn)?;
        match Self::of_user(conn, self.user_id)?.first() {
            Some(next) if self.is_default => next.make_default(conn),
            _ => Ok(()),
        }
    }
}

/// Removes every card of a user, those that were removed before included. Answers with what Stripe
/// calls them.
pub fn erase_all(conn: &mut PgConnection, user_id: UserId) -> QueryResult<Vec<String>> {
    diesel::delete(cards::table.filter(cards::user_id.eq(user_id)))
        .returning(cards::stripe_payment_method_id)
        .get_results(conn)
}
