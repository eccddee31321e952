//! Saved cards of users.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::platform::{
    db::schema::cards,
    domain::ids::{CardId, UserId},
};

/// A saved card: the details that may be displayed, and its id at Stripe.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cards, check_for_backend(diesel::pg::Pg))]
pub struct Card {
    pub id: CardId,
    pub user_id: UserId,
    pub stripe_payment_method_id: String,
    /// For example `visa`.
    pub brand: String,
    pub last4: String,
    /// 1 to 12.
    pub exp_month: i32,
    pub exp_year: i32,
    /// `true` for the card that is used when a request names none.
    pub is_default: bool,
}

impl Card {
    /// Returns the user's cards, the default first, then the newest.
    pub fn of_user(conn: &mut PgConnection, user_id: UserId) -> QueryResult<Vec<Self>> {
        let kept = cards::table.filter(cards::user_id.eq(user_id).and(cards::removed_at.is_null()));
        kept.order((cards::is_default.desc(), cards::id.desc()))
            .select(Self::as_select())
            .load(conn)
    }

    pub fn find(conn: &mut PgConnection, user_id: UserId, id: CardId) -> QueryResult<Self> {
        let kept = cards::table
            .find(id)
            .filter(cards::user_id.eq(user_id).and(cards::removed_at.is_null()));
        kept.select(Self::as_select()).first(conn)
    }

    /// Saves a card. A card that is saved already is unchanged; one that was removed is restored.
    /// The first card becomes the default.
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

    /// Makes this the only default card.
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

    /// Removes the card; the newest of the others becomes the default in its place.
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

/// Deletes every card of a user, including those that were removed before. Returns their ids at
/// Stripe.
pub fn erase_all(conn: &mut PgConnection, user_id: UserId) -> QueryResult<Vec<String>> {
    diesel::delete(cards::table.filter(cards::user_id.eq(user_id)))
        .returning(cards::stripe_payment_method_id)
        .get_results(conn)
}
