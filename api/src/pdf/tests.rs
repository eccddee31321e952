use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};
use proptest::prelude::*;

use super::*;

const COLUMNS: [Column; 2] = [
    Column { heading: "What", share: 0.7, is_amount: false },
    Column { heading: "Amount", share: 0.3, is_amount: true },
];

fn sheet(rows: usize) -> Sheet {
    let row = |number| vec![format!("Row {number}\nsecond line"), format!("${number}.00")];
    Sheet {
        language: Language::English,
        title: "Receipt".to_owned(),
        facts: vec![("Driver", "ann@example.com".to_owned()), ("Place", "Café, €".to_owned())],
        columns: COLUMNS.to_vec(),
        rows: (0..rows).map(row).collect(),
        totals: vec![vec!["Total".to_owned(), "$6.75".to_owned()]],
        notes: vec!["All times are those of New York.".to_owned()],
        written_at: "2030-06-03T13:00:00Z".parse().unwrap(),
    }
}

/// Number of pages and text of a file, as another program reads them. Blanks are left out, because
/// programs differ in them.
fn read(bytes: &[u8]) -> (usize, String) {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let numbers: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&numbers).unwrap();
    (numbers.len(), text.split_whitespace().collect())
}

fn text_of(object: &Object) -> String {
    String::from_utf8_lossy(object.as_str().unwrap()).into_owned()
}

/// The numbers of elements of the structure by their type.
fn elements(document: &lopdf::Document) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for object in document.objects.values() {
        let Ok(element) = object.as_dict() else { continue };
        let is_element = element.get(b"P").is_ok() && element.get(b"K").is_ok();
        if let (true, Ok(kind)) = (is_element, element.get(b"S").and_then(Object::as_name)) {
            *counts.entry(String::from_utf8_lossy(kind).into_owned()).or_default() += 1;
        }
    }
    counts
}

#[test]
fn text_can_be_selected() {
    let (pages, text) = read(&write(&sheet(2)).unwrap());
    assert_eq!(pages, 1);
    for part in ["CURBHOLD", "Receipt", "ann@example.com", "Café,€", "Row1", "secondline", "$6.75"]
    {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[test]
fn document_has_title_language_and_tags() {
    let document = lopdf::Document::load_mem(&write(&sheet(2)).unwrap()).unwrap();
    let catalog: &Dictionary = document.catalog().unwrap();
    assert_eq!(text_of(catalog.get(b"Lang").unwrap()), "en");
    assert!(catalog.get(b"StructTreeRoot").is_ok());
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let info = document.get_dictionary(info).unwrap();
    assert_eq!(text_of(info.get(b"Title").unwrap()), "Receipt");
    let elements = elements(&document);
    let counts = ["Table", "TR", "TH", "TD"].map(|kind| elements.get(kind).copied());
    assert_eq!(counts, [Some(1), Some(4), Some(2), Some(6)], "{elements:?}");
}

#[test]
fn document_states_its_language() {
    let german = Sheet { language: Language::German, ..sheet(100) };
    let bytes = write(&german).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    assert_eq!(text_of(document.catalog().unwrap().get(b"Lang").unwrap()), "de");
    let (pages, text) = read(&bytes);
    assert!(text.contains(&format!("Seite{pages}von{pages}")), "{text}");
}

#[test]
fn long_table_continues_on_further_pages() {
    let bytes = write(&sheet(100)).unwrap();
    let (pages, text) = read(&bytes);
    assert!(pages > 2, "{pages}");
    assert!(text.contains("Row99") && text.contains(&format!("Page{pages}of{pages}")), "{text}");
    assert_eq!(text.matches("WhatAmount").count(), pages, "the head is repeated");
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    assert_eq!(elements(&document).get("TH"), Some(&2), "repetitions are no content");
}

#[test]
fn lines_stay_inside_of_their_column() {
    let fonts = Fonts::load().unwrap();
    let face = fonts.get(face::Weight::Regular);
    let text = format!("A long street {} in a town", "x".repeat(80));
    let lines = face.wrap(&text, 10.0, 100.0);
    assert!(lines.len() > 4 && lines.iter().all(|line| face.width(line, 10.0) <= 100.0));
    assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    assert_eq!(face.wrap("", 10.0, 100.0), [""]);
    assert_eq!(face.wrap("one\ntwo", 10.0, 100.0), ["one", "two"]);
}

#[test]
fn content_stays_on_the_page() {
    let fonts = Fonts::load().unwrap();
    let layout = Layout::new(&sheet(100), &fonts);
    for line in layout.pages.iter().flat_map(|page| &page.lines) {
        assert!((layout::MARGIN..layout::FOOTER).contains(&line.y), "{line:?}");
        let right = line.x + fonts.get(line.style.weight).width(&line.text, line.style.size);
        // The last blank may stand over.
        assert!(right <= layout::MARGIN + layout::WIDTH + 4.0, "{line:?}");
    }
}

#[test]
fn unknown_letters_do_not_prevent_the_file() {
    let facts = vec![("Driver", "用户@例え.テスト \u{feff}\u{0}😀 ?".to_owned())];
    let (pages, text) = read(&write(&Sheet { facts, ..sheet(1) }).unwrap());
    assert_eq!(pages, 1);
    assert!(text.contains("Row0"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_makes_a_file(text in any::<String>()) {
        let sheet = Sheet {
            title: format!("Receipt {text}"),
            facts: vec![("Driver", text.clone())],
            rows: vec![vec![text.clone(), text.clone()]],
            notes: vec![text],
            ..sheet(1)
        };
        prop_assert!(write(&sheet).is_ok());
    }
}
