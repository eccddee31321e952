import { currentLanguage, type Language } from "@/lib/language";
import { addMessages, setMessages } from "@/texts/message";
import type { AllMessages, LaterMessages, Messages } from "./messages-en";

/** Each language is a chunk of its own. */
const loaders: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import("./messages-en"),
  es: () => import("./messages-es"),
  de: () => import("./messages-de"),
  fr: () => import("./messages-fr"),
};

const visitLoaders: Record<Language, () => Promise<{ default: LaterMessages["visits"] }>> = {
  en: () => import("./en/visits.json"),
  es: () => import("./es/visits.json"),
  de: () => import("./de/visits.json"),
  fr: () => import("./fr/visits.json"),
};

/** Of all areas. */
export async function loadMessages(language: Language): Promise<AllMessages> {
  const [first, visits] = await Promise.all([loaders[language](), visitLoaders[language]()]);
  return { ...first.default, visits: visits.default };
}

/** Loads the texts that the app shows from now on, without those of later pages. */
export async function loadTexts(language: Language): Promise<void> {
  setMessages((await loaders[language]()).default);
}

/** Loads the texts of pages about visits, in the app's language. */
export async function loadVisitTexts(): Promise<void> {
  addMessages({ visits: (await visitLoaders[currentLanguage()]()).default });
}
