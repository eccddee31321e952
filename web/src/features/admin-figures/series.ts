import type { Reservation } from "@/api/types";

/** A bar of a chart. */
export interface Bar {
  label: string;
  value: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How many whole days a chart of revenue looks back. */
export const DAYS = 14;

const dayFormat = (zone: string) => new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });

/** What was billed on each of the last days of a city, in minor units, from the books as CSV. */
export function billedByDay(csv: string, currency: string, zone: string, now: number): Bar[] {
  const format = dayFormat(zone);
  const days = new Map<string, number>();
  for (let back = DAYS - 1; back >= 0; back -= 1) days.set(format.format(now - back * DAY_MS), 0);
  const [head = "", ...lines] = csv.trim().split(/\r?\n/);
  const names = head.split(",");
  const [at, debit, credit, amount, money] = ["at", "debit", "credit", "amount_minor", "currency"].map((name) =>
    names.indexOf(name),
  ) as [number, number, number, number, number];
  for (const line of lines) {
    // None of these columns can hold a comma, and they stand before any that might.
    const cells = line.split(",");
    const day = format.format(Date.parse(cells[at] ?? ""));
    if (cells[money] !== currency || !days.has(day)) continue;
    const sign = cells[credit] === "revenue" ? 1 : cells[debit] === "revenue" ? -1 : 0;
    days.set(day, (days.get(day) ?? 0) + sign * Number(cells[amount]));
  }
  return [...days].map(([label, value]) => ({ label, value }));
}

const BUSY = ["held", "confirmed", "completed"];

/** How many spots were held or taken at some time of each of the last 24 hours. */
export function busyByHour(reservations: Reservation[], zone: string, now: number): Bar[] {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, hour: "numeric" });
  const begin = Math.floor(now / HOUR_MS) * HOUR_MS - 23 * HOUR_MS;
  return Array.from({ length: 24 }, (_, hour) => {
    const from = begin + hour * HOUR_MS;
    const to = from + HOUR_MS;
    const busy = reservations.filter(
      ({ status, starts_at, ends_at }) =>
        BUSY.includes(status) && Date.parse(starts_at) < Math.min(to, now) && Date.parse(ends_at) > from,
    );
    return { label: format.format(from), value: new Set(busy.map(({ spot }) => spot.id)).size };
  });
}
