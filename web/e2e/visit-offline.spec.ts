import { expect, test } from "@playwright/test";
import { collectErrors } from "./driver";
import { createGarage, signUpWithCard } from "./garage";
import { linkTo } from "./platform";
import { connectEquipment, expectReported, openings, scanPass, setOffline } from "./site-simulator";

/** The requirement: a network that is cut for a minute. */
const CUT_MS = 60_000;

test("barrier that is cut off opens by pass", async ({ page }) => {
  const errors = collectErrors(page);
  const garage = await createGarage({ spots: 2, hasBarriers: true });
  const disconnect = await connectEquipment(garage);
  try {
    const { email } = await signUpWithCard(page);
    await page.goto(`/sites/${garage.siteId}`);
    await page.getByRole("button", { name: "Show my pass" }).click();
    const picture = page.getByAltText("Code of your pass");
    await expect(picture).toBeVisible();
    const pass = (await picture.getAttribute("data-pass")) ?? "";

    await setOffline(true);
    const changed = `${pass.slice(0, 20)}AAAA${pass.slice(24)}`;
    expect(await scanPass("in", changed)).toEqual({ opens: false, reason: "unknown_code" });
    expect(await scanPass("in", pass)).toEqual({ opens: true, reason: null });
    expect((await openings(garage.entrance.id)).map(({ by }) => by)).toEqual(["pass"]);
    // A photo of the pass opens for nobody else.
    expect(await scanPass("in", pass)).toEqual({ opens: false, reason: "already_inside" });
    await page.goto("/reservations");
    await expect(page.getByText("Your reservations appear here.")).toBeVisible();
    await expect(page.locator(".visit-card")).toHaveCount(0);
    await page.waitForTimeout(CUT_MS);

    await setOffline(false);
    await expectReported();
    await page.reload();
    const visit = page.locator(".visit-card");
    await expect(visit).toContainText(garage.name);
    await visit.click();
    await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
    // It has lasted since the arrival, not since the report.
    await expect(page.getByRole("timer")).toContainText(/1:\d\d/);

    expect(await scanPass("out", pass)).toEqual({ opens: true, reason: null });
    await expect.poll(async () => (await openings(garage.exit.id)).map(({ by }) => by)).toEqual(["command"]);
    await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
    // More than a minute, at a dollar a second.
    await expect(page.getByText(/\$(6\d|[7-9]\d|\d{3})\.\d\d, paid$/)).toBeVisible();
    await page.goto(await linkTo(email, /^\/reservations\/[^/]+\/receipt$/));
    await expect(page.getByText("Visa ending in 4242")).toBeVisible();
    expect(errors).toEqual([]);
  } finally {
    await disconnect();
  }
});
