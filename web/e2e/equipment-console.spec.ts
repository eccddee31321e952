import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { giveReason, openConsole } from "./console";
import { collectErrors, expectAccessible } from "./driver";
import { createGarage } from "./garage";
import { up } from "./platform";
import { rowOf, submitDialog } from "./site-console";

/** Presses a button that saves a file. */
async function savedFile(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const saved = page.waitForEvent("download");
  await button.click();
  const download = await saved;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "latin1") };
}

/** The status of the answer about a printed code, whose page has this path. */
async function statusOfCode(path: string): Promise<number> {
  const response = await fetch(`${up.api_url}/api/v1/entry-codes/look-up`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: path.split("/").at(-1) }),
  });
  return response.status;
}

test("codes are issued, printed and replaced", async ({ page }) => {
  const errors = collectErrors(page);
  const { siteId, entrance } = await createGarage({ spots: 2 });
  await openConsole(page, `/sites/${siteId}/equipment`);
  await page.getByRole("button", { name: "Issue a code" }).click();
  await submitDialog(page, "Issue a code", async (dialog) => {
    await dialog.getByLabel("Kind").selectOption("spot");
    await dialog.getByLabel("Spot", { exact: true }).selectOption({ index: 1 });
    await expectAccessible(page);
  });
  await expect(rowOf(page, "Codes", /^Spot/)).toHaveCount(1);
  await expectAccessible(page);

  const sheets = await savedFile(page, page.getByRole("button", { name: "All sheets (PDF)" }));
  expect([sheets.name, sheets.text.slice(0, 5)]).toEqual(["codes.pdf", "%PDF-"]);
  const svg = await savedFile(page, page.getByRole("button", { name: `SVG: ${entrance.words}` }));
  expect(svg.name).toBe(`${entrance.words}.svg`);
  expect(svg.text).toContain("<svg");

  expect(await statusOfCode(entrance.path)).toBe(200);
  await rowOf(page, "Codes", entrance.words).getByRole("button", { name: "Reissue" }).click();
  await giveReason(page, "Reissue", "a copied code was found");
  await expect(rowOf(page, "Codes", entrance.words)).toHaveCount(0);
  await expect(rowOf(page, "Codes", /^Entrance/)).toHaveCount(1);
  await page.getByText("Show revoked", { exact: true }).click();
  await expect(rowOf(page, "Codes", entrance.words)).toContainText("a copied code was found");
  expect(await statusOfCode(entrance.path)).toBe(410);
  expect(errors).toEqual([]);
});

const shown = (page: Page) => page.locator(".one-time");

/** The status of the answer to a device with this key. */
async function statusOfDevice(key: string): Promise<number> {
  const response = await fetch(`${up.api_url}/api/v1/device`, { headers: { authorization: `Bearer ${key}` } });
  return response.status;
}

test("keys and addresses of equipment are shown once", async ({ page }) => {
  const errors = collectErrors(page);
  const { siteId } = await createGarage({ spots: 1 });
  await openConsole(page, `/sites/${siteId}/equipment`);
  await page.getByRole("button", { name: "Add a device" }).click();
  await submitDialog(page, "Add", (dialog) => dialog.getByLabel("Name").fill("Gateway of the ramp"));
  const key = (await shown(page).textContent()) ?? "";
  expect(await statusOfDevice(key)).toBe(200);
  await expectAccessible(page);
  await rowOf(page, "Devices", "Gateway of the ramp").getByRole("button", { name: "Renew key" }).click();
  await submitDialog(page, "Renew key", () => Promise.resolve());
  await expect(shown(page)).not.toHaveText(key);
  const renewed = (await shown(page).textContent()) ?? "";
  expect([await statusOfDevice(key), await statusOfDevice(renewed)]).toEqual([401, 200]);

  await page.getByRole("button", { name: "Add a lane" }).click();
  await submitDialog(page, "Add", async (dialog) => {
    await dialog.getByLabel("Name").fill("Ramp");
    await dialog.getByLabel("Direction").selectOption("both");
    await dialog.getByLabel("Gateway of the barrier").selectOption("Gateway of the ramp");
  });
  await expect(rowOf(page, "Lanes", "Ramp").first()).toContainText("Gateway of the ramp");

  await page.reload();
  await expect(rowOf(page, "Devices", "Gateway of the ramp")).toBeVisible();
  await expect(shown(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Add a camera" }).click();
  await submitDialog(page, "Add", (dialog) => dialog.getByLabel("Name").fill("Camera of the ramp"));
  await expect(shown(page)).toContainText("/api/v1/camera-reads/");
  await rowOf(page, "Devices", "Gateway of the ramp").getByRole("button", { name: "Revoke" }).click();
  await giveReason(page, "Revoke", "it was stolen");
  await expect(rowOf(page, "Devices", "Gateway of the ramp")).toContainText("Revoked");
  expect(await statusOfDevice(renewed)).toBe(401);
  expect(errors).toEqual([]);
});
