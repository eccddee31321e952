import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LANGUAGES } from "@/lib/language";
import { ownLanguages } from "../scripts/own-languages-plugin.mjs";

const plugin = ownLanguages() as unknown as { load: (id: string) => string | null };

test.each(["react-aria", "react-stately", "react-aria-components"])("build has %s in our languages only", (library) => {
  const folder = fileURLToPath(new URL(`../node_modules/${library}/dist/private/intl`, import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".mjs"));
  const kept = names.filter((name) => plugin.load(`${folder}/${name}`) === null);
  const languages = kept.map((name) => /(\w+)-\w+\.mjs$/.exec(name)?.[1]);
  expect([...new Set(languages)].sort()).toEqual([...LANGUAGES].sort());
  expect(names.length).toBeGreaterThan(kept.length);
});
