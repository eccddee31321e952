// Pictures of the pages of a garage.
import { expect, type Page } from "@playwright/test";
import type { Take } from "./pictures";
import { demoGarage } from "./scene";

/** From the page of the garage to a visit that stays open. */
export async function takeGarage(page: Page, take: Take): Promise<void> {
  const { id, entrance, exit } = await demoGarage();
  await page.goto(`/sites/${id}`);
  await expect(page.getByRole("heading", { name: "Garage West 43 Street" })).toBeVisible();
  await take("site");
  await page.getByRole("button", { name: "Show my pass" }).click();
  await expect(page.getByAltText("Code of your pass")).toBeVisible();
  await take("pass");
  await page.getByRole("button", { name: "Close" }).click();
  await page.goto("/go");
  await expect(page.getByRole("heading", { name: "Scan a code" })).toBeVisible();
  await take("scan");
  const enter = async () => {
    await page.goto(entrance);
    const button = page.getByRole("button", { name: "Enter", exact: true });
    await expect(button).toBeVisible();
    return button;
  };
  const button = await enter();
  await take("enter");
  await button.click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await expect(page.getByText("Entrance: the barrier is open")).toBeVisible();
  await take("visit");
  await page.goto(exit);
  const leave = page.getByRole("button", { name: "Leave and pay" });
  await expect(leave).toBeVisible();
  await take("leave");
  await leave.click();
  await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
  await take("visit-ended");
  await (await enter()).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
}
