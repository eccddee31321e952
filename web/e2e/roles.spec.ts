import { expect, test } from "@playwright/test";
import { giveReason, openConsole, openPage } from "./console";
import { expectAccessible, signIn, signUp } from "./driver";
import { up } from "./platform";

test("console shows what a role permits", async ({ page }) => {
  const login = up.logins.find(({ role }) => role === "technician");
  if (!login) throw new Error("There is no technician's log-in.");
  await signIn(page, login.email, login.password);
  await page.goto("/admin");
  await page.waitForURL((url) => url.pathname === "/admin/closures");
  const nav = page.getByRole("navigation", { name: "Console" });
  await expect(page.getByRole("heading", { name: "Closures" })).toBeVisible();
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
  await expect(nav.getByRole("link", { name: "Spots" })).toBeVisible();
  for (const hidden of ["Overview", "Reservations", "Charges", "Users", "Roles", "Jobs", "Audit log"])
    await expect(nav.getByRole("link", { name: hidden, exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Close a spot or a zone" })).toHaveCount(0);
  await openPage(page, "/spots");
  await expect(page.getByRole("button", { name: "Add a spot" })).toHaveCount(0);
  await openPage(page, "/exchange");
  await expect(page.getByRole("button", { name: "Import", exact: true })).toHaveCount(0);
});

test("admin grants and revokes a role", async ({ page, browser, baseURL }) => {
  const { email } = await signUp(page);
  await page.goto("/admin");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();

  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  const adminPage = await context.newPage();
  await openConsole(adminPage, "/role-grants");
  await adminPage.getByRole("button", { name: "Grant a role" }).click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByLabel("Email of the account").fill(email);
  await dialog.getByLabel("Role").selectOption("analyst");
  await expectAccessible(adminPage);
  await giveReason(adminPage, "Grant a role", "quarterly report");
  const row = adminPage.getByRole("row").filter({ hasText: email });
  await expect(row).toContainText("Analyst");
  await expect(row).toContainText("Everywhere");
  await expect(row).toContainText("quarterly report");

  await openPage(page, "/charges");
  await expect(page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Users" })).toHaveCount(0);

  await row.getByRole("button", { name: "Revoke" }).click();
  await giveReason(adminPage, "Revoke", "report is done");
  await expect(row).toHaveCount(0);
  await page.goto("/admin/charges");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await context.close();
});

test("role in a site shows the site only", async ({ page, browser, baseURL }) => {
  const site = "Garage West 43 Street";
  const { email } = await signUp(page);
  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  const adminPage = await context.newPage();
  await openConsole(adminPage, "/role-grants");
  await adminPage.getByRole("button", { name: "Grant a role" }).click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByLabel("Email of the account").fill(email);
  await dialog.getByLabel("Applies in").selectOption("Midtown (demo)");
  await dialog.getByLabel("Site").selectOption(site);
  await giveReason(adminPage, "Grant a role", "manages the garage");
  await expect(adminPage.getByRole("row").filter({ hasText: email })).toContainText(`Midtown (demo), ${site}`);
  await context.close();

  await openPage(page, "/sites");
  await expect(page.getByRole("table", { name: "Sites" }).getByRole("link")).toHaveText([site]);
  await expect(page.getByRole("button", { name: "Add a site" })).toHaveCount(0);
  const nav = page.getByRole("navigation", { name: "Console" });
  for (const hidden of ["Overview", "Import and export", "Statement"])
    await expect(nav.getByRole("link", { name: hidden, exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: site }).click();
  await expect(page.getByRole("button", { name: "Edit" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
  await openPage(page, "/zones");
  await page.getByRole("button", { name: "Add a zone" }).click();
  await expect(page.getByLabel("Site", { exact: true })).toHaveText(site);
});
