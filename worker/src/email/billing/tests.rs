//! Words for cards, and for reasons of the bank.

use super::*;

#[test]
fn decline_has_words_in_the_language() {
    let reason = |language, code| decline_reason(language, code, Some("Declined.")).unwrap();
    assert_eq!(reason(Language::English, Some("expired_card")), "Declined.");
    assert_eq!(reason(Language::German, Some("expired_card")), "Ihre Karte ist abgelaufen.");
    assert_eq!(reason(Language::French, Some("lost_card")), "Votre carte a été refusée.");
    assert_eq!(reason(Language::Spanish, None), "Su tarjeta ha sido rechazada.");
    let approval = reason(Language::French, Some("authentication_required"));
    assert_eq!(approval, "Votre banque vous demande d’autoriser le paiement.");
    for language in Language::ALL {
        assert_eq!(decline_reason(*language, None, None).unwrap(), "");
    }
}

#[test]
fn card_is_named_in_the_language() {
    let card = Card { brand: "visa".to_owned(), last4: "4242".to_owned() };
    let text = |language| card.text(language).unwrap();
    assert_eq!(text(Language::English), "Visa ending in 4242");
    assert_eq!(text(Language::German), "Visa mit den Endziffern 4242");
}
