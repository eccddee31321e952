import { expect, test } from "@playwright/test";
import { openPage } from "./console";
import { cancelReservation, selectSpot, labelOfSpot, holdAsGuest, openMap, collectErrors } from "./driver";
import { newAddress, up } from "./platform";

test("driver holds spot behind nginx and TLS", async ({ page, baseURL }) => {
  const errors = collectErrors(page);
  // The map shows "Live" after the WebSocket has opened.
  const socket = page.waitForEvent("websocket");
  await openMap(page);
  expect((await socket).url()).toBe(`${baseURL?.replace("https:", "wss:")}/api/v1/live`);
  await selectSpot(page, await labelOfSpot(page));
  await holdAsGuest(page, newAddress("guest"));
  await cancelReservation(page);
  expect(errors).toEqual([]);
});

test("console keeps its page after sign-in", async ({ page, context }) => {
  const login = up.logins.find(({ role }) => role === "operator");
  const visited: string[] = [];
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) visited.push(new URL(frame.url()).pathname);
  });
  const statuses: number[] = [];
  page.on("response", (response) => statuses.push(response.status()));

  await page.goto("/admin");
  await page.waitForURL((url) => url.pathname === "/account/sign-in");
  await page.getByLabel("Email").fill(login?.email ?? "");
  await page.getByLabel("Password").fill(login?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/account/sign-in");
  await openPage(page, "");
  await openPage(page, "/reservations");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  expect(new URL(page.url()).pathname).toBe("/admin/reservations");
  expect(visited.length).toBeLessThan(12);
  expect(statuses.filter((status) => status >= 300 && status < 400 && status !== 304)).toEqual([]);
  const names = (await context.cookies()).map(({ name, secure }) => (secure ? name : `open ${name}`));
  expect(names.sort()).toEqual(["__Host-curbhold-access", "__Secure-curbhold-device", "__Secure-curbhold-refresh"]);
});
