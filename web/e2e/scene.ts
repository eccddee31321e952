// Data for the pictures: what operators and drivers of a month would have left behind.
import { readFileSync } from "node:fs";
import { sql } from "./console";
import { adminRequest, freeSpots } from "./operator";
import { readPlate, scanPass } from "./site-simulator";
import { TRANSITIONS } from "./tariff-street";

const DAY_MS = 86_400_000;

/** Makes the versions of a tariff 40 days old, so that the policy may change their rates. */
function ageVersions(tariffId: string): void {
  if (!/^[0-9a-f-]{36}$/.test(tariffId)) throw new Error(`${tariffId} is no id.`);
  sql(`
    begin;
    -- Disables triggers: versions never change, and no route can publish past ones.
    set local session_replication_role = replica;
    update tariff_versions set effective_from = effective_from - interval '40 days',
      published_at = published_at - interval '40 days'
    where tariff_id = '${tariffId}';
    commit;
  `);
}

/** Sets a policy, publishes a draft from the last four weeks, and makes another. */
async function publishByOccupancy(tariffId: string): Promise<void> {
  const policy = {
    raise_from_percent: 80,
    lower_below_percent: 60,
    step_minor: 25,
    floor_minor: 50,
    ceiling_minor: 1_000,
    min_days_between: 28,
    min_coverage_percent: 20,
  };
  await adminRequest("PUT", `/tariffs/${tariffId}/occupancy-policy`, { policy, coverage_percent: 40 });
  const at = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().replace(/\.\d+/, "");
  const draft = () => adminRequest<{ id: string }>("POST", `/tariffs/${tariffId}/drafts`, { from: at(29), to: at(1) });
  const { id } = await draft();
  await adminRequest("POST", `/tariff-drafts/${id}/publish`, {});
  await draft();
}

/** A zone of a site, whose tariff has a price history. */
export async function zoneOf(siteName: string): Promise<string> {
  const { sites } = await adminRequest<{ sites: { id: string; name: string }[] }>("GET", "/sites");
  const site = sites.find(({ name }) => name === siteName);
  const { zones } = await adminRequest<{ zones: { id: string }[] }>("GET", `/zones?site_id=${site?.id}`);
  return zones[0]?.id ?? "";
}

/** A month of stays, with closures now and tomorrow. */
export async function addStays(): Promise<void> {
  sql(readFileSync(new URL("scene.sql", import.meta.url), "utf8"));
  const { zones } = await adminRequest<{ zones: { id: string; street: string }[] }>("GET", "/zones?limit=50");
  const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().replace(/\.\d+/, "");
  const closed = zones.find(({ street }) => street === "West 41 Street");
  await adminRequest("POST", "/closures", {
    zone_id: closed?.id,
    starts_at: hour(26),
    ends_at: hour(34),
    reason: "street fair on Sunday",
  });
  const [first] = await freeSpots();
  await adminRequest("POST", "/closures", {
    spot_id: first?.id,
    starts_at: hour(0.01),
    ends_at: hour(6),
    reason: "water main",
  });
}

/** The demo garage, with the paths of the pages that its codes open. */
export async function demoGarage(): Promise<{ id: string; entrance: string; exit: string }> {
  const { sites } = await adminRequest<{ sites: { id: string; name: string }[] }>("GET", "/sites");
  const id = sites.find(({ name }) => name === "Garage West 43 Street")?.id ?? "";
  const { codes } = await adminRequest<{ codes: { kind: string; url: string }[] }>("GET", `/sites/${id}/codes`);
  const path = (wanted: string) => new URL(codes.find(({ kind }) => kind === wanted)?.url ?? "").pathname;
  return { id, entrance: path("entrance"), exit: path("exit") };
}

/** A recount, plates that wait for review, and vehicles that left without a visit. */
export async function addGarageWork(): Promise<void> {
  const { id } = await demoGarage();
  await adminRequest("POST", `/sites/${id}/recounts`, { counted: 3, note: "counted after the concert" });
  for (const [place, plate] of ["KFD 4821", "8ABC 123", "GLX 90O7"].entries()) await readPlate("in", plate, 60 + place);
  for (const text of ["an old ticket", "a pass of another garage"]) await scanPass("out", text);
}

/** The tariff of the garage, with an occupancy policy. */
export async function addTariff(): Promise<void> {
  const { sites } = await adminRequest<{ sites: { id: string; city_id: string; name: string }[] }>("GET", "/sites");
  const garage = sites.find(({ name }) => name === "Garage West 43 Street");
  const body = { city_id: garage?.city_id, name: "Garage, day and night" };
  const { id } = await adminRequest<{ id: string }>("POST", "/tariffs", body);
  const day = { days: ["mon", "tue", "wed", "thu", "fri", "sat"], from: "08:00", to: "19:00" };
  const document = {
    currency: "USD",
    bands: [
      { ...day, rate_minor_per_hour: 450, steps: [{ after_minutes: 120, rate_minor_per_hour: 900 }] },
      { from: "19:00", to: "02:00", rate_minor_per_hour: 200 },
    ],
    outside: "free",
    transitions: TRANSITIONS,
    classes: [{ class: "motorcycle", factor: "1/2" }],
    caps: { per_day_minor: 4_000 },
  };
  await adminRequest("POST", `/tariffs/${id}/versions`, { document });
  await adminRequest("POST", `/tariffs/${id}/versions`, { document: { ...document, max_stay_minutes: 1_440 } });
  await adminRequest("POST", `/tariffs/${id}/assignments`, { site_id: garage?.id });
  ageVersions(id);
  await publishByOccupancy(id);
}

/** Permits, of which the last is revoked. */
export async function addPermits(): Promise<void> {
  const { cities } = await adminRequest<{ cities: { id: string; slug: string }[] }>("GET", "/cities");
  const city = cities.find(({ slug }) => slug === "midtown-demo");
  const ends_at = new Date(Date.now() + 365 * DAY_MS).toISOString().replace(/\.\d+/, "");
  let last = "";
  for (const [place, name] of ["ada.lindqvist", "ben.okafor", "carla.ruiz"].entries()) {
    const { users } = await adminRequest<{ users: { email: string }[] }>("GET", `/users?email=${name}`);
    const body = { email: users[0]?.email, reference: `2026-${1047 + place}`, ends_at };
    const path = `/cities/${city?.id}/reduced-rate-permits`;
    last = (await adminRequest<{ id: string }>("POST", path, body)).id;
  }
  await adminRequest("POST", `/reduced-rate-permits/${last}/revoke`);
}
