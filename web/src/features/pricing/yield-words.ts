import type { YieldEvidence, YieldPolicy } from "@/api/types";
import { formatMoney } from "@/lib/money";
import { yieldTexts } from "@/texts/pricing";
import { shareInWords } from "./evidence-words";

/** `Occupancy 44 of 50: high price.` */
export function yieldInWords({
  occupied,
  capacity,
  level,
}: Pick<YieldEvidence, "occupied" | "capacity" | "level">): string {
  return yieldTexts.evidence(occupied, capacity, yieldTexts.levels[level] ?? level);
}

/** `44 of 50 (88%)`; the share is rounded down to hundredths of a percent. */
export function occupancyInWords({ occupied, capacity }: Pick<YieldEvidence, "occupied" | "capacity">): string {
  const count = `${occupied} of ${capacity}`;
  return capacity > 0 ? `${count} (${shareInWords(Math.floor((occupied * 10_000) / capacity))})` : count;
}

/** The limits of the policy in sentences. */
export function yieldPolicyInWords(policy: YieldPolicy, currency: string): string {
  const money = (amount_minor: number) => formatMoney({ amount_minor, currency });
  const { high, low } = policy;
  return [
    yieldTexts.high(high.at_percent, high.multiplier_percent, high.until_percent),
    ...(low ? [yieldTexts.low(low.at_percent, low.multiplier_percent, low.until_percent)] : []),
    yieldTexts.limits(money(policy.floor_minor), money(policy.ceiling_minor), policy.min_minutes_between_changes),
  ].join(" ");
}
