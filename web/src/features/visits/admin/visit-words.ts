import type { AdminVisitView, CommandView } from "@/api/visit-types";
import { visitConsoleTexts } from "@/console-texts/visits";

/** For the tag of a state: `ended` and `open` alone are those of other things. */
export const visitState = (state: string) => `visit_${state}`;

/** Level and spot, as far as the site has them. */
export function placeOf({ level, spot_label }: Pick<AdminVisitView, "level" | "spot_label">): string {
  return [level, spot_label ?? visitConsoleTexts.anySpot].filter(Boolean).join(", ");
}

/** An open visit has not ended; the vehicle of another one may still be inside. */
export const isOpen = ({ state }: Pick<AdminVisitView, "state">) => state === "open";

export function isPerhapsInside(visit: Pick<AdminVisitView, "state" | "departed_at">): boolean {
  return !isOpen(visit) && !visit.departed_at;
}

/** True until a command has an outcome or has expired. */
export const isUnderWay = ({ state }: Pick<CommandView, "state">) => state === "issued" || state === "delivered";
