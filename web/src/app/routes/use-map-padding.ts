import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import type { Padding } from "@/features/places/map/use-map-frame";
import { useMediaQuery } from "@/lib/use-media";

/**
 * The list is a panel beside the map on wide windows, and on a phone held sideways, where a sheet at the bottom would
 * cover the map. The same as in `responsive.css`.
 */
const SIDE_PANEL = "(min-width: 900px), (orientation: landscape) and (max-height: 500px)";
/** The widest panel, and its part of a narrow window; `--panel` in `tokens.css`. */
const MAX_PANEL_PX = 396;
const PANEL_SHARE = 0.46;
const PANEL_MARGINS_PX = 24;
/** Height of the half-open sheet. */
const SHEET_SHARE = 0.42;
/** The highest sheet of a chosen spot, and the room between it and the bars; the same as in `map.css`. */
const MAX_FIT_SHARE = 0.84;
const MIN_SPOT_PX = 96;
/** Height of the marker of a chosen spot. */
const MARKER_PX = 48;
/** The bars at the top until they are measured, with their shadows: one row beside a high panel, two rows on a phone. */
const ONE_ROW_PX = 64;
const TWO_ROWS_PX = 124;
/** A window that is not higher is that of a phone held sideways. */
const LOW_PX = 500;
/** Room between the bars and what the map shows. */
const BARS_MARGIN_PX = 4;
/** Height that stays visible, however large the text of the bars is. */
const MIN_VISIBLE_PX = 120;
/** Notes on the map that cover little of it. */
const FLAGS = ".map-flags";

function subscribeResize(listener: () => void): () => void {
  addEventListener("resize", listener);
  return () => removeEventListener("resize", listener);
}

/** Distance from the top of the window to the end of the bars in `header`, in pixels. */
function bottomOfBars(header: Element): number {
  const bars = [...header.children].filter((bar) => !bar.matches(FLAGS));
  return Math.round(Math.max(0, ...bars.map((bar) => bar.getBoundingClientRect().bottom)));
}

/** The parts of the map that the bars at the top and the list cover, in pixels. `header` goes to the bars. */
export function useMapPadding() {
  const isSidePanel = useMediaQuery(SIDE_PANEL);
  const width = useSyncExternalStore(subscribeResize, () => window.innerWidth);
  const height = useSyncExternalStore(subscribeResize, () => window.innerHeight);
  const [measured, setMeasured] = useState<number>();
  const header = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const measure = () => setMeasured(bottomOfBars(element));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  const bars = measured ?? (isSidePanel && height > LOW_PX ? ONE_ROW_PX : TWO_ROWS_PX);
  const padding = useMemo(
    (): Padding => paddingFor({ width, height, isSidePanel, bars }),
    [width, height, isSidePanel, bars],
  );
  return { padding, header, bars, covered: isSidePanel ? 0 : spotCovered(height, bars) };
}

interface Covered {
  width: number;
  height: number;
  isSidePanel: boolean;
  /** Height of the bars at the top. */
  bars: number;
}

/** Height that the sheet of a chosen spot hides at most, less the marker, which stands on the spot. */
export function spotCovered(height: number, bars: number): number {
  const sheet = Math.min(height * MAX_FIT_SHARE, Math.max(height * SHEET_SHARE, height - bars - MIN_SPOT_PX));
  return Math.round(sheet) - MARKER_PX;
}

export function paddingFor({ width, height, isSidePanel, bars }: Covered): Padding {
  const left = isSidePanel ? Math.round(Math.min(MAX_PANEL_PX, width * PANEL_SHARE)) + PANEL_MARGINS_PX : 0;
  const bottom = isSidePanel ? 0 : Math.round(height * SHEET_SHARE);
  const top = Math.max(0, Math.min(bars + BARS_MARGIN_PX, height - bottom - MIN_VISIBLE_PX));
  return { top, right: 0, bottom, left };
}
