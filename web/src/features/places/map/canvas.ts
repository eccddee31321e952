/** Drawing on a canvas, in pixels of the page. */

/** Pixels of an icon for each pixel of the page. A busy map has hundreds of icons, and each costs memory. */
export const SCALE = Math.min(3, Math.max(2, Math.ceil(globalThis.devicePixelRatio ?? 2)));
const FONT = "Inter, system-ui, sans-serif";
/** On a slow connection, icons appear in the font of the device. */
const FONT_WAIT_MS = 2_000;

export function canvas(width: number, height: number): CanvasRenderingContext2D | undefined {
  const element = document.createElement("canvas");
  element.width = width * SCALE;
  element.height = height * SCALE;
  // The pixels are read back at once, so that GPU acceleration does not pay.
  const context = element.getContext("2d", { willReadFrequently: true }) ?? undefined;
  context?.scale(SCALE, SCALE);
  return context;
}

export const pixels = (context: CanvasRenderingContext2D | null | undefined) =>
  context?.getImageData(0, 0, context.canvas.width, context.canvas.height);

export function disc(
  context: CanvasRenderingContext2D,
  middle: number,
  radius: number,
  fill: string,
  line: string,
): void {
  context.beginPath();
  context.arc(middle, middle, radius, 0, Math.PI * 2);
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = line;
  context.stroke();
}

export function text(
  context: CanvasRenderingContext2D,
  what: string,
  x: number,
  y: number,
  size: number,
  colour: string,
): void {
  context.font = fontOf(size);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colour;
  context.fillText(what, x, y);
}

export const fontOf = (size: number) => `700 ${size}px ${FONT}`;

let loading: Promise<unknown> | undefined;

/** Resolves when texts can be drawn in the font of the app, or when it has taken too long. */
export function fontLoaded(): Promise<unknown> {
  const late = () => new Promise((resolve) => setTimeout(resolve, FONT_WAIT_MS));
  loading ??= Promise.race([document.fonts.load(fontOf(13)), late()]).catch(() => undefined);
  return loading;
}

let measure: CanvasRenderingContext2D | undefined;

/** Width of a text in pixels. */
export function widthOf(what: string, size: number): number {
  measure ??= canvas(1, 1);
  if (!measure) return what.length * size * 0.6;
  measure.font = fontOf(size);
  return Math.ceil(measure.measureText(what).width);
}

/** A filled rectangle with round corners and a line inside its edge. */
export function rounded(
  context: CanvasRenderingContext2D,
  [x, y, width, height]: [number, number, number, number],
  radius: number,
  { fill, line, lineWidth = 0 }: { fill: string; line?: string; lineWidth?: number },
): void {
  context.beginPath();
  context.roundRect(x + lineWidth / 2, y + lineWidth / 2, width - lineWidth, height - lineWidth, radius);
  context.fillStyle = fill;
  context.fill();
  if (!line) return;
  context.lineWidth = lineWidth;
  context.strokeStyle = line;
  context.stroke();
}
