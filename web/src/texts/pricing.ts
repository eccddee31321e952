import { message, textsOf, textTable } from "./message";

/** The driver's reduced-rate permits. */
export const permitTexts = textsOf("pricing.permits", {
  until: (until: string) => message("pricing.permits.until", { until }),
  period: (from: string, until: string) => message("pricing.permits.period", { from, until }),
  reference: (reference: string) => message("pricing.permits.reference", { reference }),
});

export const priceHistoryTexts = textsOf("pricing.priceHistory", {
  since: (time: string) => message("pricing.priceHistory.since", { time }),
  version: (tariff: string, number: number) => message("pricing.priceHistory.version", { tariff, number }),
  bookedAhead: (number: number, rules: string) => message("pricing.priceHistory.bookedAhead", { number, rules }),
});

export const evidenceTexts = textsOf("pricing.evidence", {
  measured: (from: string, to: string) => message("pricing.evidence.measured", { from, to }),
  size: (spots: number, stays: number, zones: number) => message("pricing.evidence.size", { spots, stays, zones }),
  coverage: (percent: number) => message("pricing.evidence.coverage", { percent }),
  policy: (raise: number, lower: number, step: string, floor: string, ceiling: string) =>
    message("pricing.evidence.policy", { raise, lower, step, floor, ceiling }),
  pause: (days: number, coverage: number) => message("pricing.evidence.pause", { days, coverage }),
  computation: (occupied: string, available: string, coverage: number, share: string) =>
    message("pricing.evidence.computation", { occupied, available, coverage, share }),
  change: (before: string, after: string) => message("pricing.evidence.change", { before, after }),
  outcomes: textTable("pricing.evidence.outcomes"),
});

/** Prices that follow the live occupancy of a site. */
export const yieldTexts = textsOf("pricing.yield", {
  levels: textTable("pricing.yield.levels"),
  evidence: (occupied: number, capacity: number, level: string) =>
    message("pricing.yield.evidence", { occupied, capacity, level }),
  high: (at: number, percent: number, until: number) => message("pricing.yield.high", { at, percent, until }),
  low: (at: number, percent: number, until: number) => message("pricing.yield.low", { at, percent, until }),
  limits: (floor: string, ceiling: string, minutes: number) =>
    message("pricing.yield.limits", { floor, ceiling, minutes }),
});
