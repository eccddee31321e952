use rqrr::PreparedImage;

use super::*;

fn sheet() -> CodeSheet {
    CodeSheet {
        language: Language::English,
        kind: CodeKind::Entrance,
        site: "Garage <45>".to_owned(),
        place: Some("Entrance \"West\"".to_owned()),
        url: format!("https://curbhold.example/go/{}", "A".repeat(114)),
        words: "maple-river-stone".to_owned(),
        domain: "curbhold.example".to_owned(),
        words_page: "curbhold.example/go".to_owned(),
    }
}

fn page(sheet: &CodeSheet) -> Page {
    Page::new(sheet, &Fonts::load().unwrap()).unwrap()
}

#[test]
fn symbol_is_read_by_another_program() {
    let symbol = Symbol::new(&sheet().url).unwrap();
    let (size, scale) = (usize::from(symbol.size), 4);
    let is_dark = |x: usize, y: usize| {
        let in_run = |run: &symbol::Run| {
            let (left, top) = (usize::from(run.x), usize::from(run.y));
            top == y && (left..left + usize::from(run.length)).contains(&x)
        };
        symbol.runs.iter().any(in_run)
    };
    assert!((0..4).all(|y| (0..size).all(|x| !is_dark(x, y) && !is_dark(y, x))), "the margin");
    let gray = |x: usize, y: usize| if is_dark(x / scale, y / scale) { 0 } else { 255 };
    let mut image = PreparedImage::prepare_from_greyscale(size * scale, size * scale, gray);
    let read: Vec<_> = image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    assert_eq!(read, [sheet().url]);
}

#[test]
fn code_is_large_enough() {
    let page = page(&sheet());
    let modules = f32::from(page.symbol.size);
    // Without the margin of 4 modules on each side.
    assert!(layout::CODE * (modules - 8.0) / modules > 90.0, "{modules} modules");
}

#[test]
fn longest_names_stay_on_the_page() {
    for language in Language::ALL.iter().copied() {
        for kind in CodeKind::ALL.iter().copied() {
            let sheet = CodeSheet {
                language,
                kind,
                site: "W".repeat(100),
                place: Some("Wide ".repeat(20)),
                words: "sapphire-mountain-chocolate".to_owned(),
                domain: format!("{}.example:65535", "parking".repeat(5)),
                words_page: format!("{}.example:65535/go", "parking".repeat(5)),
                ..sheet()
            };
            let page = page(&sheet);
            let lines = page.above.iter().chain(&page.below).flat_map(|part| &part.lines);
            for line in lines {
                assert!(line.x >= 15.0 && line.y < layout::PAGE.1 - 5.0, "{line:?}");
            }
        }
    }
}

#[test]
fn svg_escapes_texts_and_has_no_script() {
    let svg = svg::write(&page(&sheet()), Language::English);
    for part in [
        "Garage &lt;45&gt;",
        "Entrance &quot;West&quot;",
        "Scan to enter",
        "maple-river-stone",
        "curbhold.example/go:",
        "Only scan codes that lead to curbhold.example",
        r#"width="210mm""#,
    ] {
        assert!(svg.contains(part), "{part} is missing in {svg}");
    }
    assert!(!svg.contains("script") && !svg.contains("href"), "{svg}");
}

#[test]
fn document_has_a_tagged_page_for_each_sheet() {
    let german = CodeSheet { language: Language::German, kind: CodeKind::Exit, ..sheet() };
    let now = "2030-06-03T13:00:00Z".parse().unwrap();
    let bytes = pdf::write(&[german.clone(), german], &Fonts::load().unwrap(), now).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    assert_eq!(pages.len(), 2);
    let text: String = document.extract_text(&pages).unwrap().split_whitespace().collect();
    for part in ["Garage<45>", "ZumAusfahrenscannen", "maple-river-stone", "curbhold.example/go"] {
        assert_eq!(text.matches(part).count(), 2, "{part} in {text}");
    }
    let alternatives = document.objects.values().filter_map(|object| object.as_dict().ok());
    let alternatives = alternatives.filter(|element| element.get(b"Alt").is_ok());
    assert_eq!(alternatives.count(), 2, "a description of each code");
}
