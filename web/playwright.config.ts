import { defineConfig, devices } from "@playwright/test";
import { webUrl } from "./e2e/platform";

const launchOptions = {
  // Debian's own; none is downloaded.
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

// Whatever chain has this key in it counts as trusted; pages, their workers and the service worker alike.
const trusting = {
  ...launchOptions,
  args: [...launchOptions.args, `--ignore-certificate-errors-spki-list=${process.env.CURBHOLD_DEPLOY ?? ""}`],
};

// One pixel for one: the map is drawn by the processor here.
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
    // What happened, without a film of it: filming takes longer than the tests.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    locale: "en-US",
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    { name: "phone", use: phone, testMatch: /.*\.spec\.ts/ },
    { name: "desktop", use: desktop, testMatch: /.*\.spec\.ts/ },
    // `cargo xtask deploy-test`, behind a certificate that only that test's authority has signed.
    ...(process.env.CURBHOLD_DEPLOY
      ? [{ name: "deploy", use: { ...desktop, launchOptions: trusting }, testMatch: /deploy\.ts/ }]
      : []),
    // `npm run screenshots`, never among the tests.
    ...(process.env.CURBHOLD_SCREENSHOTS ? [{ name: "screenshots", testMatch: /screenshots\.ts/ }] : []),
  ],
});
