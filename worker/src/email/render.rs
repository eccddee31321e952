//! Renders the templates of all mails.

use minijinja::{
    Environment, State, UndefinedBehavior, Value, context, syntax::SyntaxConfig, value::Kwargs,
};
use shared::{platform::domain::language::Language, reservations::calendar::CalendarFile};

use super::{messages, plain};

#[derive(Debug, Clone)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Attached to the mail.
    pub calendar: Option<CalendarFile>,
}

macro_rules! templates {
    ($($subject:literal: [$($name:literal),+]),+) => {
        &[$($(
            (concat!($name, "/subject.txt"), include_str!(concat!($subject, "/templates/", $name,
                "/subject.txt.j2"))),
            (concat!($name, "/body.txt"), include_str!(concat!($subject, "/templates/", $name,
                "/body.txt.j2"))),
            (concat!($name, "/body.html"), include_str!(concat!($subject, "/templates/", $name,
                "/body.html.j2"))),
        )+)+
        ("layout.txt", include_str!("templates/layout.txt.j2")),
        ("layout.html", include_str!("templates/layout.html.j2"))]
    };
}

pub(super) const TEMPLATES: &[(&str, &str)] = templates!(
    "identity": ["confirm_account", "known_account", "reset_password", "password_changed"],
    "billing": [
        "ended",
        "payment_overdue",
        "payment_reminder",
        "payment_received",
        "refund",
        "refund_failed",
        "card_expiring"
    ],
    "reservations": [
        "hold_placed",
        "hold_expired",
        "guest_link",
        "confirmation",
        "amendment",
        "cancellation",
        "reminder",
        "visit_running",
        "revocation"
    ]
);

/// Rows of the table of facts: names and values.
pub(super) type Rows = Vec<(String, String)>;

/// Renders subject, text and HTML of a mail.
///
/// # Errors
/// When a template uses an undefined value or an unknown message, which is a bug.
pub(super) fn render_with(
    language: Language,
    template: &str,
    rows: Rows,
    values: Value,
) -> anyhow::Result<Rendered> {
    let value_column = plain::value_column(rows.iter().map(|(name, _)| name.as_str()));
    let values = context! { language => language.as_str(), rows, value_column, ..values };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).build()?);
    environment.add_filter("paragraphs", |text: &str| plain::paragraphs(text));
    environment.add_filter("b", messages::bold);
    environment.add_function("t", move |state: &State<'_, '_>, id: &str, values: Kwargs| {
        messages::translate(language, state, id, values)
    });
    environment.add_function("fact", |name: &str, value: &str, column: usize| {
        plain::fact(name, value, column)
    });
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    let part = |part: &str| -> anyhow::Result<String> {
        Ok(environment.get_template(&format!("{template}/{part}"))?.render(&values)?)
    };
    // A single line, regardless of line breaks in the label of the spot.
    let subject = part("subject.txt")?;
    let subject = plain::words(&subject).collect::<Vec<_>>().join(" ");
    Ok(Rendered { subject, text: part("body.txt")?, html: part("body.html")?, calendar: None })
}
