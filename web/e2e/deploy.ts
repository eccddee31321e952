import { expect, test } from "@playwright/test";
import { goTo } from "./console";
import { choose, firstLabel, holdAsGuest, openMap, watch } from "./driver";
import { freshAddress, up } from "./platform";

test("behind nginx and TLS a driver sees the map live and holds a spot", async ({ page, baseURL }) => {
  const complaints = watch(page);
  // The map says "Live" when the WebSocket is up.
  const socket = page.waitForEvent("websocket");
  await openMap(page);
  expect((await socket).url()).toBe(`${baseURL?.replace("https:", "wss:")}/api/v1/live`);
  await choose(page, await firstLabel(page));
  await holdAsGuest(page, freshAddress("guest"));
  await page.getByRole("button", { name: "Cancel reservation" }).click();
  await page.getByRole("button", { name: "Yes, cancel" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("the console asks for a sign-in once and then stays where it is", async ({ page, context }) => {
  const login = up.logins.find(({ role }) => role === "operator");
  const visited: string[] = [];
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) visited.push(new URL(frame.url()).pathname);
  });
  const answered: number[] = [];
  page.on("response", (response) => answered.push(response.status()));

  await page.goto("/admin");
  await page.waitForURL((url) => url.pathname === "/account/sign-in");
  await page.getByLabel("Email").fill(login?.email ?? "");
  await page.getByLabel("Password").fill(login?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/account/sign-in");
  await goTo(page, "");
  await goTo(page, "/reservations");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  expect(new URL(page.url()).pathname).toBe("/admin/reservations");
  expect(visited.length).toBeLessThan(12);
  expect(answered.filter((status) => status >= 300 && status < 400 && status !== 304)).toEqual([]);
  const names = (await context.cookies()).map(({ name, secure }) => (secure ? name : `open ${name}`));
  expect(names.sort()).toEqual(["__Host-curbhold-access", "__Secure-curbhold-device", "__Secure-curbhold-refresh"]);
});
