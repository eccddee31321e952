//! Free spots in place of one that is taken.

use chrono::{DateTime, Utc};
use shared::{
    Error, Result,
    identity::{
        domain::vehicle::{VehicleChoice, VehicleClass},
        models::vehicle::Vehicle,
    },
    platform::{
        db::PgConnection,
        domain::{
            ids::{QuoteId, SpotId, UserId},
            language::Language,
            owner::Owner,
            period::Period,
        },
    },
    pricing::models::quote::Quote,
    reservations::operations::{HoldSpot, RequestedEnd},
};

use crate::{App, handlers::reservations::spots::alternatives, views::FreeSpotView};

/// The spot, the time and the vehicle of a hold.
pub(super) struct Wanted {
    spot_id: SpotId,
    starts_at: DateTime<Utc>,
    until: RequestedEnd,
    quote_id: Option<QuoteId>,
    user_id: Option<UserId>,
    vehicle: Option<VehicleChoice>,
    language: Language,
}

impl Wanted {
    pub(super) fn of(request: &HoldSpot, now: DateTime<Utc>) -> Self {
        let user_id = match &request.driver {
            Owner::User(id) => Some(*id),
            Owner::Guest(_) => None,
        };
        Self {
            spot_id: request.spot_id,
            starts_at: request.starts_at.unwrap_or(now),
            until: request.until,
            quote_id: request.quote_id,
            user_id,
            vehicle: request.vehicle.clone(),
            language: request.language.unwrap_or_default(),
        }
    }

    /// Returns free spots nearby for the same time and vehicle class; none if they cannot be found.
    pub(super) async fn alternatives(self, app: &App) -> Vec<FreeSpotView<'static>> {
        let (spot_id, language) = (self.spot_id, self.language);
        let read = app.db.read(move |conn| {
            let quote = self.quote_id.map(|id| Quote::find(conn, id)).transpose()?;
            let class = self.class(conn, quote.as_ref())?;
            Ok::<_, Error>((class, self.period(quote.as_ref())))
        });
        match read.await {
            Ok((class, Some(period))) => alternatives(app, spot_id, class, period, language).await,
            Ok((_, None)) => Vec::new(),
            Err(error) => {
                tracing::warn!(%error, "No alternatives");
                Vec::new()
            }
        }
    }

    fn class(&self, conn: &mut PgConnection, quote: Option<&Quote>) -> Result<VehicleClass> {
        let class = match (&self.vehicle, self.user_id, quote) {
            (Some(VehicleChoice::Given(details)), ..) => details.class,
            (Some(VehicleChoice::Saved(id)), Some(user_id), _) => {
                Vehicle::find(conn, user_id, *id)?.details.class
            }
            (_, _, Some(quote)) => quote.vehicle_class,
            _ => VehicleClass::Car,
        };
        Ok(class)
    }

    fn period(&self, quote: Option<&Quote>) -> Option<Period> {
        match self.until {
            RequestedEnd::At(ends_at) => Period::new(self.starts_at, ends_at),
            RequestedEnd::After(length) => Period::new(self.starts_at, self.starts_at + length),
            RequestedEnd::OfQuote => {
                let quoted = quote?.period;
                Period::new(quoted.starts_at().max(self.starts_at), quoted.ends_at())
            }
        }
    }
}
