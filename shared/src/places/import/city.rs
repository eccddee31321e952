//! The city of an import: an existing one, or a new one.

use chrono_tz::Tz;
use diesel::PgConnection;
use unicode_normalization::UnicodeNormalization;

use super::{CityRecord, ImportError, upsert::upsert_city};
use crate::{
    places::{
        domain::time_zone::parse_time_zone,
        models::city::{City, is_time_zone_known},
    },
    platform::domain::{
        money::Currency,
        text::{TextError, TextRule},
    },
};

/// The city that a file is imported to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportCity {
    pub name: String,
    /// Short name; made from the name if absent.
    pub slug: Option<String>,
    /// Required for a new city.
    pub time_zone: Option<Tz>,
    /// Required for a new city.
    pub currency: Option<Currency>,
}

/// The city of a file's times and amounts, as the file states it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CityStatement {
    /// Name of the file, such as `zones`.
    pub file: &'static str,
    /// IANA name.
    pub time_zone: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
}

impl CityStatement {
    pub fn time_zone(&self) -> Option<Tz> {
        self.time_zone.as_deref().and_then(parse_time_zone)
    }

    pub fn currency(&self) -> Option<Currency> {
        self.currency.as_deref().and_then(|code| code.parse().ok())
    }

    /// # Errors
    /// When the stated time zone or currency is unknown, or is not that of the city.
    pub fn check(&self, city: &City) -> Result<(), ImportError> {
        let (zone, currency) = (city.time_zone, city.currency);
        let (what, stated, own) = match (&self.time_zone, &self.currency) {
            (Some(text), _) if self.time_zone() != Some(zone) => ("time zone", text, zone.name()),
            (_, Some(text)) if self.currency() != Some(currency) => {
                ("currency", text, currency.code())
            }
            _ => return Ok(()),
        };
        let (file, city) = (self.file, &city.name);
        Err(ImportError::City(format!(
            "the {what} of the {file} is {stated:?}, and that of the city {city:?} is {own}"
        )))
    }
}

impl ImportCity {
    /// Returns the city with this time zone and currency, unless it has others.
    fn or(self, time_zone: Option<Tz>, currency: Option<Currency>) -> Self {
        let time_zone = self.time_zone.or(time_zone);
        let currency = self.currency.or(currency);
        Self { time_zone, currency, ..self }
    }

    /// Finds the city by its short name or its name, or creates it. A missing value is taken
    /// from the files. Requires a transaction.
    ///
    /// # Errors
    /// When the city has another time zone or currency than stated here or in a file, or a new one
    /// lacks something.
    pub fn find_or_create(
        &self,
        conn: &mut PgConnection,
        files: &[CityStatement],
    ) -> Result<City, ImportError> {
        let given = files
            .iter()
            .fold(self.clone(), |city, file| city.or(file.time_zone(), file.currency()));
        let city = given.find_or_create_given(conn)?;
        files.iter().try_for_each(|file| file.check(&city))?;
        Ok(city)
    }

    fn find_or_create_given(&self, conn: &mut PgConnection) -> Result<City, ImportError> {
        let name = TextRule::NAME.check(&self.name).map_err(|error: TextError| {
            ImportError::City(format!("the name of the city {}", error.message()))
        })?;
        let slug = self.slug.clone().unwrap_or_else(|| slug_of(&name));
        let cities = City::all(conn)?;
        let by_slug = cities.iter().find(|city| city.slug == slug);
        let known = by_slug
            .or_else(|| cities.iter().find(|city| city.name.to_lowercase() == name.to_lowercase()));
        match known {
            Some(city) => self.check(city).map(|()| city.clone()),
            None => self.create(conn, &slug, &name),
        }
    }

    fn check(&self, city: &City) -> Result<(), ImportError> {
        let (zone, currency) = (city.time_zone, city.currency);
        let other = match (self.time_zone, self.currency) {
            (Some(other), _) if other != zone => {
                format!("time zone {}, not {}", zone.name(), other.name())
            }
            (_, Some(other)) if other != currency => {
                format!("currency {}, not {}", currency.code(), other.code())
            }
            _ => return Ok(()),
        };
        Err(ImportError::City(format!("the city {:?} has the {other}", city.name)))
    }

    fn create(&self, conn: &mut PgConnection, slug: &str, name: &str) -> Result<City, ImportError> {
        let (Some(zone), Some(currency)) = (self.time_zone, self.currency) else {
            return Err(ImportError::City(format!(
                "there is no city {name:?}; give its time zone and its currency to create it"
            )));
        };
        if slug.is_empty() {
            return Err(ImportError::City(format!(
                "no short name follows from {name:?}; create the city in the console"
            )));
        }
        if !is_time_zone_known(conn, zone.name())? {
            let zone = zone.name();
            return Err(ImportError::City(format!("the database has no time zone {zone}")));
        }
        let city = CityRecord { slug, name, time_zone: zone.name(), currency: currency.code() };
        let id = upsert_city(conn, city)?;
        Ok(City::find(conn, id)?)
    }
}

/// Returns the words of a name in lower-case letters without accents, divided by `-`.
fn slug_of(name: &str) -> String {
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let plain: String = name.nfkd().filter(|c| !is_accent(c)).collect();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    slug.chars().take(60).collect::<String>().trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_words() {
        for (name, slug) in [
            ("San Francisco", "san-francisco"),
            ("S\u{e3}o Paulo (centro)", "sao-paulo-centro"),
            ("Minneapolis\u{2013}St. Paul", "minneapolis-st-paul"),
            ("\u{6771}\u{4eac}", ""),
        ] {
            assert_eq!(slug_of(name), slug);
        }
    }
}
