import type { Language } from "@/lib/language";
import { setMessages } from "@/texts/message";
import type { Messages } from "./messages-en";

/** Each language is a chunk of its own. */
const loaders: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import("./messages-en"),
  es: () => import("./messages-es"),
  de: () => import("./messages-de"),
  fr: () => import("./messages-fr"),
};

export async function loadMessages(language: Language): Promise<Messages> {
  return (await loaders[language]()).default;
}

/** Loads the texts that the app shows from now on. */
export async function loadTexts(language: Language): Promise<void> {
  setMessages(await loadMessages(language));
}
