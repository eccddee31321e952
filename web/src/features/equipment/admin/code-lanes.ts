import type { LaneView } from "@/api/visit-types";

/** The lanes whose barrier a code of this kind opens. */
export function lanesOf(lanes: LaneView[], kind: string): LaneView[] {
  const opposite = kind === "entrance" ? "out" : "in";
  return lanes.filter(({ direction, retired_at }) => !retired_at && direction !== opposite);
}
