import type { BarrierView } from "@/api/visit-types";
import { visitTexts } from "@/texts/visits";

/** The state of the barrier, for screen readers too. */
export function BarrierState({ barrier: { state, lane } }: { barrier: BarrierView }) {
  return (
    <p className={`barrier is-${state}`} role="status">
      {visitTexts.barrierState(state, lane)}
    </p>
  );
}
