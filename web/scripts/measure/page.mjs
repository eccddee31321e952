// Observations by the page itself: the functions here run in the browser.

/** The mark of `map-view.tsx`: the map of the library has been drawn completely for the first time. */
export const MAP_SHOWN = "curbhold:map";
/** The mark of `first-map.tsx`: the map without the library has its first pills, spots or counts. */
export const FIRST_MAP_SHOWN = "curbhold:first-map";

/** Before the page's own scripts. */
export function observe() {
  const seen = { list: 0, paint: 0, shifts: [], interactions: [] };
  window.measured = seen;
  const observers = [];
  const on = (options, add) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(add));
    observer.observe({ buffered: true, ...options });
    observers.push([observer, add]);
  };
  on({ type: "largest-contentful-paint" }, ({ startTime }) => (seen.paint = startTime));
  on({ type: "layout-shift" }, ({ hadRecentInput, startTime, value }) => {
    if (!hadRecentInput) seen.shifts.push([startTime, value]);
  });
  // The shortest duration that browsers report.
  on({ type: "event", durationThreshold: 16 }, ({ interactionId, duration }) => {
    if (interactionId) seen.interactions.push(duration);
  });
  window.readObservers = () => {
    for (const [observer, add] of observers) observer.takeRecords().forEach(add);
  };
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".spot-row")) return;
    observer.disconnect();
    requestAnimationFrame(() => (seen.list = performance.now()));
  }).observe(document, { childList: true, subtree: true });
}

/** True when list and map are shown. */
export function isShown(mark) {
  return window.measured.list > 0 && performance.getEntriesByName(mark).length > 0;
}

/** Times in milliseconds since the start of the navigation; the shift as in Core Web Vitals. */
export function readLoad([firstMark, mark]) {
  window.readObservers();
  const { list, paint, shifts } = window.measured;
  // The largest sum of a window: at most a second between two shifts, and five in all.
  let [worst, sum, first, last] = [0, 0, -Infinity, -Infinity];
  for (const [at, value] of shifts) {
    if (at - last >= 1_000 || at - first >= 5_000) [sum, first] = [0, at];
    [sum, last] = [sum + value, at];
    worst = Math.max(worst, sum);
  }
  const [map] = performance.getEntriesByName(mark);
  // On a fast connection the library may come first.
  const [firstMap = map] = performance.getEntriesByName(firstMark);
  return { list_ms: list, first_map_ms: firstMap.startTime, map_ms: map.startTime, paint_ms: paint, shift: worst };
}

/** The longest interaction since the last call, in milliseconds, after the frame that it caused. */
export async function readInteraction() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  // Entries exist after the next paint.
  for (let count = 0; count < 3; count++) await frame();
  await new Promise((resolve) => setTimeout(resolve));
  window.readObservers();
  // Shorter interactions are not reported.
  return Math.max(16, ...window.measured.interactions.splice(0));
}
