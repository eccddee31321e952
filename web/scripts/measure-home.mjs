// `cargo xtask bench web`: measures the home page. Arguments: address of the home page, number of rounds. Prints a list of rounds as JSON.
import { chromium, devices } from "@playwright/test";
import { SLOW_3G, startLink } from "./measure/link.mjs";
import { FIRST_MAP_SHOWN, isShown, MAP_SHOWN, observe, readInteraction, readLoad } from "./measure/page.mjs";

const [, , home, rounds] = process.argv;
const { pathname, search } = new URL(home);
const HOME = pathname + search;
const TIMEOUT = 120_000;

const isFile = (path) => !path.startsWith("/api/");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"],
});

/** Opens a page as at a first visit, waits until list and map are shown, and passes it on. */
async function visit(options, path, use) {
  const link = await startLink(home, options);
  const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 };
  // The service worker stores the app for later visits.
  const context = await browser.newContext({
    ...phone,
    serviceWorkers: "block",
    locale: "en-US",
    timezoneId: "America/New_York",
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT);
    await page.addInitScript(observe);
    await page.goto(link.url + path, { waitUntil: "commit", timeout: TIMEOUT });
    await page.waitForFunction(isShown, MAP_SHOWN);
    return await use(page, link);
  } finally {
    await context.close();
    link.close();
  }
}

const size = (encodings) =>
  visit({ encodings }, HOME, (_, link) => ({
    files: link.bytes(isFile),
    answers: link.bytes((path) => !isFile(path)),
  }));

const load = (path) => visit({ speed: SLOW_3G }, path, (page) => page.evaluate(readLoad, [FIRST_MAP_SHOWN, MAP_SHOWN]));

/** Milliseconds from a letter and from a tap until the page has responded. */
const respond = (path) =>
  visit({}, path, async (page) => {
    await page.waitForLoadState("networkidle");
    await page.evaluate(readInteraction);
    await page.locator("[role=combobox]").first().pressSequentially("w39");
    const type_ms = await page.evaluate(readInteraction);
    await page.keyboard.press("Escape");
    // The row of a garage opens another page; on the blank page no row is one.
    const row = page.locator(".spot-row:not(.site-row)").first();
    await row.scrollIntoViewIfNeeded();
    await page.evaluate(readInteraction);
    await row.tap();
    return { type_ms, tap_ms: await page.evaluate(readInteraction) };
  });

try {
  const measured = [];
  for (let round = 0; round < Number(rounds); round++) {
    const [zipped, sent] = [await size("gzip"), await size()];
    const blank = `/blank.html?bytes=${sent.files + sent.answers}`;
    measured.push({
      gzip_bytes: zipped.files,
      sent_bytes: sent.files,
      answer_bytes: sent.answers,
      home: { ...(await load(HOME)), ...(await respond(HOME)) },
      blank: { ...(await load(blank)), ...(await respond("/blank.html?bytes=0")) },
    });
  }
  console.log(JSON.stringify(measured));
} finally {
  await browser.close();
}
