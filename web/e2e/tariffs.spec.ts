import { expect, type Page, test } from "@playwright/test";
import {
  CARDS,
  chooseInSearch,
  confirmCard,
  enterCode,
  expectAccessible,
  holdAsGuest,
  openDetails,
  openSearchForm,
  searchChip,
  selectSpot,
} from "./driver";
import { newAddress, up } from "./platform";
import { createTariffStreet, DELIVERIES, finishStay, METER, nextDay } from "./tariff-street";

const SUNDAY = 0;
const MONDAY = 1;

interface Search {
  /** Local time of the city. */
  at: string;
  duration?: string;
  vehicle?: string;
}

async function search(page: Page, { at, duration, vehicle }: Search): Promise<void> {
  const dialog = await openSearchForm(page, "Time");
  await dialog.getByText("Later", { exact: true }).click();
  // The city, in whose time zone the time is typed, is known.
  const when = dialog.locator("input[type=datetime-local]");
  await expect(when).toBeEnabled();
  await when.fill(at);
  await dialog.getByRole("button", { name: "Show spots" }).click();
  await expect(dialog).toBeHidden();
  if (duration) await chooseInSearch(page, "Duration", duration);
  if (vehicle) await chooseInSearch(page, "Vehicle", vehicle);
}

const refusedSpots = (page: Page) => page.getByRole("region", { name: "Not allowed at that time" });

/** Verifies the address of a held reservation; resolves to its id. */
async function verify(page: Page, email: string): Promise<string> {
  await enterCode(page, email);
  await expect(page.getByRole("heading", { name: "Your spot is reserved" })).toBeVisible();
  return /\/reservations\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
}

/** The rows of a price without their dates. */
async function priceLines(page: Page, table: string): Promise<string[]> {
  const rows = page.locator(`${table} tbody tr`);
  await expect(rows.first()).toBeVisible();
  return (await rows.allTextContents()).map((text) => text.replace(/[A-Z][a-z]{2}, [A-Z][a-z]{2} \d+, /g, ""));
}

test("car may use a delivery kerb from 6 PM", async ({ page }) => {
  const monday = nextDay(MONDAY);
  const { label, path } = await createTariffStreet(DELIVERIES);
  await page.goto(path);
  await search(page, { at: `${monday}T12:00` });
  const refused = refusedSpots(page);
  await expect(refused.getByRole("button", { name: `Spot ${label}` })).toBeVisible();
  await expect(refused.locator(".refusal-reason")).toContainText("Only vans and trucks may park here until");
  await expect(refused).toContainText("$4.50 / h");
  await expect(page.locator(".spot-row")).toHaveCount(0);
  await expectAccessible(page);

  await refused.getByRole("button", { name: `Spot ${label}` }).click();
  await expect(page.getByText("The rules of this spot do not allow your stay.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Reserve/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Arrive .*6:00 PM$/ }).click();
  await expect(page.getByRole("button", { name: "Reserve · nothing to pay" })).toBeEnabled();
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.locator(".spot-row")).toContainText("free");

  await search(page, { at: `${monday}T12:00`, vehicle: "Van" });
  await expect(page.locator(".spot-row")).toContainText("$4.50");
  await expect(searchChip(page, "Vehicle")).toContainText("Van");
  await page.reload();
  await selectSpot(page, label);
  await expect(page.getByRole("button", { name: "Reserve · up to $4.50" })).toBeEnabled();
});

test("Sunday stay at a meter costs nothing", async ({ page }) => {
  const { label, path } = await createTariffStreet(METER);
  await page.goto(path);
  await search(page, { at: `${nextDay(SUNDAY)}T14:00`, duration: "2 h" });
  await expect(page.locator(".spot-row")).toContainText("free");
  await selectSpot(page, label);
  await expect(page.getByText("You pay nothing at that time.")).toBeVisible();
  await expect(page.locator(".rules")).toContainText("$4.50 / h");
  expect(await priceLines(page, ".price-lines")).toEqual(["2 h: No charge at this time2:00 PM – 4:00 PM$0.00"]);
  await expectAccessible(page);
  const email = newAddress("guest");
  await holdAsGuest(page, email);
  const id = await verify(page, email);
  await openDetails(page);
  await expect(page.locator(".facts")).toContainText("At most$0.00");
  await expect(page.locator(".facts")).toContainText("$4.50 / h, 2 h at most");
  await finishStay(id);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
  await expect(page.getByText("$0.00, nothing to pay")).toBeVisible();
});

test("two hours bind search, hold and extension", async ({ page }) => {
  const monday = nextDay(MONDAY);
  const { label, path, spotId } = await createTariffStreet(METER);
  await page.goto(path);
  await search(page, { at: `${monday}T10:00`, duration: "4 h" });
  await refusedSpots(page)
    .getByRole("button", { name: /^Leave by .*12:00 PM$/ })
    .click();
  await expect(page.locator(".spot-row")).toContainText("$9.00");
  await selectSpot(page, label);
  await expect(page.getByText(/^You may stay until .*12:00 PM at the latest\.$/)).toBeVisible();
  const duration = (name: string) => page.locator(".spot-panel .chip").filter({ hasText: new RegExp(`^${name}$`) });
  await duration("4 h").click();
  await expect(page.getByText("The rules of this spot do not allow your stay.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Reserve/ })).toHaveCount(0);

  const from = new URL(page.url()).searchParams.get("from") ?? "";
  const response = await fetch(`${up.api_url}/api/v1/reservations`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({
      spot_id: spotId,
      email: newAddress("guest"),
      starts_at: from.replace(/"|\.\d+/g, ""),
      duration_seconds: 14_400,
    }),
  });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: "not_allowed_by_tariff", reason: "max_stay" });

  await duration("1 h").click();
  const email = newAddress("guest");
  await holdAsGuest(page, email);
  await confirmCard(page, CARDS.valid);
  await verify(page, email);
  await page.getByRole("button", { name: "Extend", exact: true }).click();
  const dialog = page.getByRole("dialog");
  // The first quote moves the choices, which a click at the same time would miss.
  await expect(dialog.getByText(/^Price guaranteed until/)).toBeVisible();
  await dialog.getByText("+2 h", { exact: true }).click();
  await expect(dialog.getByText(/^The rules do not allow this stay\./)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: /^Extend to .*12:00 PM$/ }).click();
  await expect(dialog.getByText(/^Price guaranteed until/)).toBeVisible();
  await dialog.getByRole("button", { name: /^Until .*12:00 PM for \$4\.50 more$/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator(".stay-head")).toContainText("at most $9.00");
});

test("receipt has the lines of the quote", async ({ page }) => {
  const { label, path } = await createTariffStreet(METER);
  await page.goto(path);
  await search(page, { at: `${nextDay(MONDAY)}T18:00`, duration: "2 h" });
  await selectSpot(page, label);
  await expect(page.getByText(/^Price guaranteed until \d+:\d\d [AP]M$/)).toBeVisible();
  const quoted = await priceLines(page, ".price-lines");
  expect(quoted).toEqual([
    "1 h at $4.50 per hour6:00 PM – 7:00 PM$4.50",
    "1 h at $2.00 per hour7:00 PM – 8:00 PM$2.00",
  ]);
  await expect(page.getByRole("button", { name: "Reserve · up to $6.50" })).toBeVisible();
  const email = newAddress("guest");
  await holdAsGuest(page, email);
  await confirmCard(page, CARDS.valid);
  const id = await verify(page, email);
  await finishStay(id);
  await page.reload();
  await expect(page.getByText("$6.50, paid")).toBeVisible();
  await page.getByRole("link", { name: "Receipt" }).click();
  await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();
  expect(await priceLines(page, ".receipt")).toEqual(quoted);
  await expect(page.locator(".receipt tfoot")).toContainText("Total$6.50");
  await expectAccessible(page);
});
