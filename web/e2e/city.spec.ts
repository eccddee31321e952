import { expect, type Page, test } from "@playwright/test";
import { openConsole } from "./console";
import { collectErrors, delayRequests, dragMap, expectAccessible, spotHeading } from "./driver";
import { adminRequest } from "./operator";
import { up } from "./platform";

const SYDNEY = { slug: "sydney-demo", name: "Sydney (demo)", time_zone: "Australia/Sydney", currency: "USD" };
const CENTER = { lat: -33.8736, lng: 151.2069 };
const MIDTOWN_CENTER = { lat: 40.7543, lng: -73.9884 };
const STREET = "George Street";
/** As on its sign. */
const ROW = "George St, west side";

interface City {
  id: string;
  slug: string;
}

let sydney: City;

/** Creates the city with one spot, if an earlier run has not. */
async function createSydney(): Promise<City> {
  const { cities } = await adminRequest<{ cities: City[] }>("GET", "/cities");
  const known = cities.find(({ slug }) => slug === SYDNEY.slug);
  if (known) return known;
  const city = await adminRequest<City>("POST", "/cities", SYDNEY);
  const { lat, lng } = CENTER;
  const zone = await adminRequest<{ id: string }>("POST", "/zones", {
    city_id: city.id,
    source_ref: "george-street",
    street: STREET,
    side: "W",
    line: [
      [lng, lat - 0.0003],
      [lng, lat + 0.0003],
    ],
  });
  const spot = { zone_id: zone.id, label: "GS1", lat, lng, rate_minor_per_hour: 600 };
  await adminRequest("POST", "/spots", spot);
  return city;
}

test.beforeAll(async () => {
  sydney = await createSydney();
  const found = async () => {
    const response = await fetch(`${up.api_url}/api/v1/spots?lat=${CENTER.lat}&lng=${CENTER.lng}&radius=50`);
    return ((await response.json()) as { spots: unknown[] }).spots.length;
  };
  await expect.poll(found, { timeout: 60_000, message: "spots of the city" }).toBe(1);
});

test.beforeEach(async ({ context }) => {
  // The api caches the list of cities for two minutes.
  await context.route("**/api/v1/configuration", async (route) => {
    const response = await route.fetch();
    const configuration = (await response.json()) as { cities: City[] };
    // Spots that other tests add far away move the centre of the demo city.
    const others = configuration.cities
      .filter(({ id }) => id !== sydney.id)
      .map((city) => ({ ...city, center: MIDTOWN_CENTER }));
    const cities = [...others, { ...SYDNEY, id: sydney.id, center: CENTER }];
    await route.fulfill({ response, json: { ...configuration, cities } });
  });
});

const cityButton = (page: Page, name: string) => page.getByRole("button", { name: `City: ${name}`, exact: true });
const spotIn = (page: Page, street: string) => page.locator(".spot-row", { hasText: street }).first();

test.describe("with a permitted position", () => {
  test.use({
    geolocation: { latitude: -33.815, longitude: 151.001 },
    permissions: ["geolocation"],
    timezoneId: "America/New_York",
  });

  test("map opens in the nearest city", async ({ page }) => {
    const errors = collectErrors(page);
    await page.goto("/");
    await expect(cityButton(page, SYDNEY.name)).toBeVisible();
    await expect(spotIn(page, ROW)).toBeVisible();
    await expectAccessible(page);
    expect(errors).toEqual([]);
  });
});

test.describe("in the time zone of a city", () => {
  test.use({ timezoneId: SYDNEY.time_zone });

  test("map opens in the city of the time zone", async ({ page }) => {
    await page.goto("/");
    await expect(cityButton(page, SYDNEY.name)).toBeVisible();
    await expect(spotIn(page, ROW)).toBeVisible();
  });
});

test.describe("before the map has loaded", () => {
  // A service worker would load the map out of sight of the test.
  test.use({ timezoneId: "America/Chicago", serviceWorkers: "block" });

  test("map opens in the chosen city", async ({ page }) => {
    const loadMap = await delayRequests(page, "**/assets/map-view-*.js");
    await page.goto("/");
    await cityButton(page, "Midtown (demo)").click();
    const dialog = page.getByRole("dialog", { name: "Choose a city" });
    await dialog.getByRole("button", { name: SYDNEY.name }).click();
    await expect(spotIn(page, ROW)).toBeVisible();
    await expect(page.locator(".maplibregl-canvas")).toHaveCount(0);
    loadMap();
    await dragMap(page, [-20, 20]);
    expect(Number(new URL(page.url()).searchParams.get("lng"))).toBeCloseTo(CENTER.lng, 1);
    await expect(cityButton(page, SYDNEY.name)).toBeVisible();
  });
});

test.describe("in another time zone", () => {
  test.use({ timezoneId: "America/Chicago" });

  test("chosen city is remembered", async ({ page }) => {
    const errors = collectErrors(page);
    await page.goto("/");
    await cityButton(page, "Midtown (demo)").click();
    const dialog = page.getByRole("dialog", { name: "Choose a city" });
    await expect(dialog.getByRole("button", { name: "Midtown (demo)" })).toHaveAttribute("aria-current", "true");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: SYDNEY.name }).click();
    await expect(dialog).toBeHidden();
    await expect(cityButton(page, SYDNEY.name)).toBeVisible();
    await spotIn(page, ROW).click();
    await expect(spotHeading(page, "GS1")).toBeVisible();
    // Times are those of the city.
    const at = new Intl.DateTimeFormat("en", { timeZone: SYDNEY.time_zone, hour: "numeric", minute: "2-digit" });
    const minutes = [14, 15, 16].map((ahead) => at.format(Date.now() + ahead * 60_000).replace(/\s/g, "\\s"));
    await expect(page.getByText(new RegExp(`^Price guaranteed until (${minutes.join("|")})$`))).toBeVisible();

    await page.goto("/");
    await expect(cityButton(page, SYDNEY.name)).toBeVisible();
    await expect(spotIn(page, ROW)).toBeVisible();
    await cityButton(page, SYDNEY.name).click();
    await dialog.getByRole("button", { name: "Midtown (demo)" }).click();
    await expect(spotIn(page, "W 4")).toBeVisible();
    await page.goto("/");
    await expect(cityButton(page, "Midtown (demo)")).toBeVisible();
    await expect(spotIn(page, "W 4")).toBeVisible();
    expect(errors).toEqual([]);
  });

  test("console remembers the default city", async ({ page }) => {
    await openConsole(page, "/reservations");
    await expect(page.getByText(/\(New York\)$/).first()).toBeVisible();
    const menu = page.getByRole("button", { name: "Menu" });
    if (await menu.isVisible()) await menu.click();
    const choice = page.getByLabel("Default city");
    await choice.selectOption(SYDNEY.name);
    await expect(page.getByText(/\(Sydney\)$/).first()).toBeVisible();
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByText(/\(Sydney\)$/).first()).toBeVisible();
    await expect(page.getByText(/\(New York\)$/)).toHaveCount(0);
  });
});
