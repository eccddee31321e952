// Pictures of the pages of the console.
import { expect, type Page } from "@playwright/test";
import { giveReason, openPage } from "./console";
import type { Take } from "./pictures";
import { demoGarage } from "./scene";

const LISTS = [
  ["", "console"],
  ["/reservations", "reservations"],
  ["/visits", "visits"],
  ["/plate-reads", "plate-reads"],
  ["/closures", "closures"],
  ["/spots", "spots"],
  ["/zones", "zones"],
  ["/tariffs", "tariffs"],
  ["/guard-rails", "guard-rails"],
  ["/permits", "permits"],
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

/** Every page, after the sign-in. */
export async function takeConsole(page: Page, take: Take): Promise<void> {
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
  await first("/visits?state=open", "Visits");
  await take("visit");
  const { id: garage } = await demoGarage();
  for (const part of ["operations", "equipment", "plate-reads"]) {
    await openPage(page, `/sites/${garage}/${part}`);
    await take(`garage-${part}`);
  }
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
  await openPage(page, "/tariffs");
  await page.getByRole("link", { name: "Lot", exact: true }).click();
  const yieldPrices = page.getByRole("region", { name: "Price by live occupancy" });
  await expect(yieldPrices.getByRole("table", { name: "Changes" })).toBeVisible();
  await take("yield", yieldPrices);
  await first("/users", "Users");
  await take("user");
  await openPage(page, "/closures");
  await page.getByRole("button", { name: "Close a spot or a zone" }).click();
  await take("closure");
}
