import type { FreeSpot } from "@/api/types";

/** Free spots of one block face that are the same for the driver, nearest first; at least one. */
export interface BlockFace {
  key: string;
  nearest: FreeSpot;
  spots: FreeSpot[];
}

/** Groups spots of one zone with the same price, rules and attributes, in the order of their first spots. */
export function toBlockFaces(spots: FreeSpot[]): BlockFace[] {
  const faces = new Map<string, BlockFace>();
  for (const spot of spots) {
    const { zone, price, rules, attributes } = spot;
    const key = JSON.stringify([zone.id, price.amount_minor, price.currency, rules, [...attributes].sort()]);
    const face = faces.get(key);
    if (face) face.spots.push(spot);
    else faces.set(key, { key, nearest: spot, spots: [spot] });
  }
  return [...faces.values()];
}

/** The meter of a spot that an import derived from it: `1443012` for `1443012-2`. */
export function meterOf(label: string): string | undefined {
  return /^(\d+)-\d+$/.exec(label)?.[1];
}
