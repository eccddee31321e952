import { useMediaQuery } from "@/lib/use-media";

/**
 * The list is a panel beside the map on wide windows, and on a phone held sideways, where a sheet at the bottom would
 * cover the map. The same as in `spots.css`.
 */
const SIDE_PANEL = "(min-width: 900px), (orientation: landscape) and (max-height: 500px)";
/** The widest panel, and its part of a narrow window; `--panel` in `tokens.css`. */
const MAX_PANEL_PX = 396;
const PANEL_SHARE = 0.46;
const PANEL_MARGINS_PX = 24;
/** Height of the half-open sheet. */
const SHEET_SHARE = 0.42;

/** The parts of the map that the list covers, in pixels. */
export function useMapPadding(): { isSidePanel: boolean; padding: { bottom: number; left: number } } {
  const isSidePanel = useMediaQuery(SIDE_PANEL);
  const panel = Math.round(Math.min(MAX_PANEL_PX, window.innerWidth * PANEL_SHARE)) + PANEL_MARGINS_PX;
  const padding = isSidePanel
    ? { bottom: 0, left: panel }
    : { bottom: Math.round(window.innerHeight * SHEET_SHARE), left: 0 };
  return { isSidePanel, padding };
}
