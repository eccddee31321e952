import { expect, type Locator, type Page, test } from "@playwright/test";
import { expectAccessible, openMap } from "./driver";

const box = (page: Page): Locator => page.getByRole("combobox", { name: "Where to?" });

interface Answer {
  text: string;
  name: string;
  addresses?: string;
}

/** An answer with one street. */
const answer = ({ text, name, addresses = "on" }: Answer) => ({
  places: [
    {
      ...{ kind: "street", id: text, name, detail: null, lat: 40.7543, lng: -73.9884 },
      ...{ city_id: null, site_id: null, zone_id: null, spot_id: null },
    },
  ],
  addresses,
});

test("late answer to an earlier text is dropped", async ({ page }) => {
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/api\/v1\/places\?/, async (route) => {
    const text = new URL(route.request().url()).searchParams.get("q") ?? "";
    if (text === "b") await isReleased;
    // The browser may have given up the earlier request.
    await route.fulfill({ json: answer({ text, name: `Street ${text}` }) }).catch(() => undefined);
  });
  await openMap(page);
  const first = page.waitForRequest(/places\?.*q=b(&|$)/);
  await box(page).pressSequentially("b");
  await first;
  await box(page).pressSequentially("r");
  await expect(page.getByRole("option")).toHaveText([/^Street br/]);
  release();
  await box(page).pressSequentially("o");
  await expect(page.getByRole("option")).toHaveText([/^Street bro/]);
});

test("box says that addresses are not available", async ({ page }) => {
  await page.route(/\/api\/v1\/places\?/, (route) =>
    route.fulfill({ json: answer({ text: "w", name: "West 43 Street", addresses: "unavailable" }) }),
  );
  await openMap(page);
  await box(page).pressSequentially("w");
  await expect(page.getByText("Streets only: addresses are not available now.")).toBeVisible();
  await expect(page.getByRole("option", { name: /^W 43 St/ })).toBeVisible();
  await expectAccessible(page);
});
