// Pictures of every page, on phone and desktop, light and dark: `npm run screenshots`.
import { readFileSync } from "node:fs";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { giveReason, openPage, openConsole, sql } from "./console";
import {
  CARDS,
  selectSpot,
  confirmCard,
  endNow,
  labelOfSpot,
  holdAsGuest,
  openMap,
  reserveAsGuest,
  signUp,
  typeCard,
} from "./driver";
import { expensiveSpot, freeSpots, adminRequest } from "./operator";
import { camera } from "./pictures";
import { codeFor, newAddress, linkTo, webUrl } from "./platform";

test.describe.configure({ mode: "serial" });
test.setTimeout(900_000);

async function open(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: webUrl, deviceScaleFactor: 1.5, serviceWorkers: "block" });
  await context.setDefaultTimeout(30_000);
  return context.newPage();
}

/** Restores a normal rate for the pictures. */
async function resetRate(label: string): Promise<void> {
  const spot = (await freeSpots()).find((each) => each.label === label);
  if (spot) await adminRequest("PATCH", `/spots/${spot.id}`, { rate_minor_per_hour: 550 });
}

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

/** A zone of the garage, whose tariff has a price history. */
async function garageZone(): Promise<string> {
  const { sites } = await adminRequest<{ sites: { id: string; name: string }[] }>("GET", "/sites");
  const garage = sites.find(({ name }) => name === "Garage West 43 Street");
  const { zones } = await adminRequest<{ zones: { id: string }[] }>("GET", `/zones?site_id=${garage?.id}`);
  return zones[0]?.id ?? "";
}

test("scene has a month of stays", async () => {
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
});

test("scene has a tariff", async () => {
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
    transitions: { overpayment: "refunded", follow_through: "split", prepay: "allowed" },
    classes: [{ class: "motorcycle", factor: "1/2" }],
    caps: { per_day_minor: 4_000 },
  };
  await adminRequest("POST", `/tariffs/${id}/versions`, { document });
  await adminRequest("POST", `/tariffs/${id}/versions`, { document: { ...document, max_stay_minutes: 1_440 } });
  await adminRequest("POST", `/tariffs/${id}/assignments`, { site_id: garage?.id });
  ageVersions(id);
  await publishByOccupancy(id);
});

test("driver pages", async ({ browser }) => {
  const page = await open(browser);
  const take = camera(page, "");
  await openMap(page);
  await take("map");
  await page.getByRole("button", { name: /^Change time and filters/ }).click();
  await page.getByText("Later", { exact: true }).click();
  await take("filters");
  await page.getByRole("button", { name: "Close" }).click();
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=14.6");
  await take("clusters");

  await openMap(page, "?lat=40.7543&lng=-73.9884&z=18");
  await selectSpot(page, await labelOfSpot(page, 2));
  await take("spot");
  await holdAsGuest(page, newAddress("guest"));
  await expect(page.getByLabel("Card number")).toBeVisible();
  await take("card");
  await page.getByRole("button", { name: "Cancel reservation" }).click();
  await take("cancel");
  await page.getByRole("button", { name: "Yes, cancel" }).click();
  await take("cancelled");

  const expensive = await expensiveSpot();
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=15.8");
  await selectSpot(page, expensive);
  const email = newAddress("guest");
  await holdAsGuest(page, email);
  await confirmCard(page, CARDS.declinesCharge);
  await expect(page.getByText("We sent a link and a code")).toBeVisible();
  await take("proof");
  await page.getByLabel("Six-digit code").fill(await codeFor(email));
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await page.getByRole("button", { name: "Extend" }).click();
  await expect(page.getByRole("button", { name: /^Until / })).toBeVisible();
  await take("extend");
  await page.getByRole("button", { name: "Close" }).click();
  await endNow(page);
  await page.goto(await linkTo(email, /^\/pay\//));
  await expect(page.getByText("Your card was declined.")).toBeVisible();
  await take("pay");
  await page.getByRole("button", { name: "Pay with another card" }).click();
  await typeCard(page, CARDS.valid);
  await take("pay-card");
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: "Paid. Thank you!" })).toBeVisible();
  await take("paid");
  await resetRate(expensive);

  await openMap(page, "?lat=40.7543&lng=-73.9884&z=18");
  await reserveAsGuest(page, await labelOfSpot(page));
  await take("parked");
  await page.goto("/reservations");
  await take("reservations-guest");
  await page.goBack();
  await page.getByRole("button", { name: "My spot is taken" }).click();
  await take("taken");
  await page.getByRole("button", { name: "Yes, report it" }).click();
  await expect(page.getByRole("heading", { name: "Another spot is held for you" })).toBeVisible();
  await take("offer");
  await page.getByRole("button", { name: /^Take spot/ }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  const parkedAt = Date.now();
  await page.clock.setFixedTime(Date.now() + 51 * 60_000);
  await expect(page.getByRole("alert")).toContainText("10 minutes left");
  await take("soon");
  await page.clock.setFixedTime(Date.now());
  // An amount below the minimum charge has no receipt.
  await expect.poll(() => Date.now() - parkedAt).toBeGreaterThan(12_000);
  await endNow(page);
  await take("ended");
  await page.getByRole("link", { name: "Receipt" }).click();
  await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();
  await take("receipt");

  for (const path of ["account/sign-in", "account/sign-up", "forgot-password", "reset-password#token=none"]) {
    await page.goto(`/${path}`);
    await take(path.replace(/^account.|#.*/g, ""));
  }
  await page.goto(`/zones/${await garageZone()}/prices`);
  await expect(page.getByText("Reason for the rates")).toBeVisible();
  await take("prices");
  await page.goto("/confirm-email#token=none");
  await take("confirm-email");
  await page.goto("/nowhere");
  await take("not-found");
  await signUp(page);
  await page.goto("/account");
  await page.getByRole("button", { name: "Add a card" }).click();
  await typeCard(page, CARDS.valid);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByText("Visa ending in 4242")).toBeVisible();
  await take("account");
  await page.goto("/reservations");
  await expect(page.getByText("Your reservations appear here.")).toBeVisible();
  await take("reservations");
  await page.context().close();
});

const LISTS = [
  ["", "console"],
  ["/reservations", "reservations"],
  ["/closures", "closures"],
  ["/spots", "spots"],
  ["/zones", "zones"],
  ["/tariffs", "tariffs"],
  ["/exchange", "exchange"],
  ["/cities", "cities"],
  ["/charges", "charges"],
  ["/ledger", "ledger"],
  ["/statement", "statement"],
  ["/reconciliations", "reconciliations"],
  ["/users", "users"],
  ["/role-grants", "role-grants"],
  ["/jobs?state=dead", "jobs"],
  ["/audit", "audit"],
] as const;

test("console pages", async ({ browser }) => {
  const page = await open(browser);
  const take = camera(page, "c");
  await openConsole(page);
  for (const [path, name] of LISTS) {
    await openPage(page, path);
    await take(name);
  }
  const first = async (path: string, name: string) => {
    await openPage(page, path);
    await page.locator(".row-link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(name);
    await expect(page.getByLabel("Loading")).toHaveCount(0);
  };
  await first("/reservations?status=confirmed", "Reservations");
  await take("reservation");
  await page.getByRole("button", { name: "Revoke" }).click();
  await take("revoke");
  await giveReason(page, "Revoke", "a burst water main");
  await take("revoked");
  await first("/charges?state=part_refunded", "Charges");
  await take("charge");
  await first("/spots", "Spots");
  await take("spot");
  await first("/tariffs", "Tariffs");
  await take("tariff");
  await page.getByRole("button", { name: "Replay the stays" }).click();
  await expect(page.getByRole("table", { name: "Result" })).toBeVisible();
  await take("replay", page.getByRole("region", { name: "Price by occupancy" }));
  await page.getByRole("link", { name: "Edit rules" }).click();
  await expect(page.getByRole("table", { name: "Typical stays" })).toBeVisible();
  await page.getByRole("button", { name: /^Band 1:/ }).click();
  await take("tariff-editor");
  await first("/users", "Users");
  await take("user");
  await openPage(page, "/closures");
  await page.getByRole("button", { name: "Close a spot or a zone" }).click();
  await take("closure");
  await page.context().close();
});
