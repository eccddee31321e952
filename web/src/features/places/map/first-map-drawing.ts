import type { Position } from "@/lib/geo";
import type { Street } from "@/api/types";
import type { Shade } from "@/styles/colors";
import type { PlacedIcon, Places } from "./first-map-icons";
import { iconCanvas, type Palette, PIXEL_RATIO } from "./icons";
import {
  CASING_WIDTHS,
  dotRadius,
  heatRadius,
  KERB_MIN_ZOOM,
  KERB_WIDTHS,
  SURFACE_WIDTHS,
  widthAt,
  type WidthStops,
} from "./map-sizes";
import type { Projection } from "./projection";
import { STREET_MIN_ZOOM } from "./streets";
import { CASING, KERB, STREET } from "./style";
import { GROUP_ZOOM, SPOT_ZOOM } from "./zooms";

/** Icons by name, drawn once. */
export class IconStore {
  #icons = new Map<string, HTMLCanvasElement | undefined>();

  constructor(readonly palette: Palette) {}

  get(name: string): HTMLCanvasElement | undefined {
    if (!this.#icons.has(name)) this.#icons.set(name, iconCanvas(name, this.palette));
    return this.#icons.get(name);
  }

  /** In pixels of the page. */
  sizeOf(name: string): { width: number; height: number } | undefined {
    const icon = this.get(name);
    return icon && { width: icon.width / PIXEL_RATIO, height: icon.height / PIXEL_RATIO };
  }
}

interface Drawn {
  places: Places;
  icons: PlacedIcon[];
  store: IconStore;
  streets: Street[];
  kerbs: Position[][];
  shade: Shade;
}

/** Draws what the map of the library shows, in the same places and colours, except for the names of streets. */
export function drawFirstMap(context: CanvasRenderingContext2D, projection: Projection, zoom: number, drawn: Drawn) {
  const { places, icons, store, shade } = drawn;
  const { project } = projection;
  const lines = (all: Position[][], stops: WidthStops, colour: string) => {
    context.lineCap = "round";
    context.lineJoin = "round";
    context.lineWidth = widthAt(stops, zoom);
    context.strokeStyle = colour;
    context.beginPath();
    for (const line of all) {
      const points = line.map(project);
      points.forEach(({ x, y }, index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
    }
    context.stroke();
  };
  if (zoom >= STREET_MIN_ZOOM) {
    const streets = drawn.streets.map(({ line }) => line.map(([lng = 0, lat = 0]) => ({ lat, lng })));
    // The edges of all streets are below their surfaces, so that crossings stay open.
    lines(streets, CASING_WIDTHS, CASING[shade]);
    lines(streets, SURFACE_WIDTHS, STREET[shade]);
  }
  if (zoom >= KERB_MIN_ZOOM) lines(drawn.kerbs, KERB_WIDTHS, KERB[shade]);
  if (zoom < GROUP_ZOOM) drawHeat(context, projection, zoom, places, store.palette);
  else if (zoom < SPOT_ZOOM) drawDots(context, projection, zoom, places, store.palette);
  context.imageSmoothingQuality = "high";
  const pin = store.get("destination");
  const size = store.sizeOf("destination");
  if (places.destination && pin && size) {
    const { x, y } = project(places.destination);
    context.drawImage(pin, x - size.width / 2, y - size.height, size.width, size.height);
  }
  for (const { name, left, top, width, height, opacity } of [...icons].reverse()) {
    const icon = store.get(name);
    context.globalAlpha = opacity;
    if (icon) context.drawImage(icon, left, top, width, height);
  }
  context.globalAlpha = 1;
}

function circle(context: CanvasRenderingContext2D, { x, y }: { x: number; y: number }, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}

/** Every block has a dot, also where there is no room for its pill; without a free spot it is faint. */
function drawDots(
  context: CanvasRenderingContext2D,
  { project }: Projection,
  zoom: number,
  { groups }: Places,
  { free, taken, paper }: Palette,
): void {
  const radius = dotRadius(zoom);
  for (const group of [...groups].sort((one, other) => one.free - other.free)) {
    const hasFree = group.free > 0;
    context.globalAlpha = hasFree ? 1 : 0.45;
    context.fillStyle = paper;
    if (hasFree) circle(context, project(group), radius + 1.5);
    context.fillStyle = hasFree ? free : taken;
    circle(context, project(group), radius);
  }
  context.globalAlpha = 1;
}

/** Green where most spots are free; in three colours and without the soft edges of the library's map. */
function drawHeat(
  context: CanvasRenderingContext2D,
  { project }: Projection,
  zoom: number,
  { grid }: Places,
  { free, held, taken }: Palette,
): void {
  const radius = heatRadius(zoom, grid.zoom);
  for (const cell of grid.cells) {
    const share = cell.total ? cell.free / cell.total : 0;
    context.globalAlpha = share < 0.06 ? 0.3 : share < 0.3 ? 0.45 : 0.65;
    context.fillStyle = share < 0.06 ? taken : share < 0.3 ? held : free;
    circle(context, project(cell), radius);
  }
  context.globalAlpha = 1;
}
