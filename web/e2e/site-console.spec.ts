import { expect, type Page, test } from "@playwright/test";
import { confirmAction, giveReason, openConsole, openPage } from "./console";
import { collectErrors, expectAccessible } from "./driver";
import { createGarage } from "./garage";
import { adminRequest } from "./operator";
import { up } from "./platform";
import { addDriver, rowOf, submitDialog } from "./site-console";

const figure = (page: Page, name: string) => page.locator(".figure", { hasText: name }).locator("dd");

async function letIn(page: Page, email: string): Promise<void> {
  await page.getByRole("button", { name: "Let a driver in" }).click();
  await submitDialog(page, "Let a driver in", async (dialog) => {
    await dialog.getByLabel("Email of the account").fill(email);
    await dialog.getByLabel("Reason", { exact: true }).fill("the phone is broken");
    await expectAccessible(page);
  });
  await expect(page.getByRole("heading", { level: 1, name: `Visit: ${email}` })).toBeVisible();
}

async function recount(page: Page, counted: number, reason: string): Promise<void> {
  const recounts = page.getByRole("region", { name: "Recounts" });
  await recounts.getByLabel("Vehicles counted").fill(String(counted));
  await recounts.getByLabel("Reason", { exact: true }).fill(reason);
  await recounts.getByRole("button", { name: "Record a recount" }).click();
  await expect(rowOf(page, "Recounts", reason)).toBeVisible();
}

test("operator lets a driver in, recounts and ends the visit", async ({ page, browser, baseURL }) => {
  const errors = collectErrors(page);
  const garage = await createGarage({ spots: 3 });
  const email = await addDriver(browser, baseURL);
  await openConsole(page, `/sites/${garage.siteId}/operations`);
  await expect(figure(page, "Free, shown")).toHaveText("3");
  await letIn(page, email);
  await expectAccessible(page);
  const visitPath = new URL(page.url()).pathname.replace("/admin", "");

  await openPage(page, `/sites/${garage.siteId}/operations`);
  await expect(figure(page, "Free, shown")).toHaveText("2");
  await expect(figure(page, "Open visits")).toHaveText("1");
  await recount(page, 5, "cars of a wedding");
  // Of three spots one is taken, and there are four more vehicles.
  await expect(figure(page, "Free, stored")).toHaveText("-2");
  await expect(figure(page, "Free, shown")).toHaveText("0");
  await expect(
    page.getByRole("region", { name: "Counts", exact: true }).getByText("Full", { exact: true }).first(),
  ).toBeVisible();
  await expectAccessible(page);
  await recount(page, 1, "the wedding is over");
  await expect(figure(page, "Free, shown")).toHaveText("2");

  await openPage(page, `/visits?site=${garage.siteId}&state=open`);
  await expect(rowOf(page, "Visits", email)).toContainText("Open");
  await expectAccessible(page);
  await page.getByRole("link", { name: email }).click();
  await expect(page).toHaveURL(new RegExp(`${visitPath}$`));
  await confirmAction(page, "Lost ticket", "the ticket blew away");
  await expect(page.getByText(/: lost ticket$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "End visit" })).toHaveCount(0);
  await openPage(page, `/sites/${garage.siteId}/operations`);
  await expect(figure(page, "Open visits")).toHaveText("0");
  await openPage(page, "/audit?action=visit.end");
  await expect(page.getByText("the ticket blew away").first()).toBeVisible();
  expect(errors).toEqual([]);
});

/** Reports to the api what a gateway has noticed. */
async function reportForced(key: string, laneId: string): Promise<void> {
  const event = { sequence: 1, kind: "forced", lane_id: laneId, at: new Date().toISOString() };
  const response = await fetch(`${up.api_url}/api/v1/device/events`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ events: [event] }),
  });
  expect(response.status).toBe(200);
}

test("operator opens a barrier and resolves an incident", async ({ page }) => {
  const errors = collectErrors(page);
  const garage = await createGarage({ spots: 1, hasBarriers: true });
  await openConsole(page, `/sites/${garage.siteId}/operations`);
  const lane = rowOf(page, "Barriers", "Entrance");
  await expect(lane).toContainText("Offline");
  await lane.getByRole("button", { name: "Open barrier" }).click();
  await expect(page.getByRole("dialog", { name: "Open barrier: Entrance" })).toBeVisible();
  await giveReason(page, "Open barrier", "a delivery");
  const response = await fetch(`${up.api_url}/api/v1/device/commands`, {
    headers: { authorization: `Bearer ${garage.deviceKey}` },
  });
  const { commands } = (await response.json()) as { commands: { lane_id: string; kind: string }[] };
  expect(commands.map(({ lane_id, kind }) => [lane_id, kind])).toEqual([[garage.entrance.id, "open"]]);
  await expect(page.getByText("The command for Entrance is sent.")).toBeVisible();
  await expect(lane).toContainText("Online");

  await reportForced(garage.deviceKey, garage.exit.id);
  const incident = rowOf(page, "Incidents", "Barrier opened by hand");
  await expect(incident).toContainText("Exit");
  await incident.getByRole("button", { name: "Resolve" }).click();
  await giveReason(page, "Resolve", "the guard had no power");
  await expect(page.getByText("No incidents.")).toBeVisible();
  await page.getByText("Show resolved", { exact: true }).click();
  await expect(incident).toContainText("Resolved");
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test("overdue vehicle is cleared", async ({ page, browser, baseURL }) => {
  test.setTimeout(300_000);
  const garage = await createGarage({ spots: 1 });
  const path = `/sites/${garage.siteId}/rules`;
  // The shortest that the api allows.
  await adminRequest("PUT", path, { ...(await adminRequest<object>("GET", path)), max_visit_seconds: 60 });
  const email = await addDriver(browser, baseURL);
  await openConsole(page, `/sites/${garage.siteId}/operations`);
  await letIn(page, email);
  await openPage(page, `/sites/${garage.siteId}/operations`);
  const overdue = rowOf(page, "Overdue vehicles", email);
  await expect(overdue).toContainText("Overdue", { timeout: 150_000 });
  await expect(figure(page, "Overdue")).toHaveText("1");
  await expectAccessible(page);
  await overdue.getByRole("button", { name: "Record departure" }).click();
  await giveReason(page, "Record departure", "the spot is empty");
  await expect(page.getByText("No vehicle is overdue.")).toBeVisible();
});
