import { useEffect, useEffectEvent, useRef } from "react";

/** Focuses a heading and scrolls until the whole part of the page that it begins is in view. */
function show(heading: HTMLElement | null | undefined, part: Element | null | undefined): void {
  heading?.focus({ preventScroll: true });
  part?.scrollIntoView({ block: "nearest" });
}

/** Calls `onChange` with each value after the first one. */
function useChange<T>(value: T, onChange: (value: T, before: T) => void): void {
  const known = useRef(value);
  const report = useEffectEvent(onChange);
  useEffect(() => {
    const before = known.current;
    known.current = value;
    if (before !== value) report(value, before);
  }, [value]);
}

/** Shows a required step that follows another one. `id` is that of its heading. */
export function useStepFocus(id: string | undefined): void {
  useChange(id, (next) => {
    const heading = next === undefined ? undefined : document.getElementById(next);
    show(heading, heading?.closest(".step"));
  });
}

/** Shows the head of the stay when a hold becomes a reservation, or ends. `id` is that of its heading. */
export function useFocusAfterHold(status: string, id: string): void {
  useChange(status, (_, before) => {
    const heading = before === "held" ? document.getElementById(id) : undefined;
    show(heading, heading?.parentElement);
  });
}

/**
 * After a change of `value` that has removed the control of the driver, focuses the heading with this id. A control that
 * stays, such as a choice, keeps the focus.
 */
export function useLostFocus(value: string | undefined, id: string): void {
  useChange(value, () => {
    const { activeElement, body } = document;
    if (activeElement && activeElement !== body) return;
    const heading = document.getElementById(id);
    show(heading, heading?.closest(".step") ?? heading?.parentElement);
  });
}
