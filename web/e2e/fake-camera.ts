import { writeFileSync } from "node:fs";
import { type Browser, type BrowserType, type LaunchOptions } from "@playwright/test";

/** Size of the picture in pixels, as Chromium's cameras have it. */
const [WIDTH, HEIGHT] = [640, 480];
/** Brightness of video: the darkest and the lightest value. */
const [DARK, LIGHT] = [16, 235];
/** Without colour. */
const NEUTRAL = 128;
/** Height of the code in the picture, with its margin. */
const CODE_HEIGHT = 456;

/** Modules beside each other: column, row, length. */
type Run = [x: number, y: number, length: number];

/** The size and the dark modules of the code in a printable sheet. */
export function readSheet(svg: string): { size: number; runs: Run[] } {
  const [, size, path = ""] = /viewBox="0 0 (\d+) \1"[^>]*>\s*<path d="([^"]+)"/.exec(svg) ?? [];
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map(([, x, y, length]): Run => [
    Number(x),
    Number(y),
    Number(length),
  ]);
  if (!size || !runs.length) throw new Error("The sheet has no code.");
  return { size: Number(size), runs };
}

/** A picture with a code in its middle: brightness by pixel. */
function picture({ size, runs }: ReturnType<typeof readSheet>): Uint8Array {
  const scale = Math.floor(CODE_HEIGHT / size);
  const [left, top] = [(WIDTH - size * scale) >> 1, (HEIGHT - size * scale) >> 1];
  const pixels = new Uint8Array(WIDTH * HEIGHT).fill(LIGHT);
  for (const [x, y, length] of runs) {
    for (let line = 0; line < scale; line += 1) {
      const start = (top + y * scale + line) * WIDTH + left + x * scale;
      pixels.fill(DARK, start, start + length * scale);
    }
  }
  return pixels;
}

/** Writes a film in the format Y4M, in which nothing but the code of a sheet is seen. */
export function writeFilm(file: string, svg: string): void {
  const bright = picture(readSheet(svg));
  const colours = new Uint8Array((WIDTH * HEIGHT) / 2).fill(NEUTRAL);
  const frame = [Buffer.from("FRAME\n"), bright, colours];
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420\n`);
  writeFileSync(file, Buffer.concat([head, ...frame, ...frame]));
}

/** A browser whose camera shows a film. */
export function launchWithCamera(chromium: BrowserType, options: LaunchOptions, film: string): Promise<Browser> {
  const camera = ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`];
  return chromium.launch({ ...options, args: [...(options.args ?? []), ...camera] });
}
