import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  const target = window.visualViewport ?? window;
  target.addEventListener("resize", listener);
  return () => target.removeEventListener("resize", listener);
}

/** Height of the window in pixels without the keyboard on the screen. */
export function useVisibleHeight(): number {
  return useSyncExternalStore(subscribe, () => Math.round(window.visualViewport?.height ?? window.innerHeight));
}
