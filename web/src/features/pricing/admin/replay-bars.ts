import type { ReplayFigures } from "@/api/admin";

export interface BarSize {
  width: number;
  height: number;
}

/** A bar of a zone's pair. */
export interface ReplayBar {
  kind: "before" | "after";
  /** Index of the zone. */
  zone: number;
  x: number;
  y: number;
  width: number;
  height: number;
  minor: number;
}

const GAP = 0.2;

type Amounts = Pick<ReplayFigures, "before_minor" | "after_minor">;

/** The highest amount; at least one, so that it can divide. */
export function highestAmount(zones: Amounts[]): number {
  return Math.max(1, ...zones.flatMap(({ before_minor, after_minor }) => [before_minor, after_minor]));
}

/** Two bars for each zone, in one scale. */
export function replayBars(zones: Amounts[], { width, height }: BarSize): ReplayBar[] {
  const max = highestAmount(zones);
  const step = width / zones.length;
  const barWidth = (step * (1 - GAP)) / 2;
  return zones.flatMap(({ before_minor, after_minor }, zone) => {
    const bar = (kind: ReplayBar["kind"], minor: number, place: number): ReplayBar => {
      const length = (minor / max) * height;
      const x = zone * step + (step * GAP) / 2 + place * barWidth;
      return { kind, zone, x, y: height - length, width: barWidth, height: length, minor };
    };
    return [bar("before", before_minor, 0), bar("after", after_minor, 1)];
  });
}
