import type { SiteRulesView } from "@/api/visit-types";

/** The rules that are numbers, with the size of their unit. */
export const NUMBERS = {
  max_visit_seconds: 60,
  remind_after_seconds: 60,
  geofence_m: 1,
  few_at_percent: 1,
  free_from_percent: 1,
  full_at: 1,
  few_from: 1,
  min_confidence_percent: 1,
} as const;
export type NumberName = keyof typeof NUMBERS;
const NUMBER_NAMES = Object.keys(NUMBERS) as NumberName[];

export const CHOICES = ["numbering", "anti_passback"] as const;
export type ChoiceName = (typeof CHOICES)[number];
export const FLAGS = ["opens_on_similar", "keeps_images"] as const;
export type FlagName = (typeof FLAGS)[number];

/** Those that may be absent. */
export const OPTIONAL = ["max_visit_seconds", "geofence_m"] as const satisfies NumberName[];

export const isOptional = (name: NumberName): name is (typeof OPTIONAL)[number] =>
  OPTIONAL.some((optional) => optional === name);

/** Texts of the fields; empty if the rule is absent. */
export type RulesValues = Record<NumberName, string> & Pick<SiteRulesView, ChoiceName | FlagName>;

/** Stands for a text that is not a number; the api refuses it. */
const INVALID = -1;

/** In the unit of the field; empty if the rule is absent. */
export function textOf(rules: SiteRulesView, name: NumberName): string {
  const value = rules[name];
  return value === null || value === undefined ? "" : String(value / NUMBERS[name]);
}

export function valuesOf(rules: SiteRulesView): RulesValues {
  const { numbering, anti_passback, opens_on_similar, keeps_images } = rules;
  const numbers = Object.fromEntries(NUMBER_NAMES.map((name) => [name, textOf(rules, name)]));
  return { ...(numbers as Record<NumberName, string>), numbering, anti_passback, opens_on_similar, keeps_images };
}

function numberOf(text: string, unit: number): number {
  const number = text.trim() ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? Math.round(number * unit) : INVALID;
}

export function rulesOf(values: RulesValues): SiteRulesView {
  const numbers = NUMBER_NAMES.map((name) => {
    const isAbsent = isOptional(name) && !values[name].trim();
    return [name, isAbsent ? null : numberOf(values[name], NUMBERS[name])];
  });
  return { ...values, ...(Object.fromEntries(numbers) as Required<Pick<SiteRulesView, NumberName>>) };
}
