//! Search of places by a typed name.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use serde::{Deserialize, Deserializer, de::Error as _};
use shared::{
    Error,
    places::{
        domain::position::Position,
        models::place_search::{self, PlaceSearch},
    },
    platform::config::limits,
};
use utoipa::IntoParams;

use super::place_view::{AddressSearch, PlaceView, Places};
use crate::{
    App,
    extract::{ClientAddress, Limit, Params, non_empty},
    limits::RateLimitScope,
    problem::Problem,
};

/// Maximum length of the text, in characters.
const MAX_CHARS: usize = 100;

/// Distance within which an address repeats one of our own places, in metres.
const SAME_PLACE_M: f64 = 30.0;

/// A name as typed: one line of 1 to [`MAX_CHARS`] characters.
#[derive(Debug, Clone)]
struct PlaceText(String);

impl<'de> Deserialize<'de> for PlaceText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = non_empty(deserializer)?;
        if text.chars().count() > MAX_CHARS || text.chars().any(char::is_control) {
            let message = "out_of_range: must be one line of 1 to 100 characters";
            return Err(D::Error::custom(message));
        }
        Ok(Self(text))
    }
}

/// `lat,lng` in degrees. An empty text counts as absent.
#[derive(Debug, Clone, Copy)]
struct Near(Position);

impl<'de> Deserialize<'de> for Near {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        position(&non_empty(deserializer)?).map(Self).map_err(D::Error::custom)
    }
}

fn position(text: &str) -> Result<Position, &'static str> {
    let parsed = text.split_once(',').and_then(|(lat, lng)| {
        Some(Position { lat: lat.trim().parse().ok()?, lng: lng.trim().parse().ok()? })
    });
    let at = parsed.ok_or("malformed: must be two numbers: lat,lng")?;
    if at.is_on_earth() { Ok(at) } else { Err("out_of_range: must be degrees: lat,lng") }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FindPlaces {
    /// The text as typed up to now, one line of 1 to 100 characters
    #[param(value_type = String, min_length = 1, max_length = 100, example = "w 39 st")]
    q: PlaceText,
    /// `lat,lng` in degrees: the nearest of equally good names come first
    #[param(value_type = Option<String>, example = "40.7543,-73.9884")]
    near: Option<Near>,
    /// 1 to 20, default 8
    #[serde(default)]
    #[param(inline)]
    limit: Limit<8, 20>,
}

/// Find places by name
///
/// Returns the cities, streets, crossings (`5th ave & 42`), sites, zones and spots that match the
/// text, best match first, then nearest. A name matches if it begins with the text or, from three
/// letters, if a word inside it does. References of zones, and labels and references of spots, must
/// begin with the text. Case, marks, ordinals and the usual short forms make no difference. If
/// nothing matches a text of at least four letters, names with wrong letters are found. Addresses
/// and landmarks of the geocoder follow where there are fewer places than `limit`. Cacheable by the
/// client for a minute.
#[utoipa::path(get, path = "/api/v1/places", tag = "spots",
    params(FindPlaces),
    responses((status = 200, body = Places),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_places(
    State(app): State<App>,
    client: ClientAddress,
    Params(query): Params<FindPlaces>,
) -> Result<([(HeaderName, &'static str); 1], Json<Places>), Problem> {
    let search = PlaceSearch {
        text: query.q.0,
        near: query.near.map(|near| near.0),
        limit: usize::try_from(query.limit.0).unwrap_or(usize::MAX),
    };
    let cities = app.places.all(&app.db, app.now()).await?;
    let own = search.clone();
    let found =
        app.db.read(move |conn| Ok::<_, Error>(place_search::find(conn, &own, &cities)?)).await?;
    let mut places = found.into_iter().map(PlaceView::from).collect();
    let addresses = add_addresses(&app, client, &search, &mut places).await;
    let cache = match addresses {
        AddressSearch::On | AddressSearch::Off => "private, max-age=60",
        // The next request may find addresses again.
        AddressSearch::Unavailable => "no-store",
    };
    Ok(([(header::CACHE_CONTROL, cache)], Json(Places { places, addresses })))
}

/// Fills up the list with addresses and landmarks that are not where one of our places is.
async fn add_addresses(
    app: &App,
    client: ClientAddress,
    search: &PlaceSearch,
    places: &mut Vec<PlaceView>,
) -> AddressSearch {
    let Some(geocoder) = &app.geocoder else { return AddressSearch::Off };
    if places.len() >= search.limit {
        return AddressSearch::On;
    }
    if geocoder.is_request(&search.text, search.near) {
        let scopes = [RateLimitScope::Address(client)];
        if app.limits.check(limits::Limit::Geocoder, &scopes).await.is_err() {
            return AddressSearch::Unavailable;
        }
    }
    let found = match geocoder.find(&search.text, search.near, search.limit).await {
        Ok(found) => found,
        Err(error) => {
            tracing::debug!(%error, "Only our own places are found");
            return AddressSearch::Unavailable;
        }
    };
    let own: Vec<Position> = places.iter().map(PlaceView::position).collect();
    let is_own = |at: Position| own.iter().any(|place| place.distance_m(at) <= SAME_PLACE_M);
    for place in found {
        if places.len() < search.limit && !is_own(place.position) {
            places.push(PlaceView::from(place));
        }
    }
    AddressSearch::On
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn position_is_two_numbers_on_earth() {
        assert_eq!(position("40.5, -73.9"), Ok(Position { lat: 40.5, lng: -73.9 }));
        for text in ["", "40.5", "40.5;-73.9", "a,b", "1,2,3"] {
            assert!(position(text).unwrap_err().starts_with("malformed: "), "{text}");
        }
        for text in ["90.1,0", "0,-180.5", "NaN,0", "0,inf"] {
            assert!(position(text).unwrap_err().starts_with("out_of_range: "), "{text}");
        }
    }
}
