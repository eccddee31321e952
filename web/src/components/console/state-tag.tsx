import { stateNames } from "@/console-texts/console";

const GOOD = ["confirmed", "paid", "done", "succeeded", "won", "active", "in_service"];
const BAD = ["dead", "dunning", "requires_action", "disputed", "lost", "failed", "revoked", "declined", "disabled"];
const WAITING = ["held", "retrying", "due", "charging", "unknown", "open", "closed"];

/** A state as a word on a tag; the colour only repeats it. */
export function State({ is }: { is: string }) {
  const kind = GOOD.includes(is) ? "good" : BAD.includes(is) ? "bad" : WAITING.includes(is) ? "waiting" : "over";
  return <span className={`state state-${kind}`}>{stateNames[is] ?? is}</span>;
}
