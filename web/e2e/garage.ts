import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { sql } from "./console";
import { CARDS, signUp, typeCard } from "./driver";
import { adminRequest } from "./operator";

interface GarageOptions {
  spots: number;
  /** Drivers park on any spot, and are told none. */
  unnumbered?: boolean;
  /** The lanes have barriers, which a gateway opens. */
  hasBarriers?: boolean;
  /** The greatest distance at which a driver enters by a code. */
  geofence_m?: number;
}

export interface GarageLane {
  id: string;
  /** Of the page that the printed code opens. */
  path: string;
  /** Three words to type. */
  words: string;
  codeId: string;
}

export interface Garage {
  cityId: string;
  siteId: string;
  zoneId: string;
  name: string;
  position: { lat: number; lng: number };
  spotIds: string[];
  entrance: GarageLane;
  exit: GarageLane;
  /** Of the gateway; empty without barriers. */
  deviceId: string;
  deviceKey: string;
  /** Of the map with the garage in its centre. */
  mapPath: string;
}

/** Until another phone shows a count that has changed. */
export const COUNT_TIMEOUT = { timeout: 1_000 };
/** The clock of a visit that is charged: one that ends within its first second costs nothing. */
export const BILLED = /0:(0[3-9]|[1-5]\d)/;

/** A second costs a dollar: a stay of one second is above the minimum charge. */
const RATE_MINOR_PER_HOUR = 360_000;

const RULES = {
  anti_passback: "soft",
  max_visit_seconds: 300,
  remind_after_seconds: 14_400,
  geofence_m: null,
  few_at_percent: 15,
  free_from_percent: 20,
  full_at: 0,
  few_from: 1,
  min_confidence_percent: 85,
  opens_on_similar: false,
  keeps_images: false,
};

/** Creates a garage with an entrance and an exit, west of the garages of other tests. */
export async function createGarage({ spots, unnumbered, hasBarriers, ...rules }: GarageOptions): Promise<Garage> {
  const number = Number(sql("select count(*) from sites where name like 'Test Garage %'")) + 1;
  const position = { lat: 40.6 + number * 0.003, lng: -74.08 };
  const cityId = sql("select id from cities where slug = 'midtown-demo'").trim();
  const name = `Test Garage ${number}`;
  const site = { city_id: cityId, name, kind: "garage", entry_mode: hasBarriers ? "barrier" : "code", ...position };
  const siteId = await create("/sites", site);
  const numbering = unnumbered ? "unnumbered" : "numbered";
  await adminRequest("PUT", `/sites/${siteId}/rules`, { ...RULES, ...rules, numbering });
  const line = [
    [position.lng - 0.0003, position.lat],
    [position.lng + 0.0003, position.lat],
  ];
  const zone = {
    city_id: cityId,
    source_ref: `test-garage-${number}`,
    street: name,
    site_id: siteId,
    level: "1",
    line,
  };
  const zoneId = await create("/zones", zone);
  const spotIds: string[] = [];
  for (let place = 0; place < spots; place += 1) {
    const at = { lat: position.lat + place * 0.00003, lng: position.lng };
    const label = `G${number}-${place + 1}`;
    spotIds.push(await create("/spots", { zone_id: zoneId, label, ...at, rate_minor_per_hour: RATE_MINOR_PER_HOUR }));
  }
  const gateway = hasBarriers ? await createGateway(siteId) : undefined;
  const [entrance, exit] = [
    await createLane(siteId, "Entrance", "in", gateway?.id),
    await createLane(siteId, "Exit", "out", gateway?.id),
  ];
  const mapPath = `/?lat=${position.lat.toFixed(5)}&lng=${position.lng.toFixed(5)}&z=17`;
  return {
    ...{ cityId, siteId, zoneId, name, position, spotIds, entrance, exit, mapPath },
    deviceId: gateway?.id ?? "",
    deviceKey: gateway?.key ?? "",
  };
}

async function create(path: string, body: object): Promise<string> {
  return (await adminRequest<{ id: string }>("POST", path, body)).id;
}

async function createGateway(siteId: string): Promise<{ id: string; key: string }> {
  const body = { kind: "gateway", name: "Gateway" };
  const path = `/sites/${siteId}/devices`;
  const { device, key } = await adminRequest<{ device: { id: string }; key: string }>("POST", path, body);
  return { id: device.id, key };
}

/** A lane with a printed code. */
export async function createLane(
  siteId: string,
  name: string,
  direction: "in" | "out" | "both",
  gateway?: string,
): Promise<GarageLane> {
  const id = await create(`/sites/${siteId}/lanes`, { name, direction, ...(gateway && { gateway_id: gateway }) });
  const body = { kind: direction === "out" ? "exit" : "entrance", lane_id: id };
  const path = `/sites/${siteId}/codes`;
  const code = await adminRequest<{ id: string; url: string; words: string }>("POST", path, body);
  return { id, path: new URL(code.url).pathname, words: code.words, codeId: code.id };
}

/** A driver with an account and a saved card. */
export async function signUpWithCard(page: Page, card = CARDS.valid): Promise<{ email: string; password: string }> {
  const driver = await signUp(page);
  await page.goto("/account");
  await page.getByRole("button", { name: "Add a card" }).click();
  await typeCard(page, card);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByText(/^Visa ending in/)).toBeVisible();
  return driver;
}

/** The map of another driver, which follows the garage live; resolves to the row of the garage. */
export async function watchGarage(browser: Browser, baseURL: string | undefined, garage: Garage): Promise<Locator> {
  const other = await (await browser.newContext({ ...(baseURL && { baseURL }) })).newPage();
  await other.goto(garage.mapPath);
  await expect(other.getByText("Live", { exact: true })).toBeVisible();
  return other.locator(".site-row", { hasText: garage.name });
}

/** On the page of the account. */
export async function addVehicle(page: Page, plate: string): Promise<void> {
  await page.getByRole("button", { name: "Add a vehicle" }).click();
  await page.getByLabel("License plate").fill(plate);
  await page.getByRole("button", { name: "Save vehicle" }).click();
  await expect(page.getByText(plate)).toBeVisible();
}

/** Scans the printed code of the entrance with the phone's own camera app. */
export async function enter(page: Page, { name, entrance }: Garage): Promise<void> {
  await page.goto(entrance.path);
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await page.getByRole("button", { name: "Enter", exact: true }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
}

export async function leave(page: Page, { exit }: Garage): Promise<void> {
  await page.goto(exit.path);
  await page.getByRole("button", { name: "Leave and pay" }).click();
  await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
}
