import { useQuery } from "@tanstack/react-query";
import {
  type CSSProperties,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Position, wrapLongitude } from "@/lib/geo";
import { fontOf } from "./canvas";
import { actionOf, follow } from "./click-action";
import { clickedOn } from "./first-map-clicks";
import { drawFirstMap, IconStore } from "./first-map-drawing";
import { placeIcons } from "./first-map-icons";
import { DARK, LIGHT } from "./icons";
import type { MapViewProps, View } from "./map-view";
import { boxOf, type Point, projectionOf } from "./projection";
import { streetBbox, streetsQuery } from "./streets";
import { useFirstMapDrag } from "./use-first-map-drag";
import { useCounts } from "./use-spot-layers";
import { MIN_ZOOM } from "./zooms";

type Shared =
  | "ref"
  | "view"
  | "spots"
  | "groups"
  | "grid"
  | "sites"
  | "mine"
  | "destination"
  | "from"
  | "kerbs"
  | "selected"
  | "userPosition"
  | "isDark"
  | "padding"
  | "onMove"
  | "onSelect"
  | "onGroup"
  | "onSite";

export interface FirstMapProps extends Pick<MapViewProps, Shared> {
  /** Without a configured background; the streets may be requested. */
  hasStreets: boolean;
  /** The map of the library is complete and receives the clicks. */
  isOver: boolean;
  /** A pointer is down, or no longer. */
  onDragChange: (isDragged: boolean) => void;
}

const NONE: never[] = [];

/** The size of an element in pixels, and a function for its `ref`. */
function useSize() {
  const [size, setSize] = useState<{ width: number; height: number }>();
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return [size, ref] as const;
}

/** Changes when the font of the app has been loaded, so that texts are drawn again. */
function useFontLoaded(): boolean {
  const [isLoaded, setLoaded] = useState(() => document.fonts.check(fontOf(13)));
  useEffect(() => {
    document.fonts.load(fontOf(13)).then(
      () => setLoaded(true),
      () => undefined,
    );
  }, []);
  return isLoaded;
}

/**
 * The known places of the map, drawn without the map library until that has been loaded. Hidden from assistive
 * technology and without a tab stop: the list beside it offers the same, and it disappears.
 */
export default function FirstMap({ ref, isOver, ...props }: FirstMapProps) {
  const { view, padding, isDark, kerbs, onMove, onSelect, onGroup, onSite } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const isMarked = useRef(false);
  const [size, sizeRef] = useSize();
  const { width = 0, height = 0 } = size ?? {};
  const isFontLoaded = useFontLoaded();
  const shade = isDark ? "dark" : "light";
  // Texts are drawn again in another font.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const store = useMemo(() => new IconStore(isDark ? DARK : LIGHT), [isDark, isFontLoaded]);
  const frame = useMemo(() => ({ view, width, height, padding }), [view, width, height, padding]);
  const projection = useMemo(() => projectionOf(frame), [frame]);
  const { groups, grid } = useCounts({
    spots: props.spots,
    groups: props.groups,
    grid: props.grid,
    sites: props.sites,
  });
  const [spots, sites, mine] = [props.spots, props.sites, props.mine ?? NONE];
  const { destination } = props;
  const from = props.from ?? destination;
  const places = useMemo(
    () => ({ spots, groups, grid, sites, mine, destination, from }),
    [spots, groups, grid, sites, mine, destination, from],
  );
  const icons = useMemo(
    () => placeIcons(places, view.zoom, projection, { width, height }, (name) => store.sizeOf(name)),
    [places, view.zoom, projection, width, height, store],
  );
  const bbox = props.hasStreets && size ? streetBbox(boxOf(frame), view, view.zoom) : "";
  const streets = useQuery(streetsQuery(bbox)).data?.streets;

  useLayoutEffect(() => {
    // It is drawn a few times only, which does not pay for GPU acceleration.
    const context = canvas.current?.getContext("2d", { willReadFrequently: true });
    if (!context || !width || !height) return;
    const scale = Math.min(3, devicePixelRatio);
    context.canvas.width = width * scale;
    context.canvas.height = height * scale;
    context.scale(scale, scale);
    drawFirstMap(context, projection, view.zoom, {
      ...{ places, icons, store, shade },
      ...{ streets: streets ?? NONE, kerbs: kerbs ?? NONE },
    });
    if (!icons.length || isMarked.current) return;
    isMarked.current = true;
    // Read by `scripts/measure-home.mjs`.
    performance.mark("curbhold:first-map");
  }, [width, height, projection, view.zoom, places, icons, store, shade, streets, kerbs]);

  const move = ({ lat, lng, zoom }: View) => {
    const next = { lat, lng: wrapLongitude(lng), zoom: Math.max(zoom, MIN_ZOOM) };
    onMove(next, boxOf({ ...frame, view: next }, padding));
  };
  /** The view in which a place is this far from the middle. */
  const viewBeside = (place: Position, zoom: number, { x, y }: Point): View => {
    const { middle, unproject } = projectionOf({ ...frame, view: { ...place, zoom } });
    return { ...unproject({ x: middle.x - x, y: middle.y - y }), zoom };
  };
  useImperativeHandle(ref, () => ({
    show: (place, zoom = view.zoom, covered = padding.bottom) =>
      move(viewBeside(place, zoom, { x: 0, y: (padding.bottom - covered) / 2 })),
    zoomBy: (steps) => move({ ...view, zoom: view.zoom + steps }),
  }));

  const { shift, handlers } = useFirstMapDrag({
    onChange: props.onDragChange,
    onClick: (at) => {
      const clicked = clickedOn(icons, places, view.zoom, projection, at);
      follow(actionOf(clicked, view.zoom, groups), move, { onSelect, onGroup, onSite });
    },
    onDrag: (by) => move(viewBeside(view, view.zoom, by)),
  });
  const at = (place: Position): CSSProperties => {
    const { x, y } = projection.project(place);
    return { left: x, top: y };
  };
  const { userPosition, selected } = props;
  return (
    <div className={`first-map${isOver ? " is-over" : ""}`} ref={sizeRef} aria-hidden {...handlers}>
      <div className="first-map-content" style={{ translate: `${shift.x}px ${shift.y}px` }}>
        <canvas ref={canvas} />
        {userPosition && (
          <span className="first-map-marker is-centred" style={at(userPosition)}>
            <span className="marker-me" />
          </span>
        )}
        {selected && (
          <span className="first-map-marker" style={at(selected)}>
            <span className={`marker-selected is-${selected.state}`}>{selected.label}</span>
          </span>
        )}
      </div>
    </div>
  );
}
