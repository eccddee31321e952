import { expect, test } from "@playwright/test";
import { openConsole } from "./console";
import { expectAccessible, holdAsGuest, labelOfSpot, openMap, selectSpot, signUp } from "./driver";
import { newAddress } from "./platform";

test("saved vehicle is chosen and changed", async ({ page }) => {
  await signUp(page);
  await page.goto("/account");
  await page.getByRole("button", { name: "Add a vehicle" }).click();
  await page.getByLabel("License plate").fill("B-AB 123");
  await page.getByText("Electric", { exact: true }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save vehicle" }).click();
  await expect(page.getByText("B-AB 123")).toBeVisible();
  await expect(page.getByText("Car, electric")).toBeVisible();
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 10));
  await expect(page.getByRole("radio", { name: "B-AB 123" })).toBeChecked();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Reserve/ }).click();
  await expect(page.getByRole("heading", { name: "Held for you" })).toBeVisible();
  await expect(page.getByText("B-AB 123")).toBeVisible();
  await page.getByRole("button", { name: "Change vehicle" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Another vehicle", { exact: true }).click();
  await dialog.getByLabel("License plate").fill("AB/1");
  await dialog.getByRole("button", { name: "Save vehicle" }).click();
  await expect(dialog.getByText("This value has the wrong format.")).toBeVisible();
  await dialog.getByLabel("License plate").fill("RENTAL 1");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save vehicle" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("RENTAL 1")).toBeVisible();
});

test("operator finds the plate of a guest", async ({ page, browser, baseURL }) => {
  const plate = `G${Date.now() % 1_000_000_000}`;
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 11));
  await page.getByLabel("License plate (optional)").fill(plate);
  await expectAccessible(page);
  const email = newAddress("guest");
  await holdAsGuest(page, email);
  await expect(page.getByText(plate)).toBeVisible();

  const console = await (await browser.newContext({ ...(baseURL && { baseURL }) })).newPage();
  await openConsole(console, "/reservations");
  await console.getByRole("button", { name: "Find a plate" }).click();
  const dialog = console.getByRole("dialog");
  await dialog.getByLabel("Plate", { exact: true }).fill(plate.toLowerCase());
  await dialog.getByLabel("Reason", { exact: true }).fill("blocks a driveway");
  await dialog.getByRole("button", { name: "Find a plate" }).click();
  await expect(console.getByText("One reservation has this plate.")).toBeVisible();
  await expectAccessible(console);
  const found = console.getByRole("region", { name: "Find a plate" });
  await found.getByRole("link", { name: /^Spot/ }).click();
  await expect(console.getByText(`${plate} (Car)`)).toBeVisible();
  await console.context().close();
});
