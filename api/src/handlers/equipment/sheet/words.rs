//! Texts of sheets in the languages of drivers.

use shared::{equipment::domain::code_kind::CodeKind, platform::domain::language::Language};

/// Returns what a driver does with the code.
pub(super) fn action(kind: CodeKind, language: Language) -> &'static str {
    language.pick(match kind {
        CodeKind::Entrance => {
            ["Scan to enter", "Escanee para entrar", "Zum Einfahren scannen", "Scannez pour entrer"]
        }
        CodeKind::Exit => {
            ["Scan to leave", "Escanee para salir", "Zum Ausfahren scannen", "Scannez pour sortir"]
        }
        CodeKind::Spot => [
            "Scan to park here",
            "Escanee para aparcar aquí",
            "Zum Parken hier scannen",
            "Scannez pour vous garer ici",
        ],
    })
}

/// Returns the sentence above the words of the code.
pub(super) fn typed(page: &str, language: Language) -> String {
    let texts = [
        "Or type these words at {}:",
        "O escriba estas palabras en {}:",
        "Oder geben Sie diese Wörter auf {} ein:",
        "Ou saisissez ces mots sur {}\u{a0}:",
    ];
    language.phrase(texts, &[page])
}

/// Returns the warning of codes by others.
pub(super) fn warning(domain: &str, language: Language) -> String {
    let texts = [
        "Only scan codes that lead to {}",
        "Escanee solo códigos que lleven a {}",
        "Scannen Sie nur Codes, die zu {} führen",
        "Ne scannez que les codes qui mènent à {}",
    ];
    language.phrase(texts, &[domain])
}

/// Returns the description of the code for people who do not see it.
pub(super) fn description(domain: &str, language: Language) -> String {
    let texts = [
        "QR code that leads to {}",
        "Código QR que lleva a {}",
        "QR-Code, der zu {} führt",
        "Code QR qui mène à {}",
    ];
    language.phrase(texts, &[domain])
}
