export const priceHistoryTexts = {
  title: "Price history",
  text: "Prices of this zone, the latest first. Where the operator set a price by measured occupancy, the measurement is shown.",
  none: "No tariff applies in this zone. Each spot has its own rate.",
  notFound: "There is no such zone.",
  coming: "Upcoming",
  since: (time: string) => `From ${time}`,
  version: (tariff: string, number: number) => `${tariff}, version ${number}`,
  byOperator: "The operator set these rates without a measurement.",
  bookedAhead: (number: number, rules: string) => `If you book ahead, version ${number} applies: ${rules}`,
};

export const evidenceTexts = {
  title: "Reason for the rates",
  measured: (from: string, to: string) => `Measured from ${from} to ${to}.`,
  size: (spots: number, stays: number, zones: number) =>
    `${count(stays, "stay")} on ${count(spots, "spot")} in ${count(zones, "zone")}.`,
  coverage: (percent: number) => `${percent}% of the parked vehicles reserve.`,
  recompute:
    "To compute a rate again: divide the reserved time by the available time, and divide the result by the share of vehicles that reserve. Compare this occupancy with the limits of the policy.",
  policy: (raise: number, lower: number, step: string, floor: string, ceiling: string) =>
    `From ${raise}% on, the rate rises by ${step}, at most to ${ceiling}. Below ${lower}%, it falls by ${step}, at least to ${floor}.`,
  pause: (days: number, coverage: number) =>
    `A rate changes at most every ${days} days, and only if at least ${coverage}% of the vehicles reserve.`,
  computation: (occupied: string, available: string, coverage: number, share: string) =>
    `${occupied} s reserved / (${available} s available × ${coverage}%) = ${share}`,
  notComputable: "The occupancy cannot be computed.",
  change: (before: string, after: string) => `${before} → ${after}`,
  outcomes: {
    raised: "Raised",
    lowered: "Lowered",
    unchanged: "Unchanged: between the limits",
    at_ceiling: "Unchanged: at the highest rate",
    at_floor: "Unchanged: at the lowest rate",
    too_soon: "Unchanged: the last change is too recent",
    too_little_coverage: "Unchanged: too few vehicles reserve",
  } as Record<string, string>,
};

/** Prices that follow the live occupancy of a site. */
export const yieldTexts = {
  levels: { low: "low price", normal: "normal price", high: "high price" } as Record<string, string>,
  evidence: (occupied: number, capacity: number, level: string) => `Occupancy ${occupied} of ${capacity}: ${level}.`,
  high: (at: number, percent: number, until: number) =>
    `From ${at}% occupancy on, a rate is ${percent}% of the base rate, until the occupancy is below ${until}%.`,
  low: (at: number, percent: number, until: number) =>
    `Below ${at}%, it is ${percent}% of the base rate, until the occupancy is at least ${until}%.`,
  limits: (floor: string, ceiling: string, minutes: number) =>
    `Rates rise at most to ${ceiling} and fall at least to ${floor} per hour. They change at most every ${minutes} minutes.`,
};

function count(number: number, name: string): string {
  return `${number} ${name}${number === 1 ? "" : "s"}`;
}
