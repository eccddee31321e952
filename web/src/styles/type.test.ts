import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const read = (name: string) => readFileSync(pathOf(name), "utf8");

/** Files and letters of the faces that are loaded, the usual letters first. */
const FACES = [...read("type.css").matchAll(/url\("([^"]+)"\).*?unicode-range:([^;]+);/gs)].map(
  ([, file = "", ranges = ""]) => ({
    file,
    ranges: [...ranges.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(([, from = "", to = from]) =>
      [from, to].map((code) => Number.parseInt(code, 16)),
    ),
  }),
);

const has = (face: (typeof FACES)[number] | undefined, letter: string) =>
  face?.ranges.some(([from = 0, to = 0]) => {
    const code = letter.codePointAt(0) ?? 0;
    return from <= code && code <= to;
  }) ?? false;

test("fonts and their licence are files of the app", () => {
  expect(FACES).toHaveLength(2);
  expect(FACES.filter(({ file }) => !existsSync(pathOf(file)))).toEqual([]);
  expect(read("../assets/fonts/LICENSE-Inter.txt")).toContain("SIL OPEN FONT LICENSE Version 1.1");
});

test("replacements of the font have its height", () => {
  const faces = [
    ...read("type.css").matchAll(
      /size-adjust: ([\d.]+)%;\s+ascent-override: ([\d.]+)%;\s+descent-override: ([\d.]+)%/g,
    ),
  ];
  expect(faces).toHaveLength(6);
  for (const [, size, ascent, descent] of faces) {
    // Inter has 1984 units above and 494 below the line, of 2048.
    expect((Number(size) * Number(ascent)) / 10_000).toBeCloseTo(1984 / 2048, 2);
    expect((Number(size) * Number(descent)) / 10_000).toBeCloseTo(494 / 2048, 2);
  }
});

test("page does not load the font before the list", () => {
  expect(read("../../index.html")).not.toMatch(/as="font"/);
});

test("a letter is in one face only", () => {
  const codes = Array.from({ length: 0x2200 }, (_, code) => String.fromCodePoint(code));
  expect(codes.filter((letter) => FACES.every((face) => has(face, letter)))).toEqual([]);
});

test("usual letters are enough for all texts", () => {
  const languages = readdirSync(pathOf("../locales")).filter((name) => /^[a-z]{2}$/.test(name));
  const folders = ["../texts", "../console-texts", ...languages.map((language) => `../locales/${language}`)];
  const texts = folders.flatMap((folder) => readdirSync(pathOf(folder)).map((name) => read(`${folder}/${name}`)));
  // Signs such as arrows may come from a font of the device.
  const letters = texts.join("").match(/[\p{L}\p{N}\p{Sc}]/gu) ?? [];
  const others = "ÁÉÍÑÓÚÜáéíñóúü¿¡ÄÖäöüßÀÂÆÇÈÊËÎÏÔŒÙÛàâæçèêëîïôœùûÿ€£«»„“’–…·";
  expect(letters.length).toBeGreaterThan(1_000);
  expect([...new Set([...letters, ...others])].filter((letter) => !has(FACES[0], letter))).toEqual([]);
});

test("rare letters of names are in the other face", () => {
  expect([..."ẞŸŁłŠšČčĐđĞğİŐőŘřŽž₹₺₽"].filter((letter) => !has(FACES[1], letter))).toEqual([]);
});
