import { defineConfig, devices } from "@playwright/test";
import { webUrl } from "./e2e/platform";

const launchOptions = {
  // Debian's Chromium; Playwright downloads no browser.
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

// Accepts every certificate chain with this key, also in service workers.
const deployLaunchOptions = {
  ...launchOptions,
  args: [...launchOptions.args, `--ignore-certificate-errors-spki-list=${process.env.CURBHOLD_DEPLOY ?? ""}`],
};

// Scale 1, because the map is rendered in software.
const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 };
const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } };

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    baseURL: webUrl,
    launchOptions,
    actionTimeout: 30_000,
    // No screenshots in traces: they take longer than the tests.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    locale: "en-US",
    // That of the demo city, so that the map opens there.
    timezoneId: "America/New_York",
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    { name: "phone", use: phone, testMatch: /.*\.spec\.ts/ },
    { name: "desktop", use: desktop, testMatch: /.*\.spec\.ts/ },
    // `cargo xtask deploy-test`, with a certificate of the test's own authority.
    ...(process.env.CURBHOLD_DEPLOY
      ? [{ name: "deploy", use: { ...desktop, launchOptions: deployLaunchOptions }, testMatch: /deploy\.ts/ }]
      : []),
    // Only for `npm run screenshots`.
    ...(process.env.CURBHOLD_SCREENSHOTS ? [{ name: "screenshots", testMatch: /screenshots\.ts/ }] : []),
  ],
});
