//! Conversion of errors to problem documents.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use shared::{
    Error,
    platform::error::{FieldError, Refused},
};

use super::{FieldProblem, Needs, Problem, ProblemCode, WindowView};

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let detail = error.to_string();
        match error {
            Error::NotFound => Self::new(ProblemCode::NotFound, detail),
            Error::Invalid(errors) => {
                let named: Vec<_> = errors
                    .iter()
                    .map(|error| format!("{} {}", error.field, error.message))
                    .collect();
                Self::new(ProblemCode::InvalidRequest, named.join("; ")).with_errors(errors)
            }
            Error::SpotTaken { .. } => Self::new(ProblemCode::SpotTaken, detail),
            Error::ExtensionBlocked { latest_end } => {
                let until = latest_end.to_rfc3339_opts(SecondsFormat::Secs, true);
                let detail = format!(
                    "the spot is reserved or closed from then on: it is yours until {until} at \
                        the latest"
                );
                Self {
                    latest_end: Some(latest_end),
                    ..Self::new(ProblemCode::ExtensionBlocked, detail)
                }
            }
            Error::SpotClosed { .. } => Self::new(ProblemCode::SpotClosed, detail),
            Error::ReservedAheadLimit { .. } => Self::new(ProblemCode::ReservedAheadLimit, detail),
            Error::NotEligible { .. } => Self::new(ProblemCode::NotEligible, detail),
            Error::TooManyVehicles { .. } => Self::new(ProblemCode::TooManyVehicles, detail),
            Error::TooManyFavorites { .. } => Self::new(ProblemCode::TooManyFavorites, detail),
            Error::VehicleChangeClosed { until } => {
                let until = until.to_rfc3339_opts(SecondsFormat::Secs, true);
                let detail = format!("the vehicle could be changed until {until}");
                Self::new(ProblemCode::VehicleChangeClosed, detail)
            }
            Error::SiteFull { .. } => Self::new(ProblemCode::SiteFull, detail),
            Error::AlreadyInside { visit_id } => Self {
                visit_id: Some(Box::new(visit_id.0)),
                ..Self::new(ProblemCode::AlreadyInside, detail)
            },
            Error::NoOpenVisit => Self::new(ProblemCode::NoOpenVisit, detail),
            Error::ExitRequired => Self::new(ProblemCode::ExitRequired, detail),
            Error::VisitOver => Self::new(ProblemCode::VisitOver, detail),
            Error::PaymentSourceRequired => Self {
                needs: Some(Needs::Card),
                ..Self::new(ProblemCode::PaymentSourceRequired, detail)
            },
            Error::UnknownCode => Self::new(ProblemCode::UnknownCode, detail),
            Error::CodeRevoked => Self::new(ProblemCode::CodeRevoked, detail),
            Error::WrongDirection { is_exit } => {
                let detail = if is_exit {
                    "the code is for leaving: scan the one at the entrance"
                } else {
                    "the code is for entering: scan the one at the exit"
                };
                Self::new(ProblemCode::WrongDirection, detail)
            }
            Error::OtherSite { .. } => Self::new(ProblemCode::OtherSite, detail),
            Error::TooFarAway { .. } => Self::new(ProblemCode::TooFarAway, detail),
            Error::TooEarly { from } => {
                let from = from.to_rfc3339_opts(SecondsFormat::Secs, true);
                Self::new(ProblemCode::TooEarly, format!("it is possible from {from}"))
            }
            Error::ReplayedTag => Self::new(ProblemCode::ReplayedTag, detail),
            Error::SigningUnavailable => Self::new(ProblemCode::SigningUnavailable, detail),
            Error::NoBarrier => Self::new(ProblemCode::NoBarrier, detail),
            Error::CommandExpired => Self::new(ProblemCode::CommandExpired, detail),
            Error::NotSettled(_) => Self::new(ProblemCode::NotSettled, detail),
            Error::JobNotStuck { .. } => Self::new(ProblemCode::JobNotStuck, detail),
            Error::LastAdmin => Self::new(ProblemCode::LastAdmin, detail),
            Error::InvalidChargeTransition { .. } => {
                Self::new(ProblemCode::InvalidTransition, detail)
            }
            Error::PaymentOverdue { .. } => Self::new(
                ProblemCode::PaymentOverdue,
                "pay it first: the way to pay is in your mail",
            ),
            Error::RateChanged { rate } => Self {
                rate: Some(Box::new(rate.into())),
                ..Self::new(ProblemCode::RateChanged, detail)
            },
            Error::PriceChanged { total } => Self {
                total: Some(Box::new(total.into())),
                ..Self::new(ProblemCode::PriceChanged, detail)
            },
            Error::NotAllowedByTariff(refused) => Self::refused(*refused),
            Error::QuoteExpired { .. } => Self::new(ProblemCode::QuoteExpired, detail),
            Error::CardRefused(_) => Self::new(ProblemCode::CardRefused, detail),
            Error::InvalidTransition { from: "revoked", .. } => {
                let hint = "GET …/reseat returns the spot that is offered in its place, if \
                    there is one";
                Self::new(ProblemCode::InvalidTransition, format!("{detail}: {hint}"))
            }
            Error::InvalidTransition { .. } => Self::new(ProblemCode::InvalidTransition, detail),
            Error::TooManyHolds { .. } => Self::new(ProblemCode::TooManyHolds, detail),
            Error::SignInLocked { wait } => {
                Self::new(ProblemCode::SignInLocked, detail).retry_after(wait)
            }
            Error::WaiverLimit { wait, .. } => {
                Self::new(ProblemCode::WaiverLimit, detail).retry_after(wait)
            }
            Error::RateLimited { wait } => {
                Self::new(ProblemCode::RateLimited, detail).retry_after(wait)
            }
            Error::OutsideReportWindow { from, until } => {
                let written =
                    |instant: DateTime<Utc>| instant.to_rfc3339_opts(SecondsFormat::Secs, true);
                let detail = format!(
                    "that the spot is taken can be reported from {} until {}, while the stay is \
                        under way",
                    written(from),
                    written(until)
                );
                let window = Box::new(WindowView { from, until });
                Self {
                    report_window: Some(window),
                    ..Self::new(ProblemCode::OutsideReportWindow, detail)
                }
            }
            Error::HoldExpired => Self::new(ProblemCode::HoldExpired, detail),
            Error::RevisionMismatch { current } => Self {
                current_revision: Some(current),
                ..Self::new(ProblemCode::RevisionMismatch, detail)
            },
            Error::PaymentSourceUnavailable { .. } => {
                Self::new(ProblemCode::PaymentSourceUnavailable, detail)
            }
            Error::CardRequired { rate } => Self {
                rate: Some(Box::new(rate.into())),
                ..Self::new(ProblemCode::CardRequired, detail)
            },
            Error::CardNotReady { .. } => Self::new(ProblemCode::CardNotReady, detail),
            Error::IdempotencyKeyReused => Self::new(ProblemCode::IdempotencyKeyReused, detail),
            Error::WrongCredentials => Self::new(ProblemCode::WrongCredentials, detail),
            Error::AccountRequired => Self::new(ProblemCode::AccountRequired, detail),
            Error::MembersOnly => Self::new(ProblemCode::MembersOnly, detail),
            Error::EmailTaken => Self::new(ProblemCode::EmailTaken, detail),
            Error::EmailUnconfirmed => Self::new(ProblemCode::EmailUnconfirmed, detail),
            Error::HumanCheckRequired => Self::new(ProblemCode::HumanCheckRequired, detail),
            Error::EmailConfirmed => Self::new(ProblemCode::EmailConfirmed, detail),
            Error::WrongCode => Self::new(ProblemCode::WrongCode, detail),
            Error::LinkRequired => Self::new(ProblemCode::LinkRequired, detail),
            Error::PasswordRequired => {
                let field = FieldError::new("password", "required", "must be given with the link");
                Self::new(ProblemCode::PasswordRequired, detail).with_errors(vec![field])
            }
            Error::Unauthenticated => Self::new(ProblemCode::Unauthenticated, detail),
            Error::Unavailable(what) => {
                tracing::warn!(what, "Unavailable");
                Self::new(ProblemCode::Unavailable, detail)
            }
            Error::Internal(what) => {
                tracing::error!(what, "Internal error");
                Self::new(ProblemCode::Internal, "the error was logged; try again")
            }
        }
    }
}

impl Problem {
    fn refused(refused: Refused) -> Self {
        Self {
            reason: Some(refused.code),
            allowed_until: refused.allowed_until,
            allowed_from: refused.allowed_from,
            ..Self::new(ProblemCode::NotAllowedByTariff, refused.text)
        }
    }

    fn retry_after(self, wait: TimeDelta) -> Self {
        // Rounded up, so that clients do not retry too early.
        let seconds =
            u32::try_from(wait.num_milliseconds().saturating_add(999) / 1_000).unwrap_or(u32::MAX);
        Self { retry_after_s: Some(seconds.max(1)), ..self }
    }

    fn with_errors(self, errors: Vec<FieldError>) -> Self {
        Self { errors: errors.into_iter().map(FieldProblem::from).collect(), ..self }
    }
}
