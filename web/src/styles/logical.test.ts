import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const SHEETS = [".", "../app/admin"].flatMap((folder) =>
  readdirSync(pathOf(folder))
    .filter((name) => name.endsWith(".css"))
    .map((name) => `${folder}/${name}`),
);

const PHYSICAL = /(^|-)(left|right)(-|$)/;
const PHYSICAL_VALUE = /^(left|right)$/;
const SIDED = /^(padding|margin|inset|border-width)$/;

/** Parts of a value that blanks separate; those within parentheses stay together. */
function partsOf(value: string): string[] {
  let flat = value.trim();
  for (let before = ""; before !== flat;) {
    before = flat;
    flat = flat.replace(/\(([^()]*)\)/g, (_, inside: string) => `<${inside.replace(/\s/g, "")}>`);
  }
  return flat.split(/\s+/);
}

/** Declarations that name a side of the screen instead of one of the text. */
function physical(css: string): string[] {
  const declarations = css.replace(/\/\*.*?\*\//gs, "").matchAll(/(?<=[{;]\s*)([\w-]+)\s*:\s*([^;{}]+)(?=;)/g);
  return [...declarations].flatMap(([text, property = "", value = ""]) => {
    const [, right, , left] = partsOf(value);
    const isSided = SIDED.test(property) && left !== undefined && left !== right;
    const isValue = /^(text-align|float|clear)$/.test(property) && PHYSICAL_VALUE.test(value.trim());
    return PHYSICAL.test(property) || isSided || isValue ? [text] : [];
  });
}

test.each(SHEETS)("%s is the same from right to left", (sheet) => {
  expect(physical(readFileSync(pathOf(sheet), "utf8"))).toEqual([]);
});

test.each([
  "left: 0",
  "padding-right: var(--gap)",
  "border-top-left-radius: 0",
  "text-align: right",
  "float: left",
  "padding: 0 var(--space-1) 0 calc(1px + 2px)",
])("%s is refused", (declaration) => expect(physical(`.x { ${declaration}; }`)).toEqual([declaration]));

test.each([
  "inset-inline-start: 0",
  "text-align: end",
  "padding: 0 calc(1px + var(--space-1)) 1px calc(1px + var(--space-1))",
  "margin: 0 auto",
])("%s is allowed", (declaration) => expect(physical(`.x { ${declaration}; }`)).toEqual([]));
