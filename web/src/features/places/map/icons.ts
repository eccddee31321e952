/**
 * Icons drawn on a canvas, because there is no server for fonts or sprites. Each state has its own shape, not only a
 * colour.
 */

import { colourOf, type Shade } from "@/styles/colors";
import { canvas, disc, fontOf, pixels, rounded, text, widthOf } from "./canvas";

export interface Palette {
  free: string;
  held: string;
  taken: string;
  ink: string;
  paper: string;
  onFree: string;
  mine: string;
  onMine: string;
  pin: string;
  onPin: string;
}

type Drawing = CanvasRenderingContext2D | undefined;

const paletteOf = (shade: Shade): Palette => ({
  free: colourOf("go")[shade],
  held: colourOf("held")[shade],
  taken: colourOf("taken")[shade],
  ink: colourOf("ink")[shade],
  paper: colourOf("paper")[shade],
  onFree: colourOf("on-go")[shade],
  mine: colourOf("kerb")[shade],
  onMine: colourOf("on-kerb")[shade],
  pin: colourOf("stop")[shade],
  onPin: colourOf("on-stop")[shade],
});

export const LIGHT = paletteOf("light");
export const DARK = paletteOf("dark");

function free(palette: Palette): Drawing {
  const context = canvas(26, 26);
  if (!context) return undefined;
  disc(context, 13, 11, palette.free, palette.paper);
  text(context, "P", 13.3, 13.8, 14, palette.onFree);
  return context;
}

function held(palette: Palette): Drawing {
  const context = canvas(22, 22);
  if (!context) return undefined;
  context.translate(11, 11);
  context.rotate(Math.PI / 4);
  context.fillStyle = palette.paper;
  context.strokeStyle = palette.held;
  context.lineWidth = 3;
  context.fillRect(-5.5, -5.5, 11, 11);
  context.strokeRect(-5.5, -5.5, 11, 11);
  return context;
}

function taken(palette: Palette): Drawing {
  const context = canvas(18, 18);
  if (!context) return undefined;
  for (const [width, colour] of [
    [6, palette.paper],
    [3, palette.taken],
  ] as const) {
    context.lineWidth = width;
    context.lineCap = "round";
    context.strokeStyle = colour;
    context.beginPath();
    context.moveTo(5, 5);
    context.lineTo(13, 13);
    context.moveTo(13, 5);
    context.lineTo(5, 13);
    context.stroke();
  }
  return context;
}

function closed(palette: Palette): Drawing {
  const context = canvas(22, 22);
  if (!context) return undefined;
  context.fillStyle = palette.ink;
  context.strokeStyle = palette.paper;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(3, 3, 16, 16, 4);
  context.fill();
  context.stroke();
  context.fillStyle = palette.paper;
  context.fillRect(6.5, 9.5, 9, 3);
  return context;
}

/** A text with an outline, legible on any ground. */
function outlined(palette: Palette, what: string, size: number): Drawing {
  const [width, height] = [widthOf(what, size) + 8, size + 8];
  const context = canvas(width, height);
  if (!context) return undefined;
  context.font = fontOf(size);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = palette.paper;
  context.strokeText(what, width / 2, height / 2 + 0.5);
  text(context, what, width / 2, height / 2 + 0.5, size, palette.ink);
  return context;
}

const PILL_HEIGHT = 28;
const PILL_TEXT = 13;

/** Free spots and the lowest price of a block. */
function pill(palette: Palette, label: string): Drawing {
  const width = widthOf(label, PILL_TEXT) + 20;
  const context = canvas(width, PILL_HEIGHT);
  if (!context) return undefined;
  const edge = { fill: palette.free, line: palette.paper, lineWidth: 2 };
  rounded(context, [0, 0, width, PILL_HEIGHT], PILL_HEIGHT / 2, edge);
  text(context, label, width / 2, PILL_HEIGHT / 2 + 0.8, PILL_TEXT, palette.onFree);
  return context;
}

const BADGE = 18;

interface SiteColours {
  fill: string;
  line: string;
  ink: string;
}

/** The same of a garage or lot, with the sign of a car park and square corners. */
function sitePill({ fill, line, ink }: SiteColours, label: string): Drawing {
  const width = widthOf(label, PILL_TEXT) + BADGE + 22;
  const context = canvas(width, PILL_HEIGHT);
  if (!context) return undefined;
  rounded(context, [0, 0, width, PILL_HEIGHT], 7, { fill, line, lineWidth: 2 });
  const top = (PILL_HEIGHT - BADGE) / 2;
  rounded(context, [top, top, BADGE, BADGE], 4, { fill: ink });
  text(context, "P", top + BADGE / 2 + 0.3, PILL_HEIGHT / 2 + 0.8, 13, fill);
  const middle = top + BADGE + (width - top - BADGE) / 2;
  text(context, label, middle - 1, PILL_HEIGHT / 2 + 0.8, PILL_TEXT, ink);
  return context;
}

const site = ({ free: fill, paper: line, onFree: ink }: Palette, label: string) => sitePill({ fill, line, ink }, label);

/** Few spots are left: an outline instead of an area. */
const siteWithFew = ({ paper: fill, held: line, ink }: Palette, label: string) => sitePill({ fill, line, ink }, label);

/** A garage or lot without a free spot, in words or as a small sign. */
function fullSite({ paper, taken, ink }: Palette, label: string): Drawing {
  if (label) return sitePill({ fill: paper, line: taken, ink }, label);
  const context = canvas(22, 22);
  if (!context) return undefined;
  context.globalAlpha = 0.6;
  rounded(context, [1, 1, 20, 20], 5, { fill: taken, line: paper, lineWidth: 1.5 });
  context.globalAlpha = 1;
  text(context, "P", 11.3, 11.8, 13, paper);
  return context;
}

/** The driver's own space. */
function mine(palette: Palette): Drawing {
  const context = canvas(32, 32);
  if (!context) return undefined;
  disc(context, 16, 14, palette.mine, palette.onMine);
  context.lineWidth = 3;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = palette.onMine;
  context.beginPath();
  context.moveTo(10.5, 16.5);
  context.lineTo(14.5, 20.5);
  context.lineTo(21.5, 12);
  context.stroke();
  return context;
}

/** Its tip is at the place, and its head above a pill there. */
function destination(palette: Palette): Drawing {
  const context = canvas(34, 62);
  if (!context) return undefined;
  context.beginPath();
  context.moveTo(17, 61);
  context.bezierCurveTo(19, 44, 32, 31, 32, 17);
  context.arc(17, 17, 15, 0, Math.PI, true);
  context.bezierCurveTo(2, 31, 15, 44, 17, 61);
  context.fillStyle = palette.pin;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = palette.paper;
  context.stroke();
  disc(context, 17, 5, palette.onPin, palette.onPin);
  return context;
}

function price(palette: Palette, label: string): Drawing {
  const width = widthOf(label, 13) + 16;
  const context = canvas(width, 28);
  if (!context) return undefined;
  rounded(context, [0, 0, width, 24], 8, { fill: palette.paper, line: palette.free, lineWidth: 1.5 });
  text(context, label, width / 2, 12.6, 13, palette.ink);
  return context;
}

const DRAWINGS: Record<string, (palette: Palette, value: string) => Drawing> = {
  free,
  held,
  taken,
  closed,
  mine,
  destination,
  pill,
  site,
  "site-few": siteWithFew,
  "site-full": fullSite,
  price,
  walk: (palette, value) => outlined(palette, value, 12),
  number: (palette, value) => outlined(palette, value, 13),
};

/** The name is the kind, and for icons with a text a colon and the text. */
export function iconCanvas(name: string, palette: Palette): HTMLCanvasElement | undefined {
  const [kind = "", value = ""] = name.split(/:(.*)/s);
  return Object.hasOwn(DRAWINGS, kind) ? DRAWINGS[kind]?.(palette, value)?.canvas : undefined;
}

/** The same as pixels, for the map library. */
export function drawIcon(name: string, palette: Palette): ImageData | undefined {
  return pixels(iconCanvas(name, palette)?.getContext("2d"));
}

export { fontLoaded, SCALE as PIXEL_RATIO } from "./canvas";
