import { expect, test } from "@playwright/test";
import { collectErrors, expectAccessible } from "./driver";
import { addVehicle, BILLED, COUNT_TIMEOUT, createGarage, signUpWithCard, watchGarage } from "./garage";
import { linkTo } from "./platform";
import { connectEquipment, openings, readPlate } from "./site-simulator";

test("vehicle enters and leaves by its plate", async ({ page, browser, baseURL }) => {
  const errors = collectErrors(page);
  const garage = await createGarage({ spots: 2, hasBarriers: true });
  const disconnect = await connectEquipment(garage);
  try {
    const { email } = await signUpWithCard(page);
    const plate = `P${Date.now() % 10_000_000}`;
    await addVehicle(page, plate);
    const row = await watchGarage(browser, baseURL, garage);
    await expect(row).toContainText("2 left");

    expect(await readPlate("in", "NOBODY1")).toBe("no_match");
    expect(await openings(garage.entrance.id)).toEqual([]);
    expect(await readPlate("in", plate)).toBe("entered");
    await expect(row).toContainText("1 left", COUNT_TIMEOUT);
    await expect.poll(async () => (await openings(garage.entrance.id)).map(({ by }) => by)).toEqual(["command"]);

    await page.goto("/reservations");
    const visit = page.locator(".visit-card");
    await expect(visit).toContainText(`${garage.name} · ${plate}`);
    await visit.click();
    await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
    await expect(page.getByText("Entrance: the barrier is open")).toBeVisible();
    await expectAccessible(page);

    await expect(page.getByRole("timer")).toContainText(BILLED);
    expect(await readPlate("out", plate)).toBe("left");
    await expect(row).toContainText("2 left", COUNT_TIMEOUT);
    await expect.poll(async () => (await openings(garage.exit.id)).map(({ by }) => by)).toEqual(["command"]);
    await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
    await expect(page.getByText(/, paid$/)).toBeVisible();
    await page.goto(await linkTo(email, /^\/reservations\/[^/]+\/receipt$/));
    await expect(page.getByText("Visa ending in 4242")).toBeVisible();
    expect(errors).toEqual([]);
    await row.page().context().close();
  } finally {
    await disconnect();
  }
});
