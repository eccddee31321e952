import type { BandEvidence, Evidence } from "@/api/types";
import { formatMoney } from "@/lib/money";
import { numberFormat } from "@/lib/number-format";
import { evidenceTexts } from "@/texts/pricing";
import { searchTexts } from "@/texts/reservations";

/** `82.5%` for 8250; a dash if it cannot be computed. */
export function shareInWords(basisPoints: number | null | undefined): string {
  if (basisPoints === null || basisPoints === undefined) return "—";
  const format = numberFormat({ style: "percent", maximumFractionDigits: 2, useGrouping: false });
  return format.format(basisPoints / 10_000);
}

/** `$4.50 / h`. */
export function rateInWords(minor: number, currency: string): string {
  return searchTexts.perHour(formatMoney({ amount_minor: minor, currency }));
}

/** The division by which the occupancy of a band is computed again. */
export function computation(band: BandEvidence, coveragePercent: number): string {
  if (band.occupancy_basis_points === null || band.occupancy_basis_points === undefined)
    return evidenceTexts.notComputable;
  return evidenceTexts.computation(
    numberFormat().format(band.occupied_seconds),
    numberFormat().format(band.available_seconds),
    coveragePercent,
    shareInWords(band.occupancy_basis_points),
  );
}

export function outcomeInWords({ outcome }: BandEvidence): string {
  return evidenceTexts.outcomes[outcome] ?? outcome;
}

/** The limits of the policy in sentences. */
export function policyInWords(policy: Evidence["policy"], currency: string): string {
  const money = (amount_minor: number) => formatMoney({ amount_minor, currency });
  const limits = evidenceTexts.policy(
    policy.raise_from_percent,
    policy.lower_below_percent,
    money(policy.step_minor),
    money(policy.floor_minor),
    money(policy.ceiling_minor),
  );
  return `${limits} ${evidenceTexts.pause(policy.min_days_between, policy.min_coverage_percent)}`;
}

/** The size of the measurement. */
export function sizeInWords({ zones }: Evidence): string {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return evidenceTexts.size(sum(zones.map(({ spots }) => spots)), sum(zones.map(({ stays }) => stays)), zones.length);
}
