//! Sentences of receipts in the languages of drivers.

use chrono_tz::Tz;
use shared::{
    billing::{domain::charge::ChargeState, models::charge::Charge},
    platform::domain::{language::Language, localized},
    pricing::domain::stay_parts::StayLineKind,
    reservations::models::carried_charge::CarriedStay,
};

use super::Bill;

/// Returns the kind of a line in words; `None` for time at a rate.
pub(super) fn label(kind: StayLineKind, language: Language) -> Option<&'static str> {
    let words = match kind {
        StayLineKind::Rate | StayLineKind::Band => return None,
        StayLineKind::Outside => [
            "Outside of the paid hours",
            "Fuera del horario de pago",
            "Außerhalb der gebührenpflichtigen Zeit",
            "En dehors des heures payantes",
        ],
        StayLineKind::Free => {
            ["Free minutes", "Minutos gratuitos", "Kostenlose Minuten", "Minutes gratuites"]
        }
        StayLineKind::DayCap => {
            ["Cap of the day", "Máximo del día", "Tageshöchstbetrag", "Maximum de la journée"]
        }
        StayLineKind::RollingCap => [
            "Cap of 24 hours",
            "Máximo de 24 horas",
            "Höchstbetrag für 24 Stunden",
            "Maximum de 24 heures",
        ],
        StayLineKind::StayCap => [
            "Cap of the stay",
            "Máximo de la estancia",
            "Höchstbetrag des Parkvorgangs",
            "Maximum du stationnement",
        ],
        StayLineKind::Minimum => ["Minimum", "Mínimo", "Mindestbetrag", "Minimum"],
        StayLineKind::Quoted => {
            ["Price as quoted", "Precio ofrecido", "Preis wie angeboten", "Prix annoncé"]
        }
    };
    Some(language.pick(words))
}

/// Returns the label of the amount of an earlier stay.
pub(super) fn earlier_label(stay: &CarriedStay, zone: Tz, language: Language) -> String {
    let date = localized::date(&stay.starts_at.with_timezone(&zone), language);
    match language {
        Language::English => format!("Carried over from a stay on {date}"),
        Language::Spanish => format!("Trasladado de una estancia del {date}"),
        Language::German => format!("Übertrag vom Parkvorgang am {date}"),
        Language::French => format!("Report d’un stationnement du {date}"),
    }
}

/// Returns why the amount was not, or not yet, paid.
pub(super) fn explanation(charge: &Charge, language: Language) -> Option<&'static str> {
    let words = match charge.state {
        ChargeState::Carried if charge.carried_to.is_some() => [
            "This is less than a card can be charged. It was carried over to a later stay: nothing \
             was charged for this one.",
            "Es menos de lo que se puede cobrar en una tarjeta. Se trasladó a una estancia \
             posterior: por esta no se cobró nada.",
            "Das ist weniger, als von einer Karte abgebucht werden kann. Der Betrag wurde auf \
             einen späteren Parkvorgang übertragen: Für diesen wurde nichts abgebucht.",
            "C’est moins que le minimum débitable sur une carte. Le montant a été reporté sur un \
             stationnement ultérieur\u{a0}: rien n’a été débité pour celui-ci.",
        ],
        ChargeState::Carried => [
            "This is less than a card can be charged. It is carried over to your next stay: \
             nothing was charged.",
            "Es menos de lo que se puede cobrar en una tarjeta. Se traslada a su próxima estancia: \
             no se cobró nada.",
            "Das ist weniger, als von einer Karte abgebucht werden kann. Der Betrag wird auf Ihren \
             nächsten Parkvorgang übertragen: Es wurde nichts abgebucht.",
            "C’est moins que le minimum débitable sur une carte. Le montant est reporté sur votre \
             prochain stationnement\u{a0}: rien n’a été débité.",
        ],
        ChargeState::Waived => [
            "This is less than a card can be charged. It is on us: nothing was charged.",
            "Es menos de lo que se puede cobrar en una tarjeta. Invitamos nosotros: no se cobró \
             nada.",
            "Das ist weniger, als von einer Karte abgebucht werden kann. Wir übernehmen den \
             Betrag: Es wurde nichts abgebucht.",
            "C’est moins que le minimum débitable sur une carte. C’est pour nous\u{a0}: rien n’a \
             été débité.",
        ],
        ChargeState::Zero => [
            "Nothing was charged.",
            "No se cobró nada.",
            "Es wurde nichts abgebucht.",
            "Rien n’a été débité.",
        ],
        ChargeState::Disputed | ChargeState::Lost => [
            "Your bank has taken this payment back.",
            "Su banco ha retirado este pago.",
            "Ihre Bank hat diese Zahlung zurückgebucht.",
            "Votre banque a repris ce paiement.",
        ],
        _ if charge.captured_minor > 0 => return None,
        _ => [
            "This has not been paid yet.",
            "Aún no se ha pagado.",
            "Das ist noch nicht bezahlt.",
            "Ce montant n’a pas encore été payé.",
        ],
    };
    Some(language.pick(words))
}

/// Returns how the price was calculated. `language` is that of the rules in the bill.
pub(super) fn calculation(bill: &Bill, language: Language) -> String {
    let Some(rules) = &bill.rules else {
        let words = language.pick([
            "The time is billed to the second from the confirmation of the reservation or its \
                 booked start, summed and rounded once.",
            "El tiempo se cobra al segundo desde la confirmación de la reserva o desde el \
                 inicio reservado; se suma y se redondea una sola vez.",
            "Die Zeit wird auf die Sekunde abgerechnet, ab der Bestätigung der Reservierung \
                 oder ab dem gebuchten Beginn, summiert und einmal gerundet.",
            "Le temps est facturé à la seconde à partir de la confirmation de la réservation \
                 ou du début réservé, additionné et arrondi une seule fois.",
        ]);
        return words.to_owned();
    };
    let rounded = language.pick([
        "The price is rounded once.",
        "El precio se redondea una sola vez.",
        "Der Preis wird einmal gerundet.",
        "Le prix est arrondi une seule fois.",
    ]);
    format!("{rules} {rounded}")
}
