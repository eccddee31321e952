import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** The classes with rules of their own in the style sheets of a folder. */
function classesIn(folder: string): string[] {
  const path = fileURLToPath(new URL(folder, import.meta.url));
  const sheets = readdirSync(path).filter((name) => name.endsWith(".css"));
  const text = sheets.map((name) => readFileSync(`${path}/${name}`, "utf8")).join("\n");
  const rules = text.replace(/\/\*.*?\*\//gs, "").matchAll(/(?:^|[{},])\s*\.([a-z][\w-]*)(?=\s*[{,])/g);
  return [...new Set([...rules].map(([, name]) => name ?? ""))];
}

// The console has the driver's styles too, and keeps its own until the page is loaded again.
test("driver and console define different classes", () => {
  const [ofDriver, ofConsole] = [classesIn("."), classesIn("../app/admin")];
  expect(ofDriver).toEqual(expect.arrayContaining(["spot-row", "face-toggle", "map-key"]));
  expect(ofConsole).toEqual(expect.arrayContaining(["console-nav", "legend"]));
  expect(ofDriver.filter((name) => ofConsole.includes(name))).toEqual([]);
});
