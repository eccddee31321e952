import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { collectErrors, expectAccessible, MIDTOWN, signUp } from "./driver";
import type { Messages } from "../src/locales/messages-en";
import { newAddress } from "./platform";

function messagesOf<Area extends keyof Messages>(language: string, area: Area): Messages[Area] {
  const file = new URL(`../src/locales/${language}/${area}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Messages[Area];
}

/** A message whose arguments are any text. */
function pattern(text: string): RegExp {
  const parts = text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s/g, "\\s"));
  return new RegExp(`^${parts.join("(.+)")}$`);
}

const languageOf = (page: Page) => page.locator("html");

test.describe("German in another time zone", () => {
  // A service worker would load the other languages for offline use.
  test.use({ locale: "de-DE", timezoneId: "Asia/Tokyo", serviceWorkers: "block" });

  test("driver finds and holds a spot", async ({ page }) => {
    const [reservations, whereTo] = [messagesOf("de", "reservations"), messagesOf("de", "where-to")];
    const errors = collectErrors(page);
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(`/?${MIDTOWN}`);
    await expect(languageOf(page)).toHaveAttribute("lang", "de");
    await expect(languageOf(page)).toHaveAttribute("dir", "ltr");
    await expect(page.getByRole("combobox", { name: whereTo.where.label })).toBeVisible();
    const row = page.locator(".spot-row", { hasText: /\d,\d\d\s\$/ }).first();
    await expect(row).toBeVisible();
    await expectAccessible(page);
    expect(loaded.filter((path) => /\/messages-/.test(path))).toEqual([expect.stringMatching(/messages-de-/)]);

    await row.click();
    // Of the city, in 24 hours.
    const at = new Intl.DateTimeFormat("de", { timeZone: "America/New_York", hour: "numeric", minute: "2-digit" });
    const times = [13, 14, 15, 16].map((minutes) => at.format(Date.now() + minutes * 60_000));
    const guarantee = page.getByText(pattern(messagesOf("de", "billing").price.guaranteed));
    await expect(guarantee).toContainText(new RegExp(times.join("|")));
    await expectAccessible(page);

    await page.getByLabel(reservations.reserve.asGuest).fill(newAddress("guest"));
    await page.getByRole("button", { name: pattern(reservations.reserve.reserveUpTo) }).click();
    const { titles, cancel, cancelYes } = reservations.reservation;
    await expect(page.getByRole("heading", { name: titles.held })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: cancel }).click();
    await page.getByRole("button", { name: cancelYes }).click();
    await expect(page.getByRole("heading", { name: titles.cancelled })).toBeVisible();
    expect(errors).toEqual([]);
  });
});

test("browser keeps the chosen language", async ({ page }) => {
  await page.goto("/account/sign-in");
  await expect(languageOf(page)).toHaveAttribute("lang", "en");
  const choices = page.getByRole("list", { name: "Language" });
  await expect(choices.getByRole("button", { name: "English" })).toHaveAttribute("aria-current", "true");
  await expectAccessible(page);
  await choices.getByRole("button", { name: "Español" }).click();
  const { account } = messagesOf("es", "identity");
  await expect(page.getByRole("heading", { name: account.signIn })).toBeVisible();
  await expect(languageOf(page)).toHaveAttribute("lang", "es");
  await expectAccessible(page);

  await page.goto("/find-reservation");
  await expect(page.getByRole("heading", { name: messagesOf("es", "reservations").find.title })).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Find my reservation" })).toBeVisible();
});

test("account has its language in every browser", async ({ page }) => {
  await signUp(page);
  await page.goto("/account");
  await page.getByRole("button", { name: "Français" }).click();
  const title = page.getByRole("heading", { level: 1, name: messagesOf("fr", "identity").account.title });
  await expect(title).toBeVisible();
  await expectAccessible(page);
  // As a browser without a choice of its own.
  await page.evaluate(() => localStorage.removeItem("curbhold:language"));
  await page.reload();
  await expect(title).toBeVisible();
  await expect(languageOf(page)).toHaveAttribute("lang", "fr");
});

test("map key offers the languages", async ({ page }) => {
  await page.goto(`/?${MIDTOWN}`);
  await page.getByRole("button", { name: "Map key" }).click();
  const dialog = page.getByRole("dialog", { name: "Map key" });
  await expect(dialog.getByText("Taken", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("combobox", { name: messagesOf("de", "where-to").where.label })).toBeVisible();
});
