import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { addVehicle, signUpWithCard } from "./garage";

export const rowOf = (page: Page, table: string, text: string | RegExp) =>
  page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: text });

/** A driver with a card, and with a vehicle if a plate is given. */
export async function addDriver(browser: Browser, baseURL: string | undefined, plate?: string): Promise<string> {
  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  const { email } = await signUpWithCard(page);
  if (plate) await addVehicle(page, plate);
  await context.close();
  return email;
}

/** Fills the dialog that is open, and waits until it has closed. */
export async function submitDialog(
  page: Page,
  button: string,
  fill: (dialog: Locator) => Promise<void>,
): Promise<void> {
  const dialog = page.getByRole("dialog");
  await fill(dialog);
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
}
