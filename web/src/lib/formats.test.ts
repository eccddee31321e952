import { afterAll, expect, test } from "vitest";
import { loadTexts } from "@/locales/load";
import { texts } from "@/texts/app";
import { vehicleTexts } from "@/texts/identity";
import { searchTexts } from "@/texts/reservations";
import { formatDistance } from "./geo";
import { type Language, setLanguage } from "./language";
import { formatMoney, formatPrice } from "./money";
import {
  formatCountdown,
  formatDateTime,
  formatDay,
  formatDuration,
  formatMonth,
  formatTime,
  toZonedInput,
} from "./time";

const ZONE = "America/New_York";
const AT = "2026-11-21T19:45:00Z";
const MONEY = { amount_minor: 123_450, currency: "USD" };

/** Blanks that do not break are blanks here. */
const plain = (text: string) => text.replace(/\s/g, " ");

async function use(language: Language): Promise<void> {
  setLanguage(language);
  await loadTexts(language);
}

// Texts of the other tests.
afterAll(() => use("en"));

test("English formats have 12 hours, dollars and feet", () => {
  expect(plain(formatTime(AT, ZONE))).toBe("2:45 PM");
  expect(formatMoney(MONEY)).toBe("$1,234.50");
  expect(formatDistance(76, "imperial")).toBe("250 ft");
});

test("German formats have the city's time and currency", async () => {
  const english = formatPrice(MONEY);
  await use("de");
  expect([formatTime(AT, ZONE), formatDay(AT, ZONE), formatMonth("2026-11")].map(plain)).toEqual([
    "14:45",
    "Sa., 21. Nov.",
    "November 2026",
  ]);
  expect(plain(formatDateTime(AT, ZONE))).toMatch(/^Sa., 21. Nov., 14:45 (GMT-5|EST)$/);
  expect([formatMoney(MONEY), formatPrice(MONEY)].map(plain)).toEqual(["1.234,50 $", "1.234,50 $"]);
  expect(english).toBe("$1,234.50");
  expect([formatDistance(1_430), formatDistance(298, "imperial")].map(plain)).toEqual(["1,4 km", "0,2 mi"]);
});

test("value of an input is the same in any language", async () => {
  await use("fr");
  expect(toZonedInput(Date.parse(AT), ZONE)).toBe("2026-11-21T14:45");
});

test("permit has a date of the language", async () => {
  const vehicle = { class: "car", is_electric: false, disabled_permit_until: "2099-12-31" };
  await use("en");
  expect(vehicleTexts.describe(vehicle)).toBe("Car, disabled permit until Dec 31, 2099");
  await use("de");
  expect(vehicleTexts.describe(vehicle)).toMatch(/31\. Dez\. 2099$/);
});

test("one minute is not about ones", async () => {
  await use("es");
  expect([1, 2].map(searchTexts.walkTime)).toEqual(["1 min a pie", "unos 2 min a pie"]);
  expect([1, 2].map((minutes) => searchTexts.walk("80 m", minutes))).toEqual([
    "80 m · 1 min a pie",
    "80 m · unos 2 min a pie",
  ]);
});

test("name before a value has the colon of the language", async () => {
  await use("fr");
  expect(texts.named("Heure")).toBe("Heure\u00a0:");
  await use("en");
  expect(texts.named("Time")).toBe("Time:");
});

test("durations have the words of the language", async () => {
  await use("es");
  expect([formatDuration(5_400), formatCountdown(2 * 86_400_000 + 3_600_000)]).toEqual(["1 h 30 min", "2 días 1 h"]);
  expect(plain(formatMoney(MONEY))).toBe("1234,50 US$");
});
