//! The messages of mails in all languages, from Fluent files (<https://projectfluent.org>).

use std::{collections::HashMap, sync::LazyLock};

use anyhow::{Context as _, anyhow};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use minijinja::{AutoEscape, Error, ErrorKind, HtmlEscape, State, Value, value::Kwargs};
use shared::platform::domain::language::Language;

static BUNDLES: LazyLock<HashMap<Language, FluentBundle<FluentResource>>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| (*language, bundle(*language))).collect());

/// Returns the content of the file of a language.
fn file(language: Language) -> &'static str {
    language.pick([
        include_str!("messages/en.ftl"),
        include_str!("messages/es.ftl"),
        include_str!("messages/de.ftl"),
        include_str!("messages/fr.ftl"),
    ])
}

/// Reads the file of a language. Lines with errors are left out; a test finds them.
fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let locale = language.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Marks of direction around values are not displayed by all mail programs.
    bundle.set_use_isolating(false);
    let messages = FluentResource::try_new(file(language).to_owned());
    bundle.add_resource_overriding(messages.unwrap_or_else(|(readable, _)| readable));
    bundle
}

/// Returns a message without values.
///
/// # Errors
/// When there is no such message, which is a bug.
pub(super) fn text(language: Language, id: &str) -> anyhow::Result<String> {
    text_with(language, id, &[])
}

/// Returns a message with values.
///
/// # Errors
/// When there is no such message, or when a value is missing, which is a bug.
pub(super) fn text_with(
    language: Language,
    id: &str,
    values: &[(&str, &str)],
) -> anyhow::Result<String> {
    let values: FluentArgs<'_> = values.iter().copied().collect();
    message(language, id, &values)
}

fn message(language: Language, id: &str, values: &FluentArgs<'_>) -> anyhow::Result<String> {
    let found = BUNDLES.get(&language);
    let found = found.and_then(|bundle| Some((bundle, bundle.get_message(id)?.value()?)));
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
/// When there is no such message, or when a value is missing, undefined or `none`, which is a bug.
pub(super) fn translate(
    language: Language,
    state: &State<'_, '_>,
    id: &str,
    values: Kwargs,
) -> Result<Value, Error> {
    let is_html = *state.auto_escape() == AutoEscape::Html;
    let mut args = FluentArgs::new();
    args.set("part", if is_html { "html" } else { "text" });
    for name in values.args() {
        let value: Value = values.peek(name)?;
        if value.is_undefined() || value.is_none() {
            return Err(Error::new(ErrorKind::UndefinedError, format!("{name} of {id}")));
        }
        args.set(name.to_owned(), argument(&value, is_html));
    }
    let text = message(language, id, &args)
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, format!("{error:#}")))?;
    Ok(if is_html { Value::from_safe_string(text) } else { Value::from(text) })
}

/// Numbers stay numbers, because they decide the plural.
fn argument(value: &Value, is_html: bool) -> FluentValue<'static> {
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

#[cfg(test)]
mod tests;
