import { expect, test } from "vitest";
import type { Band, TariffDocument } from "../tariff-document";
import {
  addBand,
  changeBand,
  changeDocument,
  emptyDocument,
  removeBand,
  removeCalendar,
  renameCalendar,
  replaceBand,
  setDates,
} from "./document-edits";

const band: Band = { from: "08:00", to: "18:00", rate_minor_per_hour: 450 };
const document: TariffDocument = {
  ...emptyDocument("USD"),
  bands: [
    { ...band, except_holidays: ["public"] },
    { ...band, on_holidays: ["public", "school"] },
  ],
  holidays: { public: ["2026-12-25"], school: [] },
};

test("empty members are omitted", () => {
  const changed = changeDocument(document, { classes: [], caps: {}, max_stay_minutes: undefined, bands: [] });
  expect(Object.keys(changed).toSorted()).toEqual(["bands", "currency", "holidays", "outside", "transitions"]);
  expect(changeBand(band, { days: [], priority: 0, closed: false, only_permits: [] })).toEqual(band);
  expect(changeBand(band, { priority: 2 })).toEqual({ ...band, priority: 2 });
});

test("zero amounts are kept", () => {
  expect(changeBand(band, { rate_minor_per_hour: 0 }).rate_minor_per_hour).toBe(0);
  expect(changeDocument(document, { minimum_minor: 0 }).minimum_minor).toBe(0);
});

test("closed band has no price", () => {
  const priced = { ...band, max_stay_minutes: 60, steps: [{ after_minutes: 60, rate_minor_per_hour: 900 }] };
  const closed = changeBand(priced, { closed: true });
  expect(closed).toEqual({ from: "08:00", to: "18:00", closed: true });
  expect(changeBand(closed, { closed: false })).toEqual({ ...band, rate_minor_per_hour: 0 });
});

test("new band takes the last rate", () => {
  const time = { days: ["sun" as const], from: "10:00", to: "11:00" };
  const closed: Band = { from: "01:00", to: "02:00", closed: true };
  const added = addBand({ ...document, bands: [band, closed] }, time);
  expect(added.bands.at(-1)).toEqual({ ...time, rate_minor_per_hour: 450 });
  expect(addBand(emptyDocument("USD"), time).bands).toEqual([{ ...time, rate_minor_per_hour: 0 }]);
});

test("bands are replaced and removed by index", () => {
  expect(replaceBand(document, 1, band).bands).toEqual([document.bands[0], band]);
  expect(removeBand(document, 0).bands).toEqual([document.bands[1]]);
});

test("renamed calendar is renamed in bands", () => {
  const renamed = renameCalendar(document, "public", "city");
  expect(Object.keys(renamed.holidays ?? {})).toEqual(["city", "school"]);
  expect(renamed.bands[0]?.except_holidays).toEqual(["city"]);
  expect(renamed.bands[1]?.on_holidays).toEqual(["city", "school"]);
  expect(renameCalendar(document, "public", "school")).toBe(document);
});

test("removed calendar is removed from bands", () => {
  const removed = removeCalendar(document, "public");
  expect(removed.holidays).toEqual({ school: [] });
  expect(removed.bands[0]).toEqual(band);
  expect(removed.bands[1]?.on_holidays).toEqual(["school"]);
});

test("dates of a calendar are replaced", () => {
  expect(setDates(document, "school", ["2027-01-04"]).holidays?.school).toEqual(["2027-01-04"]);
  expect(setDates(emptyDocument("USD"), "a", []).holidays).toEqual({ a: [] });
});
