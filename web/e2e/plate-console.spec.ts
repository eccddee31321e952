import { expect, test } from "@playwright/test";
import { giveReason, openConsole, openPage } from "./console";
import { collectErrors, expectAccessible } from "./driver";
import { createGarage } from "./garage";
import { adminRequest } from "./operator";
import { up } from "./platform";
import { addDriver, rowOf } from "./site-console";

/** A picture of one point. */
const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Sends what a camera has read, with its picture; resolves to the outcome. */
async function readPlate(url: string, plate: string, score: number): Promise<string> {
  const timestamp = new Date().toISOString();
  const name = `${plate}-${timestamp}.jpg`;
  const read = {
    hook: { target: url, id: "camera", event: "recognition", filename: name },
    data: { camera_id: "camera", filename: name, timestamp, results: [{ plate, score, region: { code: "us-ny" } }] },
  };
  const body = new FormData();
  body.append("json", JSON.stringify(read));
  body.append("upload", new Blob([Buffer.from(PICTURE, "base64")], { type: "image/png" }), name);
  const response = await fetch(`${up.api_url}${new URL(url).pathname}`, { method: "POST", body });
  const { reads } = (await response.json()) as { reads: { outcome: string }[] };
  return reads.map(({ outcome }) => outcome).join();
}

test("doubtful plate is admitted or dismissed by one press", async ({ page, browser, baseURL }) => {
  const errors = collectErrors(page);
  const garage = await createGarage({ spots: 2 });
  const mark = String(Date.now() % 10_000_000);
  const [known, unknown] = [`K${mark}`, `U${mark}`];
  const email = await addDriver(browser, baseURL, known);
  const camera = { name: "Camera", vendor: "plate_recognizer", lane_id: garage.entrance.id };
  const { url } = await adminRequest<{ url: string }>("POST", `/sites/${garage.siteId}/cameras`, camera);

  await openConsole(page, `/sites/${garage.siteId}`);
  const rules = page.getByRole("region", { name: "Rules of entry" });
  await rules.getByRole("button", { name: "Change rules" }).click();
  await rules.getByLabel("Minimum confidence (%)").fill("95");
  await rules.getByText("Keep images of plate reads for 7 days", { exact: true }).click();
  await expectAccessible(page);
  await rules.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rules.getByRole("definition").filter({ hasText: /^95$/ })).toBeVisible();

  expect(await readPlate(url, known, 0.9)).toBe("review");
  expect(await readPlate(url, unknown, 0.9)).toBe("review");
  await openPage(page, `/sites/${garage.siteId}/plate-reads`);
  const review = (plate: string) =>
    page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: plate }) });
  await expect(review(known)).toContainText("90% sure");
  const picture = review(known).getByRole("img", { name: `Image of ${known}` });
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1);
  await expectAccessible(page);
  await review(unknown).getByRole("button", { name: "Admit", exact: true }).click();
  await expect(review(unknown).getByRole("alert")).toContainText("The plate belongs to no known driver");
  await review(unknown).getByRole("button", { name: "Dismiss" }).click();
  await expect(review(unknown)).toHaveCount(0);
  await expect(review(known).getByRole("heading")).toBeFocused();
  await review(known).getByRole("button", { name: "Admit", exact: true }).click();
  await expect(page.getByText("No plate read waits for review.")).toBeFocused();

  await openPage(page, `/plate-reads?site=${garage.siteId}&outcome=admitted`);
  await expect(review(known)).toContainText("Admitted");
  await expectAccessible(page);
  await openPage(page, `/visits?site=${garage.siteId}&q=${encodeURIComponent(email)}`);
  await expect(rowOf(page, "Visits", email)).toContainText("Open");
  await openPage(page, "/visits");
  await page.getByRole("button", { name: "Find a plate" }).click();
  await page.getByRole("dialog").getByLabel("Plate", { exact: true }).fill(known);
  await giveReason(page, "Find a plate", "the driver has called");
  await expect(page.getByText("One visit has this plate.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Find a plate" })).toContainText(email);
  // The plate of nobody causes an expected 422.
  expect(errors.filter((error) => !/422/.test(error))).toEqual([]);
});
