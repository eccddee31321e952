import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { colourOf, colours, type Shade } from "./colors";
import { contrast } from "./contrast";

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const read = (name: string) => readFileSync(pathOf(name), "utf8");

const SHEETS = [".", "../app/admin"].flatMap((folder) =>
  readdirSync(pathOf(folder))
    .filter((name) => name.endsWith(".css") && name !== "tokens.css" && name !== "type.css")
    .map((name) => `${folder}/${name}`),
);

/** The declarations of a sheet, without its comments. */
function declarations(text: string): { property: string; value: string }[] {
  const found = text.replace(/\/\*.*?\*\//gs, "").matchAll(/(?<=[{;]\s*)([\w-]+)\s*:\s*([^;{}]+)(?=;)/g);
  return [...found].map(([, property = "", value = ""]) => ({ property, value }));
}

const LITERAL_COLOUR = /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(/i;
const NAMED_COLOUR = /(^|[\s,(])(white|black|gr[ae]y|silver|red|green|blue|yellow|orange)(?=$|[\s,)])/i;
const SPACE = /^((padding|margin)(-(block|inline|top|right|bottom|left)(-(start|end))?)?|(row-|column-)?gap)$/;
const LENGTH = /(?<![\w.-])-?\d*\.?\d+(px|r?em|ch|ex|pt)\b/;
const TOKEN = /^(var\(--[\w-]+\)|inherit)$/;
const ROUND = /^(0|50%|inherit|var\(--radius[\w-]*\))$/;

/** The reason why a declaration is refused. */
function fault({ property, value }: { property: string; value: string }): string | undefined {
  if (LITERAL_COLOUR.test(value) || NAMED_COLOUR.test(value)) return "colour";
  if ((property === "font-size" || property === "font-weight") && !TOKEN.test(value)) return property;
  if (property === "font" && LENGTH.test(value)) return "font";
  if (SPACE.test(property) && LENGTH.test(value)) return "space";
  if (property === "border-radius" && !value.split(/\s+/).every((part) => ROUND.test(part))) return "radius";
  return undefined;
}

test.each(SHEETS)("%s has no values of its own", (sheet) => {
  expect(declarations(read(sheet)).filter(fault)).toEqual([]);
});

test("sheets use only values that exist", () => {
  const own = SHEETS.map(read).join("\n");
  const defined = new Set([...`${read("tokens.css")}\n${own}`.matchAll(/(?<=^\s*)--[\w-]+(?=:)/gm)].join().split(","));
  const used = [...own.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name ?? "");
  expect(SHEETS.length).toBeGreaterThan(8);
  expect(used.filter((name) => !defined.has(name))).toEqual([]);
});

test.each([
  ["color", "#fff", "colour"],
  ["background", "linear-gradient(transparent, rgb(0 0 0 / 5%))", "colour"],
  ["mask-image", "linear-gradient(black, transparent)", "colour"],
  ["font-size", "0.9rem", "font-size"],
  ["font-weight", "600", "font-weight"],
  ["font", "600 17px/1.4 var(--sans)", "font"],
  ["padding", "0 13px", "space"],
  ["margin-top", "-1.5rem", "space"],
  ["row-gap", "7px", "space"],
  ["border-radius", "22px 22px 0 0", "radius"],
])("refuses %s: %s", (property, value, reason) => {
  expect(declarations(`.x { ${property}: ${value}; }`).map(fault)).toEqual([reason]);
});

test.each([
  "padding: calc(var(--space-1) + env(safe-area-inset-top)) var(--gap)",
  "margin: 0 auto",
  "border-radius: var(--radius) var(--radius) 0 0",
  "background: none",
  "white-space: nowrap",
  "font-size: var(--text-s)",
])("allows %s", (text) => {
  expect(declarations(`.x { ${text}; }`).map(fault)).toEqual([undefined]);
});

const SURFACES = ["ground", "paper", "raised"];
const PAIRS = [
  ...SURFACES.flatMap((surface) => ["ink", "soft", "go-strong"].map((text) => [text, surface])),
  ...["stop", "warn", "go"].map((text) => [text, "paper"]),
  ...["ink", "soft"].flatMap((text) => ["go-tint", "warn-tint"].map((tint) => [text, tint])),
  ["go-strong", "go-tint"],
  ["warn", "warn-tint"],
  ["stop", "stop-tint"],
  ["on-go", "go"],
  ["on-go", "go-strong"],
  ["on-stop", "stop"],
  ["on-kerb", "kerb"],
];

test.each<Shade>(["light", "dark"])("texts can be read on %s", (shade) => {
  const faint = PAIRS.filter(([text = "", ground = ""]) => {
    return contrast(colourOf(text)[shade], colourOf(ground)[shade]) < 4.5;
  });
  expect(faint).toEqual([]);
});

test("page asks the browser for colours of the app", () => {
  const page = read("../../index.html");
  const asked = [...page.matchAll(/name="theme-color" content="(#\w+)"/g)].map(([, colour]) => colour);
  expect(asked).toEqual([colours.get("go")?.light, colours.get("ground")?.dark]);
});

test("unknown colour is an error", () => {
  expect(() => colourOf("nothing")).toThrow("--nothing");
});
