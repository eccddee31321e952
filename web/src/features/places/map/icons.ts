/**
 * Icons drawn on a canvas, because there is no server for fonts or sprites. Each state has its own shape, not only a
 * colour.
 */

export interface Palette {
  free: string;
  held: string;
  taken: string;
  ink: string;
  paper: string;
  onFree: string;
}

export const LIGHT: Palette = {
  free: "#0b7a55",
  held: "#b25e00",
  taken: "#7b8794",
  ink: "#11181c",
  paper: "#ffffff",
  onFree: "#ffffff",
};
export const DARK: Palette = {
  free: "#3ecf97",
  held: "#ffb54a",
  taken: "#6f7c88",
  ink: "#eef2f4",
  paper: "#1b2329",
  onFree: "#06251a",
};

const SCALE = 3;
const FONT = "system-ui, sans-serif";

function canvas(width: number, height: number): CanvasRenderingContext2D | undefined {
  const element = document.createElement("canvas");
  element.width = width * SCALE;
  element.height = height * SCALE;
  // The pixels are read back at once, so that GPU acceleration does not pay.
  const context = element.getContext("2d", { willReadFrequently: true }) ?? undefined;
  context?.scale(SCALE, SCALE);
  return context;
}

const pixels = (context: CanvasRenderingContext2D) =>
  context.getImageData(0, 0, context.canvas.width, context.canvas.height);

function disc(context: CanvasRenderingContext2D, middle: number, radius: number, fill: string, line: string): void {
  context.beginPath();
  context.arc(middle, middle, radius, 0, Math.PI * 2);
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = line;
  context.stroke();
}

function text(
  context: CanvasRenderingContext2D,
  what: string,
  x: number,
  y: number,
  size: number,
  colour: string,
): void {
  context.font = `700 ${size}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colour;
  context.fillText(what, x, y);
}

function free(palette: Palette): ImageData | undefined {
  const context = canvas(26, 26);
  if (!context) return undefined;
  disc(context, 13, 11, palette.free, palette.paper);
  text(context, "P", 13.3, 13.8, 14, palette.onFree);
  return pixels(context);
}

function held(palette: Palette): ImageData | undefined {
  const context = canvas(22, 22);
  if (!context) return undefined;
  context.translate(11, 11);
  context.rotate(Math.PI / 4);
  context.fillStyle = palette.paper;
  context.strokeStyle = palette.held;
  context.lineWidth = 3;
  context.fillRect(-5.5, -5.5, 11, 11);
  context.strokeRect(-5.5, -5.5, 11, 11);
  return pixels(context);
}

function taken(palette: Palette): ImageData | undefined {
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
  return pixels(context);
}

function closed(palette: Palette): ImageData | undefined {
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
  return pixels(context);
}

function count(palette: Palette, number: string): ImageData | undefined {
  const context = canvas(48, 48);
  if (!context) return undefined;
  const hasFree = number !== "0";
  context.globalAlpha = 0.25;
  disc(context, 24, 22, hasFree ? palette.free : palette.taken, "transparent");
  context.globalAlpha = 1;
  disc(context, 24, 17, hasFree ? palette.free : palette.taken, palette.paper);
  const size = number.length > 3 ? 11 : number.length > 2 ? 13 : 15;
  text(context, number, 24, 25, size, hasFree ? palette.onFree : palette.paper);
  return pixels(context);
}

function price(palette: Palette, amount: string): ImageData | undefined {
  const width = 14 + amount.length * 8;
  const context = canvas(width, 28);
  if (!context) return undefined;
  context.fillStyle = palette.paper;
  context.strokeStyle = palette.free;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(1, 1, width - 2, 22, 8);
  context.fill();
  context.stroke();
  text(context, amount, width / 2, 12.6, 13, palette.ink);
  return pixels(context);
}

/** The name is the kind, and for counts and prices a colon and the text. */
export function drawIcon(name: string, palette: Palette): ImageData | undefined {
  const [kind, value = ""] = name.split(/:(.*)/s);
  switch (kind) {
    case "free":
      return free(palette);
    case "held":
      return held(palette);
    case "taken":
      return taken(palette);
    case "closed":
      return closed(palette);
    case "count":
      return count(palette, value);
    case "price":
      return price(palette, value);
    default:
      return undefined;
  }
}

export const PIXEL_RATIO = SCALE;
