import { execFileSync } from "node:child_process";
import { expect, type Page } from "@playwright/test";
import { signIn } from "./driver";
import { freeSpots } from "./operator";
import { newAddress, up } from "./platform";

/** Signs in as operator. */
export async function openConsole(page: Page, path = ""): Promise<void> {
  const login = up.logins.find(({ role }) => role === "operator");
  if (!login) throw new Error("There is no operator's log-in.");
  await signIn(page, login.email, login.password);
  await openPage(page, path);
}

/** Waits until the page has loaded. */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(`/admin${path}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByLabel("Loading")).toHaveCount(0);
}

/** Presses a button and confirms its dialog. */
export async function confirmAction(page: Page, name: string, reason: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await giveReason(page, name, reason);
}

export async function giveReason(page: Page, name: string, reason: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason", { exact: true }).fill(reason);
  await dialog.getByRole("button", { name, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** The rights of a vehicle; the day is as `2026-11-30`. */
interface Vehicle {
  plate: string;
  disabled_permit_until?: string;
}

/** A guest's hold without a browser, by default of a free street spot. A restricted spot needs a vehicle. */
export async function holdByApi(spotId?: string, vehicle?: Vehicle): Promise<{ id: string; email: string }> {
  const spot_id = spotId ?? (await freeSpots()).at(-1)?.id;
  const email = newAddress("guest");
  const response = await fetch(`${up.api_url}/api/v1/reservations`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({
      spot_id,
      email,
      vehicle,
      ends_at: new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, ""),
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  const { reservation } = (await response.json()) as { reservation: { id: string } };
  return { id: reservation.id, email };
}

/** For states that no route creates. */
export function sql(statement: string): string {
  const options = { input: statement, encoding: "utf8" } as const;
  return execFileSync("psql", [up.database_url, "-v", "ON_ERROR_STOP=1", "-qAt", "-f", "-"], options);
}
