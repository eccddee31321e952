import type { ReactNode } from "react";
import type { EntryNeed } from "@/features/visits/entry";

/** Of the first words of a step before the entry; undefined if nothing is missing. */
export function stepId(need: EntryNeed | undefined): string {
  return `need-${need ?? "none"}`;
}

/** The first words of a step, which take the focus of a control that has disappeared. */
export function StepText({ need, children }: { need: EntryNeed; children: ReactNode }) {
  return (
    <p id={stepId(need)} tabIndex={-1}>
      {children}
    </p>
  );
}
