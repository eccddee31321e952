import { editorTexts, memberNames, valueNames } from "@/console-texts/pricing";
import { formatMoney } from "@/lib/money";
import { type VehicleClass } from "@/lib/vehicle-class";
import { vehicleTexts } from "@/texts/identity";
import { type Band, type Day, DAYS, type Season, type TariffDocument } from "../tariff-document";
import { dayIndexes } from "./week-geometry";

/** A value of the document with the name of its member. */
export type NamedValue = [name: string, value: string];

const name = (member: string) => memberNames[member] ?? member;
const list = (values: string[] | undefined) => (values ?? []).join(", ");

export const className = (vehicleClass: VehicleClass) => vehicleTexts.classes[vehicleClass] ?? vehicleClass;

/** `Mon–Fri, Sun`. */
export function daysInWords(days: Day[] | undefined): string {
  const indexes = dayIndexes(days);
  if (indexes.length === DAYS.length) return editorTexts.everyDay;
  const dayName = (index: number) => editorTexts.dayNames[DAYS[index] ?? ""] ?? "";
  const starts = indexes.filter((index) => !indexes.includes(index - 1));
  return starts
    .map((start) => {
      const end = indexes.find((index) => index >= start && !indexes.includes(index + 1)) ?? start;
      if (end === start) return dayName(start);
      return `${dayName(start)}${end === start + 1 ? ", " : "–"}${dayName(end)}`;
    })
    .join(", ");
}

/** `Mon–Fri 08:00–18:00`. */
export function bandTitle({ days, from, to }: Pick<Band, "days" | "from" | "to">): string {
  return `${daysInWords(days)} ${from}–${to}`;
}

export function rateInWords(minor: number | undefined, currency: string): string {
  if (minor === undefined || minor < 0) return "—";
  return minor ? editorTexts.perHour(formatMoney({ amount_minor: minor, currency })) : editorTexts.free;
}

export function bandPrice(band: Band, currency: string): string {
  return band.closed ? editorTexts.closed : rateInWords(band.rate_minor_per_hour, currency);
}

function amount(minor: number | undefined, currency: string): string {
  return minor === undefined ? "" : formatMoney({ amount_minor: minor, currency });
}

const number = (value: number | undefined) => (value === undefined ? "" : String(value));
const seasonInWords = ({ from, to }: Season) => `${from ?? ""}–${to ?? ""}`;

/** The members of a band in words; absent ones are empty. */
export function bandValues(band: Band, currency: string): NamedValue[] {
  const steps = (band.steps ?? []).map(
    ({ after_minutes, rate_minor_per_hour }) => `${after_minutes} min: ${rateInWords(rate_minor_per_hour, currency)}`,
  );
  const values: Record<string, string> = {
    days: daysInWords(band.days),
    from: band.from,
    to: band.to,
    rate_minor_per_hour: bandPrice(band, currency),
    steps: list(steps),
    max_stay_minutes: number(band.max_stay_minutes),
    only_classes: list(band.only_classes?.map(className)),
    only_permits: list(band.only_permits),
    seasons: list(band.seasons?.map(seasonInWords)),
    on_holidays: list(band.on_holidays),
    except_holidays: list(band.except_holidays),
    priority: number(band.priority ?? 0),
  };
  return Object.entries(values).map(([member, value]) => [name(member), value]);
}

/** The members of a document that are not bands, in words; absent ones are empty. */
export function documentValues(document: TariffDocument): NamedValue[] {
  const { currency, transitions, free, caps } = document;
  const values: Record<string, string> = {
    currency,
    outside: valueNames.outside[document.outside],
    overpayment: valueNames.overpayment[transitions.overpayment],
    follow_through: valueNames.follow_through[transitions.follow_through],
    prepay: valueNames.prepay[transitions.prepay],
    free: number(free?.minutes),
    applies_to: free ? valueNames.applies_to[free.applies_to] : "",
    increment_seconds: number(document.increment_seconds),
    minimum_minor: amount(document.minimum_minor, currency),
    per_stay_minor: amount(caps?.per_stay_minor, currency),
    per_day_minor: amount(caps?.per_day_minor, currency),
    per_24_hours_minor: amount(caps?.per_24_hours_minor, currency),
    max_stay_minutes: number(document.max_stay_minutes),
    no_return_minutes: number(document.no_return_minutes),
    note: document.note ?? "",
  };
  const classes = (document.classes ?? []).map((rule): NamedValue => [
    `${name("classes")}: ${className(rule.class)}`,
    rule.refused ? editorTexts.classRules.refused : `× ${rule.factor ?? ""}`,
  ]);
  const calendars = Object.entries(document.holidays ?? {}).map(([calendar, dates]): NamedValue => [
    `${name("holidays")}: ${calendar}`,
    list(dates.toSorted()) || "—",
  ]);
  return [
    ...Object.entries(values).map(([member, value]): NamedValue => [name(member), value]),
    ...classes,
    ...calendars,
  ];
}
