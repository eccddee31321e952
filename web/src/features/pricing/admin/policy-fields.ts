import type { OccupancyPolicy, TariffPolicy } from "@/api/admin";

/** The members of the form; those that are not filled are absent. */
export type PolicyFields = Partial<OccupancyPolicy> & { coverage_percent?: number | undefined };

/** San Francisco's policy; the operator knows the coverage. */
const USUAL: PolicyFields = {
  raise_from_percent: 80,
  lower_below_percent: 60,
  step_minor: 25,
  floor_minor: 50,
  ceiling_minor: 1_000,
  min_days_between: 28,
};

/** The fields with the stored policy, or with usual values. */
export function fieldsOf({ policy, coverage_percent }: TariffPolicy): PolicyFields {
  return policy ? { ...policy, coverage_percent: coverage_percent ?? undefined } : USUAL;
}

/** The error of a member, with a pointer or, if it is missing, with dots. */
export function policyError(errors: Record<string, string>, member: keyof OccupancyPolicy): string | undefined {
  return errors[`policy/${member}`] ?? errors[`policy.${member}`];
}
