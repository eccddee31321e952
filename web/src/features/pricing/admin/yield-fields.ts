import type { TariffYield } from "@/api/admin";

/** The side of a policy on which rates rise, or fall. */
export type YieldSide = "high" | "low";

export const SIDE_MEMBERS = ["at_percent", "until_percent", "multiplier_percent"] as const;
export type SideMember = (typeof SIDE_MEMBERS)[number];

export type SideFields = { [member in SideMember]?: number | undefined };

/** The members of the form; those that are not filled are undefined. */
export interface YieldFields {
  high: SideFields;
  /** Null if rates do not fall. */
  low: SideFields | null;
  min_minutes_between_changes?: number | undefined;
  floor_minor?: number | undefined;
  ceiling_minor?: number | undefined;
}

const USUAL: YieldFields = {
  high: { at_percent: 85, until_percent: 75, multiplier_percent: 125 },
  low: null,
  min_minutes_between_changes: 15,
  floor_minor: 100,
  ceiling_minor: 1_000,
};

/** For a policy that gets a low side. */
export const USUAL_LOW: SideFields = { at_percent: 30, until_percent: 40, multiplier_percent: 80 };

/** The fields with the stored policy, or with usual values. */
export function yieldFieldsOf({ policy }: Pick<TariffYield, "policy">): YieldFields {
  return policy ? { ...policy, low: policy.low ?? null } : USUAL;
}

/** The error of a member, with a pointer or, if it is missing or has another type, with dots. */
export function yieldError(errors: Record<string, string>, ...path: string[]): string | undefined {
  return errors[path.join("/")] ?? errors[path.join(".")];
}
