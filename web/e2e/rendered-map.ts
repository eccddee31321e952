import type { JSHandle, Page } from "@playwright/test";

interface Feature {
  properties: Record<string, unknown>;
  geometry: { coordinates: unknown };
}

interface RenderedMap {
  getLayer: (id: string) => unknown;
  getLayersOrder: () => string[];
  queryRenderedFeatures: (options: { layers: string[] }) => Feature[];
  project: (place: [number, number]) => { x: number; y: number };
}

interface Fiber {
  return: Fiber | null;
  memoizedProps?: { value?: { map?: RenderedMap } };
}

/** The map of the page; `null` until it has loaded. */
function mapOf(page: Page): Promise<JSHandle<RenderedMap | null>> {
  return page.evaluateHandle(() => {
    // The page keeps no global variable for its map; React knows the context of the map's children.
    const children = document.querySelector("[mapboxgl-children]");
    const key = Object.keys(children ?? {}).find((each) => each.startsWith("__reactFiber$"));
    let fiber = key ? ((children as unknown as Record<string, Fiber | undefined>)[key] ?? null) : null;
    while (fiber && !fiber.memoizedProps?.value?.map) fiber = fiber.return;
    return fiber?.memoizedProps?.value?.map ?? null;
  });
}

/** Values of a property of the features that the map has drawn in a layer, each once; none without the layer. */
export async function renderedValues(page: Page, layer: string, property: string): Promise<string[]> {
  const map = await mapOf(page);
  return map.evaluate(
    (drawn, [layerId, name]) => {
      if (!drawn?.getLayer(layerId)) return [];
      const found = drawn.queryRenderedFeatures({ layers: [layerId] });
      return [...new Set(found.map(({ properties }) => String(properties[name])))].sort();
    },
    [layer, property] as const,
  );
}

/** The layers of the map, the lowest first. */
export async function layerIds(page: Page): Promise<string[]> {
  const map = await mapOf(page);
  return map.evaluate((drawn) => drawn?.getLayersOrder() ?? []);
}

export interface RenderedPoint {
  properties: Record<string, unknown>;
  /** In pixels of the window. */
  x: number;
  y: number;
}

/** The points that the map has drawn in a layer, each once; none without the layer. */
export async function renderedPoints(page: Page, layer: string): Promise<RenderedPoint[]> {
  const map = await mapOf(page);
  return map.evaluate((drawn, layerId) => {
    if (!drawn?.getLayer(layerId)) return [];
    const points = drawn.queryRenderedFeatures({ layers: [layerId] }).map(({ properties, geometry }) => {
      const { x, y } = drawn.project(geometry.coordinates as [number, number]);
      return { properties, x, y };
    });
    // A point at the edge of two tiles is found in both.
    const keyOf = ({ properties, x, y }: (typeof points)[number]) =>
      String(properties.id ?? `${Math.round(x)} ${Math.round(y)}`);
    return [...new Map(points.map((point) => [keyOf(point), point])).values()];
  }, layer);
}

/** Where the map shows a place, in pixels of the window. */
export async function pixelOf(page: Page, place: [number, number]): Promise<{ x: number; y: number }> {
  const map = await mapOf(page);
  return map.evaluate((drawn, lngLat) => {
    if (!drawn) throw new Error("There is no map.");
    const { x, y } = drawn.project(lngLat);
    return { x, y };
  }, place);
}

/** The part of the window in which nothing covers the map. */
export async function visiblePart(page: Page): Promise<{ top: number; right: number; bottom: number; left: number }> {
  return page.evaluate(() => {
    const bars = [...document.querySelectorAll(".top > :not(.map-flags)")].map((bar) => bar.getBoundingClientRect());
    const list = document.querySelector(".sheet")?.getBoundingClientRect() ?? new DOMRect();
    const isBeside = list.width < innerWidth / 2 + 1;
    return {
      top: Math.max(...bars.map(({ bottom }) => bottom)) + 4,
      right: innerWidth,
      bottom: isBeside ? innerHeight : list.top,
      left: isBeside ? list.right + 12 : 0,
    };
  });
}
