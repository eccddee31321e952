//! The messages of mails in all languages, from Fluent files (<https://projectfluent.org>).

use std::sync::LazyLock;

use anyhow::{Context as _, anyhow};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use minijinja::{AutoEscape, Error, ErrorKind, HtmlEscape, State, Value, value::Kwargs};
use shared::platform::domain::language::Language;

/// The file of each language.
const FILES: [(Language, &str); 4] = [
    (Language::English, include_str!("messages/en.ftl")),
    (Language::Spanish, include_str!("messages/es.ftl")),
    (Language::German, include_str!("messages/de.ftl")),
    (Language::French, include_str!("messages/fr.ftl")),
];

/// Value of `$card` without a card, for which each language has words of its own.
const NO_CARD: &str = "none";

static BUNDLES: LazyLock<Vec<(Language, FluentBundle<FluentResource>)>> = LazyLock::new(|| {
    FILES.iter().map(|(language, file)| (*language, bundle(*language, file))).collect()
});

/// Reads a file. Lines with errors are left out; a test finds them.
fn bundle(language: Language, file: &str) -> FluentBundle<FluentResource> {
    let locale = language.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Marks of direction around values are not displayed by all mail programs.
    bundle.set_use_isolating(false);
    let messages = FluentResource::try_new(file.to_owned());
    bundle.add_resource_overriding(messages.unwrap_or_else(|(readable, _)| readable));
    bundle
}

/// Returns a message without values.
///
/// # Errors
/// When there is no such message, which is a bug.
pub(super) fn text(language: Language, id: &str) -> anyhow::Result<String> {
    text_with(language, id, &FluentArgs::new())
}

/// Returns a message with values.
///
/// # Errors
/// When there is no such message, or when a value is missing, which is a bug.
pub(super) fn text_with(
    language: Language,
    id: &str,
    values: &FluentArgs<'_>,
) -> anyhow::Result<String> {
    let found = BUNDLES.iter().find(|(known, _)| *known == language);
    let found = found.and_then(|(_, bundle)| Some((bundle, bundle.get_message(id)?.value()?)));
    let (bundle, pattern) =
        found.with_context(|| format!("no message {id} in {}", language.as_str()))?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(values), &mut errors).into_owned();
    match errors.first() {
        None => Ok(text),
        Some(error) => Err(anyhow!("message {id} in {}: {error}", language.as_str())),
    }
}

/// The function `t` of templates: a message in the language of the mail. In HTML all values are
/// escaped, except those that are HTML already.
///
/// # Errors
/// When there is no such message, or when a value is missing, which is a bug.
pub(super) fn translate(state: &State<'_, '_>, id: &str, values: Kwargs) -> Result<Value, Error> {
    let language = state.lookup("language").unwrap_or_default();
    let language = language
        .as_str()
        .unwrap_or_default()
        .parse::<Language>()
        .map_err(|error| invalid(&error))?;
    let is_html = *state.auto_escape() == AutoEscape::Html;
    let mut args = FluentArgs::new();
    args.set("part", if is_html { "html" } else { "text" });
    for name in values.args() {
        let value: Value = values.peek(name)?;
        if value.is_undefined() {
            return Err(Error::new(ErrorKind::UndefinedError, format!("{name} of {id}")));
        }
        args.set(name.to_owned(), argument(&value, is_html));
    }
    let text = text_with(language, id, &args).map_err(|error| invalid(&format!("{error:#}")))?;
    Ok(if is_html { Value::from_safe_string(text) } else { Value::from(text) })
}

/// Numbers stay numbers, because they decide the plural.
fn argument(value: &Value, is_html: bool) -> FluentValue<'static> {
    if value.is_none() {
        return FluentValue::from(NO_CARD.to_owned());
    }
    if let (true, Ok(number)) = (value.is_number(), i64::try_from(value.clone())) {
        return FluentValue::from(number);
    }
    let text = value.to_string();
    let is_escaped = !is_html || value.is_safe();
    FluentValue::from(if is_escaped { text } else { HtmlEscape(&text).to_string() })
}

/// The filter `b` of HTML templates: the text in bold.
pub(super) fn bold(text: &str) -> Value {
    Value::from_safe_string(format!("<b>{}</b>", HtmlEscape(text)))
}

fn invalid(reason: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason.to_owned())
}

#[cfg(test)]
mod tests;
