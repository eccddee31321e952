import { expect, test, vi } from "vitest";
import { changeLanguage, chooseLanguage, directionOf, languageOf, setLanguage } from "./language";
import { setStored } from "./storage";

test("browser's first known language counts", () => {
  expect(languageOf(["pt-BR", "de-AT", "fr"])).toBe("de");
  expect(languageOf(["ES-419"])).toBe("es");
  expect([chooseLanguage(["nl", "pl"]), chooseLanguage([])]).toEqual(["en", "en"]);
});

test("stored choice precedes the browser's languages", () => {
  setStored("language", "fr");
  expect(chooseLanguage(["de"])).toBe("fr");
  setStored("language", "tlh");
  expect(chooseLanguage(["de"])).toBe("de");
  setStored("language", undefined);
});

test("page is loaded again in a language that is kept", () => {
  const kept = new Map<string, string>();
  const reload = vi.fn();
  vi.stubGlobal("location", { reload });
  // Nothing is kept.
  changeLanguage("de");
  expect(reload).not.toHaveBeenCalled();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  changeLanguage("de");
  expect(reload).toHaveBeenCalledTimes(1);
  expect(kept.get("curbhold:language")).toBe('"de"');
  setLanguage("de");
  changeLanguage("de");
  expect(reload).toHaveBeenCalledTimes(1);
  setLanguage("en");
  vi.unstubAllGlobals();
});

test("direction is that of the script", () => {
  expect(["en", "de", "ar", "he-IL"].map(directionOf)).toEqual(["ltr", "ltr", "rtl", "rtl"]);
});
