// A minimal PMTiles file: one tile of the whole world, all land.
import type { Page } from "@playwright/test";

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const field = (number: number, bytes: number[]) => [number * 8 + 2, ...varint(bytes.length), ...bytes];
const numberField = (number: number, value: number) => [number * 8, ...varint(value)];
const text = (what: string) => [...Buffer.from(what)];

/** The geometry of a square over the whole tile: MoveTo, LineTo three times, ClosePath. */
const SQUARE = [9, 0, 0, 26, 8192, 0, 0, 8192, 8191, 0, 15].flatMap(varint);

function tile(layer: string): number[] {
  const feature = [...numberField(3, 3), ...field(4, SQUARE)];
  const content = [...numberField(15, 2), ...field(1, text(layer)), ...field(2, feature), ...numberField(5, 4096)];
  return field(3, content);
}

/** https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md; nothing in it is compressed. */
function tinyPmtiles(attribution: string): Buffer {
  const land = tile("land");
  const metadata = text(JSON.stringify({ attribution, vector_layers: [{ id: "land", fields: {} }] }));
  // One entry: tile 0, run length 1, length, offset 0.
  const directory = [1, 0, 1, land.length, 1].flatMap(varint);
  const header = Buffer.alloc(127);
  header.write("PMTiles");
  header.writeUInt8(3, 7);
  const parts = [directory.length, metadata.length, 0, land.length];
  let [at, place] = [header.length, 8];
  for (const length of parts) {
    header.writeBigUInt64LE(BigInt(at), place);
    header.writeBigUInt64LE(BigInt(length), place + 8);
    [at, place] = [at + length, place + 16];
  }
  for (let count = 72; count < 96; count += 8) header.writeBigUInt64LE(1n, count);
  // Clustered, no internal and no tile compression, vector tiles, zoom 0 to 0.
  header.set([1, 1, 1, 1, 0, 0], 96);
  const degrees = (value: number, where: number) => header.writeInt32LE(value * 10_000_000, where);
  [-180, -85, 180, 85].forEach((value, index) => degrees(value, 102 + index * 4));
  return Buffer.concat([header, Buffer.from([...directory, ...metadata, ...land])]);
}

/** Answers requests for parts of the file at a path. */
export async function servePmtiles(page: Page, path: string, attribution: string): Promise<void> {
  const file = tinyPmtiles(attribution);
  await page.route(`**${path}`, async (route) => {
    const [from = 0, to = 0] = (route.request().headers().range ?? "").match(/\d+/g)?.map(Number) ?? [];
    const body = file.subarray(from, to + 1);
    const range = `bytes ${from}-${from + body.length - 1}/${file.length}`;
    await route.fulfill({ status: 206, body, headers: { "content-range": range, etag: '"1"' } });
  });
}
