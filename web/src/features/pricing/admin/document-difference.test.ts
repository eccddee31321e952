import { expect, test } from "vitest";
import type { Band, TariffDocument } from "../tariff-document";
import { differences } from "./document-difference";
import { daysInWords } from "./document-words";
import { emptyDocument } from "./document-edits";

const week: Band = { days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "19:00", rate_minor_per_hour: 450 };
const evening: Band = { ...week, from: "19:00", to: "22:00", rate_minor_per_hour: 200 };
const document: TariffDocument = { ...emptyDocument("USD"), bands: [week, evening] };

test("days are ranges", () => {
  expect(daysInWords(undefined)).toBe("Every day");
  expect(daysInWords(["sun", "mon", "tue", "wed", "fri"])).toBe("Mon–Wed, Fri, Sun");
  expect(daysInWords(["sat", "sun"])).toBe("Sat, Sun");
});

test("equal documents have no differences", () => {
  expect(differences(document, structuredClone(document))).toEqual([]);
  expect(differences(document, { ...document, bands: [evening, week] })).toEqual([]);
  const everyDay = { ...document, bands: [{ from: "08:00", to: "19:00", rate_minor_per_hour: 450, days: [] }] };
  expect(differences(everyDay, { ...everyDay, bands: [{ ...everyDay.bands[0], days: undefined } as Band] })).toEqual(
    [],
  );
});

test("changed band is compared by value", () => {
  const changed = { ...week, rate_minor_per_hour: 500, max_stay_minutes: 120 };
  expect(differences(document, { ...document, bands: [changed, evening] })).toEqual([
    { place: "Mon–Fri 08:00–19:00: Rate per hour", before: "$4.50 / h", after: "$5.00 / h" },
    { place: "Mon–Fri 08:00–19:00: Maximum stay (minutes)", before: "—", after: "120" },
  ]);
});

test("band keeps its partner after an insertion", () => {
  const sunday: Band = { days: ["sun"], from: "10:00", to: "12:00", closed: true };
  expect(differences(document, { ...document, bands: [sunday, week, { ...evening, to: "23:00" }] })).toEqual([
    { place: "Mon–Fri 19:00–22:00: Until", before: "22:00", after: "23:00" },
    { place: "Bands", before: "—", after: "Sun 10:00–12:00: no parking" },
  ]);
});

test("removed band is named", () => {
  expect(differences(document, { ...document, bands: [week] })).toEqual([
    { place: "Bands", before: "Mon–Fri 19:00–22:00: $2.00 / h", after: "—" },
  ]);
});

test("rules of the whole tariff are compared", () => {
  const changed: TariffDocument = {
    ...document,
    outside: "closed",
    caps: { per_day_minor: 2_000 },
    classes: [{ class: "truck", refused: true }],
    holidays: { public: ["2026-12-25"] },
  };
  expect(differences(document, changed)).toEqual([
    { place: "At other times", before: "Free", after: "No parking" },
    { place: "Highest price of a day", before: "—", after: "$20.00" },
    { place: "Vehicle classes: Truck", before: "—", after: "Not admitted" },
    { place: "Holidays: public", before: "—", after: "2026-12-25" },
  ]);
});
