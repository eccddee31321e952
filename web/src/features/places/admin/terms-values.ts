import type { OwnTerms, Terms } from "@/api/admin";
import { formatAmount, parseAmount } from "@/lib/amount";

/** The terms that are numbers, with the size of their unit. */
export const NUMBERS = {
  hold_seconds: 60,
  min_stay_seconds: 60,
  max_stay_seconds: 3_600,
  max_lead_seconds: 86_400,
  grace_seconds: 60,
  no_show_seconds: 60,
  buffer_seconds: 60,
  reservable_percent: 1,
} as const;
export type NumberName = keyof typeof NUMBERS;
export const NUMBER_NAMES = Object.keys(NUMBERS) as NumberName[];

export const CHOICES = ["arrival_mode", "payment_mode", "guests_allowed", "accessible_at_base_rate"] as const;
export type ChoiceName = (typeof CHOICES)[number];

/** Texts of the fields; empty if the value is inherited. */
export type TermsValues = Record<NumberName | ChoiceName | "reduced_rate_cap_minor", string>;

/** Stands for a text that is not an amount; the api refuses it. */
const INVALID = -1;

const textOf = (value: string | boolean | null | undefined) => String(value ?? "");

export function valuesOf(own: OwnTerms, currency: string): TermsValues {
  const numbers = NUMBER_NAMES.map((name) => {
    const value = own[name];
    return [name, value === null || value === undefined ? "" : String(value / NUMBERS[name])];
  });
  const cap = own.reduced_rate_cap_minor;
  return {
    ...(Object.fromEntries(numbers) as Record<NumberName, string>),
    ...(Object.fromEntries(CHOICES.map((name) => [name, textOf(own[name])])) as Record<ChoiceName, string>),
    reduced_rate_cap_minor: cap === null || cap === undefined ? "" : formatAmount(cap, currency),
  };
}

/** Empty values are inherited. */
export function termsOf(values: TermsValues, currency: string): OwnTerms {
  const number = (name: NumberName) => (values[name] ? Math.round(Number(values[name]) * NUMBERS[name]) : null);
  const flag = (name: ChoiceName) => (values[name] ? values[name] === "true" : null);
  const cap = values.reduced_rate_cap_minor;
  return {
    ...(Object.fromEntries(NUMBER_NAMES.map((name) => [name, number(name)])) as Pick<OwnTerms, NumberName>),
    arrival_mode: values.arrival_mode || null,
    payment_mode: values.payment_mode || null,
    guests_allowed: flag("guests_allowed"),
    accessible_at_base_rate: flag("accessible_at_base_rate"),
    reduced_rate_cap_minor: cap.trim() ? (parseAmount(cap, currency) ?? INVALID) : null,
  };
}

/** `2.00`; undefined if no cap applies. */
export function effectiveCap({ reduced_rate_cap_minor: cap }: Terms["effective"], currency: string) {
  return cap === null || cap === undefined ? undefined : formatAmount(cap, currency);
}
