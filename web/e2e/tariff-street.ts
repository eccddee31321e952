import { expect } from "@playwright/test";
import { sql } from "./console";
import { adminRequest } from "./operator";
import { up } from "./platform";

export const ZONE = "America/New_York";

export const TRANSITIONS = { overpayment: "refunded", follow_through: "split", prepay: "allowed" };
const WORKING_DAYS = ["mon", "tue", "wed", "thu", "fri"];
const WEEK = [...WORKING_DAYS, "sat"];

/** The posted text "3HR Com Mon-Fri 0800-1800". */
export const DELIVERIES = {
  currency: "USD",
  bands: [
    {
      days: WORKING_DAYS,
      from: "08:00",
      to: "18:00",
      rate_minor_per_hour: 450,
      max_stay_minutes: 180,
      only_classes: ["van", "truck"],
    },
  ],
  outside: "free",
  transitions: TRANSITIONS,
};

/** Two hours at most during the day, a lower rate in the evening, free at night and on Sundays. */
export const METER = {
  currency: "USD",
  bands: [
    { days: WEEK, from: "08:00", to: "19:00", rate_minor_per_hour: 450, max_stay_minutes: 120 },
    { days: WEEK, from: "19:00", to: "22:00", rate_minor_per_hour: 200 },
  ],
  outside: "free",
  transitions: TRANSITIONS,
};

/** One rate at all times. */
export function dayAndNight(rate_minor_per_hour: number): object {
  return {
    currency: "USD",
    bands: [{ from: "00:00", to: "24:00", rate_minor_per_hour }],
    outside: "covered",
    transitions: TRANSITIONS,
  };
}

export interface TariffStreet {
  tariffId: string;
  zoneId: string;
  spotId: string;
  label: string;
  /** Of the map with the spot in its centre. */
  path: string;
}

interface Position {
  lat: number;
  lng: number;
}

interface Found {
  spots: { id: string; rules: string }[];
  refused?: { spot: { id: string; rules: string } }[];
}

/** Creates a street with one spot and a tariff, south of the spots that other tests use. */
export async function createTariffStreet(document: object): Promise<TariffStreet> {
  const count = Number(sql("select count(*) from zones where street like 'Tariff Street %'"));
  const number = count + 1;
  const [lat, lng] = [40.6 + number * 0.003, -74.02];
  const city_id = sql("select id from cities where slug = 'midtown-demo'").trim();
  const zone = await adminRequest<{ id: string }>("POST", "/zones", {
    city_id,
    source_ref: `tariff-street-${number}`,
    street: `Tariff Street ${number}`,
    side: "N",
    line: [
      [lng - 0.0003, lat],
      [lng + 0.0003, lat],
    ],
  });
  const label = `T${number}`;
  const spot = await adminRequest<{ id: string }>("POST", "/spots", {
    zone_id: zone.id,
    label,
    lat,
    lng,
    rate_minor_per_hour: 900,
  });
  const tariff = await adminRequest<{ id: string }>("POST", "/tariffs", { city_id, name: `Tariff Street ${number}` });
  await adminRequest("POST", `/tariffs/${tariff.id}/versions`, { document });
  await adminRequest("POST", `/tariffs/${tariff.id}/assignments`, { zone_id: zone.id });
  await expectRules(spot.id, { lat, lng }, "$4.50 / h");
  return {
    tariffId: tariff.id,
    zoneId: zone.id,
    spotId: spot.id,
    label,
    path: `/?lat=${lat.toFixed(5)}&lng=${lng.toFixed(5)}&z=18`,
  };
}

/** Waits until the search shows the rate of a spot. */
export async function expectRules(id: string, { lat, lng }: Position, rate: string): Promise<void> {
  const rules = async () => {
    const response = await fetch(`${up.api_url}/api/v1/spots?lat=${lat}&lng=${lng}&radius=10`);
    const { spots, refused = [] } = (await response.json()) as Found;
    return [...spots, ...refused.map(({ spot }) => spot)].find((spot) => spot.id === id)?.rules ?? "";
  };
  await expect.poll(rules, { message: `rules of spot ${id}`, timeout: 60_000 }).toContain(rate);
}

/** The next such day after today in the city, as `2026-11-30`; 0 is Sunday. At most a week ahead. */
export function nextDay(weekday: number): string {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(new Date());
  const date = new Date(`${today}T00:00:00Z`);
  const days = (weekday - date.getUTCDay() + 7) % 7 || 7;
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Moves a confirmed stay two weeks back, to the same weekday and local time, and waits until it has been billed. */
export async function finishStay(reservationId: string): Promise<void> {
  if (!/^[0-9a-f-]{36}$/.test(reservationId)) throw new Error(`${reservationId} is no id.`);
  const bound = (end: string, column: string) =>
    `(${end}(${column}) at time zone '${ZONE}' - interval '14 days') at time zone '${ZONE}'`;
  const moved = (column: string) => `tstzrange(${bound("lower", column)}, ${bound("upper", column)})`;
  sql(`
    begin;
    -- Disables triggers: no other stay changes, and the page is loaded again.
    set local session_replication_role = replica;
    update segments set agreed = ${moved("agreed")}, period = ${moved("period")} where reservation_id = '${reservationId}';
    update reservations set period = ${moved("period")} where id = '${reservationId}';
    set local session_replication_role = origin;
    update jobs set run_at = now()
    where kind = 'reservation.end' and payload ->> 'reservation_id' = '${reservationId}' and finished_at is null;
    commit;
  `);
  const status = () => sql(`select status from reservations where id = '${reservationId}'`).trim();
  await expect.poll(status, { timeout: 120_000, message: "status of the stay" }).toBe("completed");
}
