import { stateNames } from "@/console-texts/console";

const GOOD = ["confirmed", "paid", "done", "succeeded", "won", "active", "in_service"];
const BAD = ["dead", "dunning", "requires_action", "disputed", "lost", "failed", "revoked", "declined", "disabled"];
const WAITING = ["held", "retrying", "due", "charging", "unknown", "open", "closed"];

/** The state as a word; the colour only repeats it. */
export function StateTag({ state }: { state: string }) {
  const kind = GOOD.includes(state)
    ? "good"
    : BAD.includes(state)
      ? "bad"
      : WAITING.includes(state)
        ? "waiting"
        : "over";
  return <span className={`state state-${kind}`}>{stateNames[state] ?? state}</span>;
}
