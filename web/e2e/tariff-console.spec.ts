import { expect, type Page, test } from "@playwright/test";
import { openConsole, openPage } from "./console";
import { collectErrors, expectAccessible } from "./driver";
import { adminRequest } from "./operator";
import { up } from "./platform";

/** A point of the week grid; 0 is Monday. */
type GridPoint = [day: number, hour: number];

/** Creates a tariff and opens its editor. */
async function createTariff(page: Page): Promise<string> {
  const name = `Tariff ${Date.now().toString(36)}`;
  await openConsole(page, "/tariffs");
  await page.getByRole("button", { name: "Create a tariff" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create a tariff" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("No version is in force.")).toBeVisible();
  await openEditor(page);
  return name;
}

async function openEditor(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Edit rules" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Rules of/ })).toBeVisible();
}

/** Drags with the mouse on the week grid. */
async function dragOnWeek(page: Page, from: GridPoint, to: GridPoint): Promise<void> {
  const area = page.locator(".week-area");
  await area.evaluate((element) => element.scrollIntoView({ block: "end" }));
  const box = await area.boundingBox();
  if (!box) throw new Error("The week grid is not visible.");
  const at = ([day, hour]: GridPoint) =>
    [box.x + ((day + 0.5) / 7) * box.width, box.y + (hour / 24) * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 5 });
  await page.mouse.up();
}

const priceOfStay = (page: Page, label: RegExp) =>
  page.getByRole("table", { name: "Typical stays" }).getByRole("row").filter({ hasText: label });

/** Rules of the free spots beside a spot of the zone, as drivers see them. */
async function rulesInZone(zoneId: string): Promise<string[]> {
  const path = `/spots?zone_id=${zoneId}&limit=1`;
  const { spots } = await adminRequest<{ spots: { lat: number; lng: number }[] }>("GET", path);
  const [spot] = spots;
  if (!spot) throw new Error("The zone has no spots.");
  const response = await fetch(`${up.api_url}/api/v1/spots?lat=${spot.lat}&lng=${spot.lng}&radius=50&limit=50`);
  const found = (await response.json()) as { spots: { rules: string }[] };
  return found.spots.map(({ rules }) => rules);
}

test("tariff is drawn, published, assigned and ended", async ({ page }) => {
  const errors = collectErrors(page);
  await createTariff(page);
  await dragOnWeek(page, [0, 8], [5, 18]);
  await page.getByLabel("Rate per hour (USD)").fill("4.50");
  const rules = "Mon–Sat 8 AM–6 PM: $4.50 / h. Free at other times.";
  await expect(page.locator(".tariff-rules")).toHaveText(rules);
  await expect(priceOfStay(page, /^Weekday 10 AM, 1 h/)).toContainText("$4.50");
  await expect(priceOfStay(page, /^Sunday/)).toContainText("$0.00");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const versions = page.getByRole("table", { name: "Versions" });
  await expect(versions.getByRole("row").filter({ hasText: rules })).toContainText("Active");

  await page.getByRole("button", { name: "Assign the tariff" }).click();
  await page.getByLabel("Kind of place").selectOption("zone");
  // A street without a tariff.
  await page.getByLabel("Search by street").fill("West 42 Street");
  const zone = page.getByLabel("Zone", { exact: true });
  const option = zone.getByRole("option").filter({ hasText: "West 42 Street" }).first();
  const zoneId = (await option.getAttribute("value")) ?? "";
  await zone.selectOption(zoneId);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Assign", exact: true }).click();
  const assignment = page.getByRole("table", { name: "Assignments" }).getByRole("row").filter({ hasText: "West 42" });
  await expect(assignment).toContainText("Active");
  await expect.poll(() => rulesInZone(zoneId), { timeout: 60_000 }).toContain(rules);

  // Ended, so that other tests do not use it.
  await assignment.getByRole("button", { name: "End now" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Accepted quotes and stays keep their price.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "End now" }).click();
  await expect(dialog).toBeHidden();
  await expect(assignment).toContainText("Over");
  await expect.poll(() => rulesInZone(zoneId), { timeout: 60_000 }).not.toContain(rules);
  expect(errors).toEqual([]);
});

test("overlapping bands are refused with their place", async ({ page }) => {
  const errors = collectErrors(page);
  await createTariff(page);
  await dragOnWeek(page, [0, 8], [4, 18]);
  await page.getByRole("button", { name: "Add a band" }).click();
  const problem = page.getByRole("alert").filter({ hasText: "The tariff has an error." });
  await expect(problem).toContainText("Band 2: overlaps Band 1 on Monday");
  await expect(page.locator(".week-block.is-invalid").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "document/bands/1" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: /^Rules of/ })).toBeVisible();
  await page.getByRole("button", { name: "Show Band 2" }).click();
  await page.getByLabel("From", { exact: true }).fill("8 AM");
  await expect(page.getByLabel("From", { exact: true })).toHaveAccessibleDescription(/must be a time/);
  await page.getByLabel("From", { exact: true }).fill("18:00");
  await page.getByLabel("Until", { exact: true }).fill("22:00");
  await expect(problem).toBeHidden();
  await expect(page.locator(".tariff-rules")).toContainText("Daily 6 PM–10 PM");
  // The invalid documents cause expected 422s.
  expect(errors.filter((error) => !/422/.test(error))).toEqual([]);
});

test("history shows and compares both versions", async ({ page }) => {
  const name = await createTariff(page);
  await dragOnWeek(page, [2, 9], [2, 17]);
  const block = page.getByRole("button", { name: /^Move band 1: Wed 09:00–17:00/ });
  await block.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(page.getByRole("button", { name: /^Band 1: Thu 09:15–17:00/ })).toBeVisible();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const versions = page.getByRole("table", { name: "Versions" });
  await expect(versions.getByRole("row")).toHaveCount(2);

  await openEditor(page);
  await page.getByRole("button", { name: /^Band 1:/ }).click();
  await page.getByLabel("Rate per hour (USD)").fill("5");
  const difference = page.getByRole("table", { name: "Difference" });
  const rate = difference.getByRole("row").filter({ hasText: "Thu 09:15–17:00: Rate per hour" });
  await expect(rate.getByRole("cell")).toHaveText(["Thu 09:15–17:00: Rate per hour", "free", "$5.00 / h"]);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(versions.getByRole("row")).toHaveCount(3);
  await expect(versions.getByRole("row").nth(1)).toContainText("Active");
  await expect(versions.getByRole("row").nth(2)).toContainText("Over");
  await versions.getByRole("button", { name: "Compare with the version in force" }).click();
  await expect(page.getByRole("heading", { name: "Version 1 compared with version 2" })).toBeVisible();
  await expect(rate.getByRole("cell")).toHaveText(["Thu 09:15–17:00: Rate per hour", "$5.00 / h", "free"]);
  await expectAccessible(page);
  await openPage(page, "/tariffs");
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("$5.00 / h");
});
