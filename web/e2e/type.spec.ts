import { expect, test } from "@playwright/test";
import { openMap } from "./driver";

test("page has its own font with digits of one width", async ({ page }) => {
  await openMap(page);
  const faces = await page.evaluate(async () => {
    await document.fonts.ready;
    const isInter = ({ family }: FontFace) => family.replaceAll('"', "") === "Inter";
    return [...document.fonts].filter(isInter).map(({ status }) => status);
  });
  // Rare letters are loaded only for a text that has one.
  expect(faces.sort()).toEqual(["loaded", "unloaded"]);

  const widths = await page.evaluate(() =>
    ["1111111", "8888888"].map((digits) => {
      const text = document.createElement("span");
      text.textContent = digits;
      document.body.append(text);
      const { width } = text.getBoundingClientRect();
      text.remove();
      return width;
    }),
  );
  expect(widths[0]).toBeGreaterThan(40);
  expect(widths[1]).toBeCloseTo(widths[0] ?? 0, 2);
});
