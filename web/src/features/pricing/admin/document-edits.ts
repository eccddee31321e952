import type { Band, TariffDocument } from "../tariff-document";
import type { BandTime } from "./week-geometry";

/** A document without bands, which is valid. */
export function emptyDocument(currency: string): TariffDocument {
  return {
    currency,
    bands: [],
    outside: "free",
    transitions: { overpayment: "refunded", follow_through: "split", prepay: "allowed" },
  };
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === false) return true;
  return typeof value === "object" && value !== null && Object.values(value).length === 0;
}

/** Omits undefined members, `false`, and empty lists and objects. */
export function withoutEmpty<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => !isEmpty(member))) as T;
}

export function changeDocument(document: TariffDocument, changes: Partial<TariffDocument>): TariffDocument {
  const changed = { ...document, ...changes };
  return { ...withoutEmpty(changed), bands: changed.bands };
}

/** A closed band has no price; an open one has a rate. */
export function changeBand(band: Band, changes: Partial<Band>): Band {
  const { priority, ...changed } = { ...band, ...changes };
  const prices = changed.closed
    ? { rate_minor_per_hour: undefined, steps: undefined, max_stay_minutes: undefined }
    : { rate_minor_per_hour: band.closed ? (changes.rate_minor_per_hour ?? 0) : changed.rate_minor_per_hour };
  return withoutEmpty({ ...changed, ...prices, ...(priority ? { priority } : {}) });
}

/** Adds a band with the rate of the last one that has a rate. */
export function addBand(document: TariffDocument, time: BandTime): TariffDocument {
  const rate = document.bands.findLast(({ closed }) => !closed)?.rate_minor_per_hour ?? 0;
  return { ...document, bands: [...document.bands, withoutEmpty({ ...time, rate_minor_per_hour: rate })] };
}

export function replaceBand(document: TariffDocument, index: number, band: Band): TariffDocument {
  return { ...document, bands: document.bands.with(index, band) };
}

export function removeBand(document: TariffDocument, index: number): TariffDocument {
  return { ...document, bands: document.bands.toSpliced(index, 1) };
}

const CALENDAR_LISTS = ["on_holidays", "except_holidays"] as const;

/** Changes the names of calendars in a band; undefined removes one. */
function renameInBand(band: Band, name: string, next: string | undefined): Band {
  const lists = CALENDAR_LISTS.map((list) => [
    list,
    band[list]?.flatMap((each) => (each === name ? (next === undefined ? [] : [next]) : [each])),
  ]);
  return withoutEmpty({ ...band, ...Object.fromEntries(lists) });
}

function renameOrRemove(document: TariffDocument, name: string, next: string | undefined): TariffDocument {
  const calendars = Object.entries(document.holidays ?? {}).flatMap(([each, dates]) => {
    if (each !== name) return [[each, dates]];
    return next === undefined ? [] : [[next, dates]];
  });
  return changeDocument(document, {
    holidays: Object.fromEntries(calendars),
    bands: document.bands.map((band) => renameInBand(band, name, next)),
  });
}

/** Renames a calendar, also in the bands; without effect if another one has the name. */
export function renameCalendar(document: TariffDocument, name: string, next: string): TariffDocument {
  return next in (document.holidays ?? {}) ? document : renameOrRemove(document, name, next);
}

/** Removes a calendar, also from the bands. */
export function removeCalendar(document: TariffDocument, name: string): TariffDocument {
  return renameOrRemove(document, name, undefined);
}

export function setDates(document: TariffDocument, name: string, dates: string[]): TariffDocument {
  return changeDocument(document, { holidays: { ...document.holidays, [name]: dates } });
}
