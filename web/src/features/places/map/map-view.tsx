import "maplibre-gl/dist/maplibre-gl.css";
import { AttributionControl, Layer, Map as MapLibre, type MapRef, Marker, Source } from "@vis.gl/react-maplibre";
import type { Map as MapInstance, MapMouseEvent } from "maplibre-gl";
import { type Ref, useCallback, useLayoutEffect, useEffectEvent, useImperativeHandle, useMemo, useRef } from "react";
import { type Box, type Position, wrapLongitude } from "@/lib/geo";
import { mapTexts } from "@/texts/places";
import { actionOf, follow } from "./click-action";
import { clickedAt } from "./clicked";
import { DARK, drawIcon, fontLoaded, LIGHT, type Palette, PIXEL_RATIO } from "./icons";
import * as layers from "./layers";
import { maplibre } from "./maplibre";
import type { MapSite } from "./site-feature";
import { type MapSpot, toKerb, toLines } from "./spot-feature";
import type { SpotGroup } from "./spot-group";
import { type CellGrid, SpotLayers } from "./spot-layers";
import { StreetLines } from "./street-lines";
import { KERB } from "./style";
import { useBackground } from "./use-background";
import { type Padding, useMapFrame, visibleBox } from "./use-map-frame";
import { useSpotLayers } from "./use-spot-layers";
import { MIN_ZOOM } from "./zooms";

export interface View extends Position {
  zoom: number;
}

export interface MapHandle {
  /** Moves the centre; `covered` is the height in pixels that a sheet hides at the bottom. */
  show: (place: Position, zoom?: number, covered?: number) => void;
  zoomBy: (steps: number) => void;
}

/** The place to which the driver goes, from where walks are counted. */
export interface MapDestination extends Position {
  name: string;
}

export interface MapViewProps {
  ref?: Ref<MapHandle>;
  view: View;
  spots: MapSpot[];
  /** Free spots by block and site; without them they are counted from `spots`. */
  groups?: SpotGroup[] | undefined;
  /** Free spots by cell, for a map of a whole city; without it, those of the groups. */
  grid?: CellGrid | undefined;
  /** Garages and lots with pills of their own. */
  sites?: MapSite[] | undefined;
  /** The driver's own spaces. */
  mine?: (Position & { id: string })[] | undefined;
  /** Marked on the map. */
  destination?: MapDestination | undefined;
  /** From where walks begin, by default the destination; without either none are shown. */
  from?: Position | undefined;
  /** Without it, kerbs are estimated from the spots. */
  kerbs?: Position[][] | undefined;
  selected: MapSpot | undefined;
  userPosition: Position | undefined;
  isDark: boolean;
  styleUrl: string | null;
  attribution: string | null;
  /** Of the places that the search finds. */
  placesAttribution?: string | null | undefined;
  padding: Padding;
  onMove: (view: View, box: Box) => void;
  onSelect: (id: string | undefined) => void;
  /** A group was clicked; the map moves there by itself. */
  onGroup?: ((group: SpotGroup) => void) | undefined;
  onSite?: ((id: string) => void) | undefined;
  /** The first map is in front of it, and moves the view. */
  isHidden?: boolean | undefined;
  /** It has been drawn completely for the first time. */
  onLoad?: (() => void) | undefined;
  /** Receives every click, instead of `onSelect`. */
  onPlace?: ((place: Position) => void) | undefined;
  line?: Position[] | undefined;
}

/** With more spots in view, kerbs would be too thin to see. */
const MAX_SPOTS_WITH_KERB = 4_000;
const NONE: never[] = [];

/** Draws icons on demand. */
function registerIcons(map: MapInstance, palette: Palette): () => void {
  let isGone = false;
  map.setMissingStyleImageResolver(async (id) => {
    await fontLoaded();
    const image = isGone ? undefined : drawIcon(id, palette);
    if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: PIXEL_RATIO });
  });
  return () => {
    isGone = true;
    map.setMissingStyleImageResolver(null);
  };
}

/** Draws spots and reports clicks; it knows nothing of reservations. */
export default function MapView(props: MapViewProps) {
  const { ref, view, spots, kerbs, selected, userPosition, isDark, padding, isHidden, onMove } = props;
  const placesAttribution = props.placesAttribution ?? null;
  const map = useRef<MapRef>(null);
  const { style, handleProgress } = useBackground(props.styleUrl, props.attribution, isDark);
  const isPlain = !Object.keys(style.sources).length;
  const { groups, grid, sites } = props;
  const { layerProps, handleZoom } = useSpotLayers({ spots, groups, grid, sites }, view.zoom);
  const fitFrame = useMapFrame(map, padding);
  const places = useMemo(() => spots.map((spot) => spot.id).join(), [spots]);
  // Depends on the set of spots, not on their states.
  const estimated = useMemo(
    () => toKerb(kerbs || !isPlain || spots.length > MAX_SPOTS_WITH_KERB ? [] : spots),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [places, kerbs, isPlain],
  );
  const lines = useMemo(() => (kerbs ? toLines(kerbs) : estimated), [kerbs, estimated]);
  const line = useMemo(() => toLines(props.line ? [props.line] : []), [props.line]);

  // The same function in every render: a new one would end the drawing of icons that the map waits for.
  const attach = useCallback(
    (instance: MapRef | null) => {
      map.current = instance;
      return instance ? registerIcons(instance.getMap(), isDark ? DARK : LIGHT) : undefined;
    },
    [isDark],
  );

  useImperativeHandle(ref, () => ({
    show: (place, zoom, covered = padding.bottom) => {
      const now = map.current?.getZoom() ?? 0;
      const offset: [number, number] = [0, (padding.bottom - covered) / 2];
      map.current?.easeTo({ center: [place.lng, place.lat], zoom: zoom ?? now, padding, offset, duration: 450 });
    },
    zoomBy: (steps) => map.current?.easeTo({ zoom: (map.current.getZoom() ?? 0) + steps, duration: 200 }),
  }));

  const reportViewport = () => {
    const current = map.current;
    if (!current || isHidden) return;
    const center = current.getCenter();
    const zoom = current.getZoom();
    handleZoom(zoom);
    onMove({ lat: center.lat, lng: wrapLongitude(center.lng), zoom }, visibleBox(current, padding));
  };

  const takeOver = useEffectEvent(() => {
    map.current?.jumpTo({ center: [view.lng, view.lat], zoom: view.zoom, padding });
    reportViewport();
  });
  // Once, when the first map gives way. Before the paint: a place that is chosen right after it is shown by this map, and
  // the view of before would move it back.
  useLayoutEffect(() => {
    if (isHidden === false) takeOver();
  }, [isHidden]);

  const zoomTo = ({ lat, lng, zoom }: View) =>
    map.current?.easeTo({ center: [lng, lat], zoom, padding, duration: 350 });

  const handleClick = ({ point, lngLat }: MapMouseEvent) => {
    const current = map.current;
    if (props.onPlace) return props.onPlace({ lat: lngLat.lat, lng: wrapLongitude(lngLat.lng) });
    if (!current) return;
    follow(actionOf(clickedAt(current, point), current.getZoom(), layerProps.groups), zoomTo, props);
  };

  return (
    <MapLibre
      ref={attach}
      mapLib={maplibre}
      mapStyle={style}
      initialViewState={{
        latitude: view.lat,
        longitude: view.lng,
        zoom: view.zoom,
        padding,
      }}
      minZoom={MIN_ZOOM}
      maxZoom={21}
      dragRotate={false}
      touchPitch={false}
      attributionControl={false}
      locale={{ "Map.Title": mapTexts.label }}
      onLoad={() => {
        // Read by `scripts/measure-home.mjs`.
        performance.mark("curbhold:map");
        fitFrame();
        reportViewport();
        props.onLoad?.();
      }}
      onMoveEnd={reportViewport}
      onSourceData={handleProgress}
      onClick={handleClick}
      style={{ position: "absolute", inset: 0 }}
      key={isDark ? "dark" : "light"}
    >
      {(!isPlain || placesAttribution) && (
        <AttributionControl
          compact
          position="bottom-left"
          customAttribution={[props.attribution, placesAttribution].filter((text) => text !== null)}
        />
      )}
      <StreetLines isDark={isDark} isShown={isPlain} />
      <Source id="kerb" type="geojson" data={lines}>
        <Layer {...layers.kerb(isDark ? KERB.dark : KERB.light)} />
      </Source>
      <SpotLayers
        {...layerProps}
        mine={props.mine ?? NONE}
        destination={props.destination}
        from={props.from ?? props.destination}
        isDark={isDark}
      />
      <Source id="line" type="geojson" data={line}>
        <Layer {...layers.line(isDark ? DARK.held : LIGHT.held)} />
      </Source>
      {props.destination && (
        <span className="visually-hidden" role="img" aria-label={mapTexts.destination(props.destination.name)} />
      )}
      {userPosition && (
        <Marker latitude={userPosition.lat} longitude={userPosition.lng}>
          <span className="marker-me" role="img" aria-label={mapTexts.yourPosition} />
        </Marker>
      )}
      {selected && (
        <Marker latitude={selected.lat} longitude={selected.lng} anchor="bottom">
          <span className={`marker-selected is-${selected.state}`}>{selected.label}</span>
        </Marker>
      )}
    </MapLibre>
  );
}
