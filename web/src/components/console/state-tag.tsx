import { stateNames } from "@/console-texts/console";

const GOOD = [
  ...["confirmed", "paid", "done", "succeeded", "won", "active", "in_service"],
  ...["visit_open", "opened", "online", "entered", "left", "admitted"],
];
const BAD = [
  ...["dead", "dunning", "requires_action", "disputed", "lost", "failed", "revoked", "declined", "disabled"],
  ...["visit_overdue", "full", "offline", "refused"],
];
const WAITING = [
  ...["held", "retrying", "due", "charging", "unknown", "open", "closed"],
  ...["few", "issued", "delivered", "review"],
];

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
