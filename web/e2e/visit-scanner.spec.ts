import { expect, type Page, type PlaywrightWorkerArgs, test } from "@playwright/test";
import { collectErrors, expectAccessible } from "./driver";
import { launchWithCamera, writeFilm } from "./fake-camera";
import { addVehicle, createGarage, type Garage, leave, signUpWithCard } from "./garage";
import { adminText } from "./operator";

interface Fixtures {
  playwright: PlaywrightWorkerArgs["playwright"];
  baseURL: string | undefined;
}

/** A page whose camera sees the printed code of the entrance. Other permissions than these are refused. */
async function withCamera(
  { playwright, baseURL }: Fixtures,
  garage: Garage,
  permissions: string[],
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const info = test.info();
  const film = info.outputPath("code.y4m");
  writeFilm(film, await adminText(`/codes/${garage.entrance.codeId}/sheet.svg`));
  const { launchOptions = {}, viewport } = info.project.use;
  const browser = await launchWithCamera(playwright.chromium, launchOptions, film);
  try {
    const options = { ...(baseURL && { baseURL }), ...(viewport && { viewport }), permissions };
    await act(await (await browser.newContext(options)).newPage());
  } finally {
    await browser.close();
  }
}

test("camera reads a code", async ({ playwright, baseURL }) => {
  const garage = await createGarage({ spots: 2 });
  await withCamera({ playwright, baseURL }, garage, ["camera"], async (page) => {
    const errors = collectErrors(page);
    await signUpWithCard(page);
    await page.goto("/go");
    await expectAccessible(page);
    // Nothing is to be chosen, so that the code alone opens the visit.
    await page.getByRole("button", { name: "Use the camera" }).click();
    await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
    await expect(page.getByRole("link", { name: garage.name })).toBeVisible();
    await leave(page, garage);
    // A hint of Chromium about the decoder's canvas.
    expect(errors.filter((error) => !error.includes("Canvas2D"))).toEqual([]);
  });
});

test("chosen vehicle can be changed after a scan", async ({ playwright, baseURL }) => {
  const garage = await createGarage({ spots: 2 });
  await withCamera({ playwright, baseURL }, garage, ["camera"], async (page) => {
    const mark = String(Date.now() % 1_000_000);
    const [car, van] = [`A${mark}`, `B${mark}`];
    await signUpWithCard(page);
    for (const plate of [car, van]) await addVehicle(page, plate);
    await page.goto("/go");
    await page.getByRole("button", { name: "Use the camera" }).click();
    const vehicles = page.getByRole("radiogroup", { name: "Which vehicle are you parking?" });
    await vehicles.getByText(car, { exact: true }).click();
    await expect(page.getByRole("button", { name: "Enter", exact: true })).toBeVisible();
    await expectAccessible(page);
    await vehicles.getByText(van, { exact: true }).click();
    await page.getByRole("button", { name: "Enter", exact: true }).click();
    await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
    await expect(page.getByText(van)).toBeVisible();
    await leave(page, garage);
  });
});

test("refused camera can be tried again", async ({ playwright, baseURL }) => {
  const garage = await createGarage({ spots: 1 });
  await withCamera({ playwright, baseURL }, garage, ["geolocation"], async (page) => {
    await page.goto("/go");
    await page.getByRole("button", { name: "Use the camera" }).click();
    await expect(page.getByRole("alert")).toContainText("Allow it in your browser settings");
    await expectAccessible(page);
    await page.context().grantPermissions(["camera"]);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { name: garage.name })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(`^${garage.name} · `));
  });
});
