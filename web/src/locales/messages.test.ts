import { expect, test } from "vitest";
import { type Part, parseMessage } from "@/lib/icu";
import { LANGUAGES } from "@/lib/language";
import type { Tree } from "@/texts/message";
import { loadMessages } from "./load";

/** Messages by their keys. */
function flat(tree: Tree, path = ""): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[path + name, value]] : [...flat(value, `${path}${name}.`)],
  );
  return new Map(entries);
}

const all = new Map(
  await Promise.all(LANGUAGES.map(async (language) => [language, flat(await loadMessages(language))] as const)),
);
const english = all.get("en") ?? new Map<string, string>();
const others = LANGUAGES.filter((language) => language !== "en");
const messagesIn = (language: (typeof LANGUAGES)[number]) => all.get(language) ?? new Map<string, string>();

/** All arguments of a message, also those in cases. */
function argumentsOf(parts: Part[]): Exclude<Part, string>[] {
  const found = parts.filter((part) => typeof part !== "string");
  return found.flatMap((part) => [part, ...Object.values(part.cases ?? {}).flatMap(argumentsOf)]);
}

/** Without `#`, the number of a plural. */
const namesOf = (text: string) =>
  [...new Set(argumentsOf(parseMessage(text)).map(({ name }) => name))].filter((name) => name !== "#").sort();

test("there are messages", () => expect(english.size).toBeGreaterThan(500));

test.each(others)("messages of %s have the keys of English", (language) => {
  expect([...messagesIn(language).keys()].sort()).toEqual([...english.keys()].sort());
});

test.each(others)("messages of %s have the arguments of English", (language) => {
  const wrong = [...messagesIn(language)].filter(
    ([key, text]) => `${namesOf(text)}` !== `${namesOf(english.get(key) ?? "")}`,
  );
  expect(wrong).toEqual([]);
});

test.each(LANGUAGES)("plurals of %s have its categories", (language) => {
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort().join();
  const plurals = [...messagesIn(language)].flatMap(([key, text]) =>
    argumentsOf(parseMessage(text))
      .filter(({ kind }) => kind === "plural")
      .map(({ cases = {} }) => ({ key, names: Object.keys(cases).filter((name) => !name.startsWith("=")) })),
  );
  expect(plurals.length).toBeGreaterThan(5);
  expect(plurals.filter(({ names }) => names.sort().join() !== categories)).toEqual([]);
});

test.each(others)("cases of a word are the same in %s", (language) => {
  const casesOf = (text = "") =>
    argumentsOf(parseMessage(text)).flatMap(({ kind, cases = {} }) => (kind === "select" ? Object.keys(cases) : []));
  const wrong = [...messagesIn(language)].filter(
    ([key, text]) => `${casesOf(text)}` !== `${casesOf(english.get(key))}`,
  );
  expect(wrong).toEqual([]);
});

/** The words are the same. */
const SAME: Record<string, string[]> = {
  es: ["Total", "Scooter"],
  de: ["System", "Live", "Details", "Link"],
  fr: ["Total", "Scooter", "{tariff}, version {number}", "Accessible", "Destination", "Suggestions", "Contact"],
};

test.each(others)("no message of %s is left in English", (language) => {
  const known = [...(SAME[language] ?? []), "CSV", "PDF", "{count} s", "{count} min", "{count} h", "{minutes} min"];
  const left = [...messagesIn(language)].filter(([key, text]) => {
    const words = text.replace(/\{\w+\}/g, "").replace(/^\s*\/ h$/, "");
    return text === english.get(key) && /\p{L}/u.test(words) && !known.includes(text);
  });
  expect(left).toEqual([]);
});

test.each(LANGUAGES)("texts of %s keep the blanks at their ends", (language) => {
  const edges = (text: string) => [/^\s/.test(text), /\s$/.test(text)].join();
  const wrong = [...messagesIn(language)].filter(([key, text]) => edges(text) !== edges(english.get(key) ?? ""));
  expect(wrong).toEqual([]);
});
