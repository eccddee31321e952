import { expect, test } from "@playwright/test";
import { sql } from "./console";
import { expectAccessible, openMap, selectSpot, spotHeading } from "./driver";
import { adminRequest } from "./operator";
import { createTariffStreet, dayAndNight } from "./tariff-street";

test("map key explains the icons", async ({ page }) => {
  await openMap(page);
  await page.getByRole("button", { name: "Map key" }).click();
  const dialog = page.getByRole("dialog", { name: "Map key" });
  await expect(dialog.locator(".map-key > li")).toHaveCount(12);
  await expect(dialog.getByText("Held by a driver for a few minutes")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
});

test("block face is one row with a choice of spaces", async ({ page }) => {
  await openMap(page);
  const face = page
    .locator(".spot-list > .has-choice")
    .filter({ hasText: /W \d+ St, / })
    .first();
  const row = face.locator(".spot-row");
  await expect(row.locator("strong").first()).toHaveText(/^W \d+ St, (north|south) side$/);
  await expect(row).toContainText(/6th–7th Ave · \d+ spaces · (\d+ ft|\d\.\d mi) · about \d+ min walk/);
  await expect(row).toContainText(/\$\d+\.\d\d/);
  const toggle = face.getByRole("button", { name: /^Spaces on W \d+ St, / });
  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-expanded", "true");
  const spaces = page.getByRole("list", { name: /^Spaces on W \d+ St, / }).getByRole("button");
  const count = await spaces.count();
  expect(count).toBeGreaterThan(1);
  await expect(row).toContainText(` ${count} spaces `);
  await expectAccessible(page);
  const label = (await spaces.first().locator(".spot-label").textContent()) ?? "";
  await spaces.first().click();
  await expect(spotHeading(page, label)).toBeVisible();
  await expect(page.getByText("A space on this block face.")).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  // The choice is still open.
  await expect(spaces.first()).toBeVisible();
  // The row itself opens the space nearest to the middle of the map, which has moved.
  await row.click();
  await expect(page.getByRole("heading", { name: /Spot \S+$/ })).toBeVisible();
});

test("estimated place names its meter", async ({ page }) => {
  const { label, path, spotId } = await createTariffStreet(dayAndNight(450));
  const meter = label.replace("T", "14430");
  sql(`update spots set position_assumed = true where id = '${spotId}'`);
  await adminRequest("PATCH", `/spots/${spotId}`, { label: `${meter}-1` });
  await page.goto(path);
  await selectSpot(page, `${meter}-1`);
  await expect(page.getByText(`A space on this block face, by meter ${meter}.`)).toBeVisible();
  await expect(page.getByText("Its place on the map is estimated.")).toBeVisible();
  await expectAccessible(page);
});
