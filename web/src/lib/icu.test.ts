import { expect, test } from "vitest";
import { formatMessage, parseMessage, type Values } from "./icu";

const format = (text: string, values: Values = {}, language = "en") =>
  formatMessage(parseMessage(text), values, language);

test("message without arguments is its text", () => {
  expect(format("Stripe's test cards, 100 %.")).toBe("Stripe's test cards, 100 %.");
  expect(format("")).toBe("");
});

test("arguments are replaced", () => {
  expect(format("{from} → { to }", { from: "6 Ave", to: 7 })).toBe("6 Ave → 7");
  expect(format("{a}", { a: "{b}" })).toBe("{b}");
});

test("plural has the categories of the language", () => {
  const spots = "{n, plural, =0 {none} one {# spot} other {# spots}}";
  expect([0, 1, 2, 1_500].map((n) => format(spots, { n }))).toEqual(["none", "1 spot", "2 spots", "1500 spots"]);
  const places = "{n, plural, one {# place} many {# de places} other {# places}}";
  expect([0, 1, 2, 1_000_000].map((n) => format(places, { n }, "fr"))).toEqual([
    "0 place",
    "1 place",
    "2 places",
    "1000000 de places",
  ]);
});

test("cases hold arguments, cases and signs", () => {
  const text = "{n, plural, one {{kind, select, car {# car} other {# {kind}}}} other {many #}} #{n}";
  expect(format(text, { n: 1, kind: "car" })).toBe("1 car #1");
  expect(format(text, { n: 1, kind: "van" })).toBe("1 van #1");
  expect(format(text, { n: 3, kind: "van" })).toBe("many 3 #3");
});

test("apostrophes quote signs only", () => {
  expect(format("it''s '{n}' isn't")).toBe("it's {n} isn't");
  expect(format("{n, plural, other {'#' '}' #}}", { n: 2 })).toBe("# } 2");
});

test.each([
  "{",
  "}",
  "{a",
  "{a b}",
  "{n, plural}",
  "{n, plural, one {x}}",
  "{n, date}",
  "a } b",
  "{n, select, other {x}",
])("malformed message %s is refused", (text) => expect(() => parseMessage(text)).toThrow(SyntaxError));

test("missing value is an error", () => {
  expect(() => format("{price}", { prize: 1 })).toThrow('"price"');
});
