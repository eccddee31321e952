import { expect, test } from "@playwright/test";
import { expectAccessible, openMap } from "./driver";

/** Day of the n-th Sunday of a month, in two digits. */
function sunday(year: number, month: number, nth: number): string {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return String(1 + ((7 - first) % 7) + 7 * (nth - 1)).padStart(2, "0");
}

test("search rejects skipped and asks on repeated time", async ({ page }) => {
  await openMap(page);
  await page.getByRole("button", { name: /^Change time and filters/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Later", { exact: true }).click();
  const when = dialog.locator("input[type=datetime-local]");
  const show = dialog.getByRole("button", { name: "Show spots" });
  const year = new Date().getUTCFullYear() + 1;

  await when.fill(`${year}-03-${sunday(year, 3, 2)}T02:30`);
  await expect(dialog.getByText("this time does not exist")).toBeVisible();
  await expectAccessible(page);
  await show.click();
  await expect(dialog).toBeVisible();

  const repeated = `${year}-11-${sunday(year, 11, 1)}`;
  await when.fill(`${repeated}T01:30`);
  await expect(dialog.getByText("this time occurs twice")).toBeVisible();
  await expectAccessible(page);
  await show.click();
  await expect(dialog).toBeVisible();
  await dialog.getByText(/^Second: .*1:30 AM EST$/).click();
  await show.click();
  await expect(dialog).toBeHidden();
  expect(new URL(page.url()).searchParams.get("from")).toContain(`${repeated}T06:30:00`);
});
