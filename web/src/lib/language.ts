/** The language of the app, which stays the same until the page is loaded again. */
import { getStored, isKept, setStored } from "./storage";

/** The default first. */
export const LANGUAGES = ["en", "es", "de", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in itself, for those who read no other. */
export const languageNames: Record<Language, string> = {
  en: "English",
  es: "Español",
  de: "Deutsch",
  fr: "Français",
};

const KEY = "language";
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];

let current: Language = "en";

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}

/** The first tag, such as `de-AT`, in a language of the app. */
export function languageOf(tags: readonly string[]): Language | undefined {
  return tags.map((tag) => tag.toLowerCase().split("-")[0]).find(isLanguage);
}

/** The choice that this browser keeps, else the first of `tags` that the app has, else English. */
export function chooseLanguage(tags: readonly string[]): Language {
  const stored = getStored(KEY);
  return isLanguage(stored) ? stored : (languageOf(tags) ?? "en");
}

export const currentLanguage = (): Language => current;

/** For texts and formats from now on. */
export function setLanguage(language: Language): void {
  current = language;
}

export function applyLanguage(language: Language): void {
  setLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** Keeps the choice and loads the page again. A browser that stores nothing would load it in the old language. */
export function changeLanguage(language: Language): void {
  setStored(KEY, language);
  if (language !== current && isKept(KEY)) location.reload();
}
