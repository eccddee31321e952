import tokens from "./tokens.css?raw";

export type Shade = "light" | "dark";
export type ShadedColour = Readonly<Record<Shade, string>>;

const COLOUR = /--([a-z-]+): (?:light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)|(#[0-9a-f]{6}));/g;

/** The colours of `tokens.css` by name, for what a style sheet does not reach: the map and the card form. */
export const colours: ReadonlyMap<string, ShadedColour> = new Map(
  [...tokens.matchAll(COLOUR)].map(([, name = "", light = "", dark = "", both]) => [
    name,
    { light: both ?? light, dark: both ?? dark },
  ]),
);

/** Throws an error if there is no such colour. */
export function colourOf(name: string): ShadedColour {
  const colour = colours.get(name);
  if (!colour) throw new Error(`tokens.css has no colour --${name}`);
  return colour;
}
