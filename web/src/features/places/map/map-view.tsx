import "maplibre-gl/dist/maplibre-gl.css";
import { AttributionControl, Layer, Map as MapLibre, type MapRef, Marker, Source } from "@vis.gl/react-maplibre";
import type * as GeoJSON from "geojson";
import * as maplibre from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { type Box, type Position, wrapLongitude } from "@/lib/geo";
import { mapTexts } from "@/texts/places";
import { DARK, drawIcon, LIGHT, type Palette, PIXEL_RATIO } from "./icons";
import * as layers from "./layers";
import { type MapSpot, toFeatures, toKerb, toLines } from "./spot-feature";
import { KERB, importPmtiles, loadStyle, plainStyle, STREET } from "./style";

maplibre.setWorkerUrl(workerUrl);
// For the configured file, and for styles that name `pmtiles://` sources.
maplibre.addProtocol("pmtiles", async (request, abort) => (await importPmtiles()).protocol.tile(request, abort));

export interface View extends Position {
  zoom: number;
}

export interface MapHandle {
  /** Moves the centre; `covered` is the height in pixels that a sheet hides at the bottom. */
  show: (place: Position, zoom?: number, covered?: number) => void;
  zoomBy: (steps: number) => void;
}

interface MapViewProps {
  ref?: Ref<MapHandle>;
  view: View;
  spots: MapSpot[];
  /** Without it, kerbs are estimated from the spots. */
  kerbs?: Position[][] | undefined;
  selected: MapSpot | undefined;
  userPosition: Position | undefined;
  isDark: boolean;
  styleUrl: string | null;
  attribution: string | null;
  /** Covered edges, in pixels. */
  padding: { bottom: number; left: number };
  onMove: (view: View, box: Box) => void;
  onSelect: (id: string | undefined) => void;
  /** Receives every click, instead of `onSelect`. */
  onPlace?: ((place: Position) => void) | undefined;
  line?: Position[] | undefined;
}

/** With more spots in view, kerbs would be too thin to see. */
const MAX_SPOTS_WITH_KERB = 4_000;

const CLUSTER_PROPERTIES = { free: ["+", ["get", "free"]] };

/** Draws icons on demand. */
function registerIcons(map: maplibre.Map, palette: Palette): () => void {
  map.setMissingStyleImageResolver((id) => {
    const image = drawIcon(id, palette);
    if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: PIXEL_RATIO });
  });
  return () => void map.setMissingStyleImageResolver(null);
}

/** The plain style until the configured one has loaded, or if it fails. */
function useStyle(url: string | null, attribution: string | null, isDark: boolean) {
  const [loaded, setLoaded] = useState<maplibre.StyleSpecification>();
  useEffect(() => {
    if (!url) return;
    const abort = new AbortController();
    const show = (style: maplibre.StyleSpecification) => abort.signal.aborted || setLoaded(style);
    loadStyle(url, attribution, isDark, abort.signal).then(show, () => undefined);
    return () => abort.abort();
  }, [url, attribution, isDark]);
  const plain = useMemo(() => plainStyle(isDark), [isDark]);
  return loaded ?? plain;
}

/** Draws spots and reports clicks; it knows nothing of reservations. */
export default function MapView(props: MapViewProps) {
  const { ref, view, spots, kerbs, selected, userPosition, isDark, padding, onMove, onSelect } = props;
  const map = useRef<MapRef>(null);
  const style = useStyle(props.styleUrl, props.attribution, isDark);
  const isPlain = !Object.keys(style.sources).length;
  const features = useMemo(() => toFeatures(spots), [spots]);
  const places = useMemo(() => spots.map((spot) => spot.id).join(), [spots]);
  // Depends on the set of spots, not on their states.
  const estimated = useMemo(
    () => toKerb(kerbs || !isPlain || spots.length > MAX_SPOTS_WITH_KERB ? [] : spots),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [places, kerbs, isPlain],
  );
  const lines = useMemo(() => (kerbs ? toLines(kerbs) : estimated), [kerbs, estimated]);
  const line = useMemo(() => toLines(props.line ? [props.line] : []), [props.line]);

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
    if (!current) return;
    const { clientWidth, clientHeight } = current.getContainer();
    const center = current.getCenter();
    // The part that the sheet does not cover.
    const [high, low] = [
      current.unproject([padding.left, 0]),
      current.unproject([clientWidth, clientHeight - padding.bottom]),
    ];
    const box = { south: low.lat, west: high.lng, north: high.lat, east: low.lng };
    onMove({ lat: center.lat, lng: wrapLongitude(center.lng), zoom: current.getZoom() }, box);
  };

  const handleClick = async ({ point, lngLat }: maplibre.MapMouseEvent) => {
    const current = map.current;
    if (props.onPlace) return props.onPlace({ lat: lngLat.lat, lng: wrapLongitude(lngLat.lng) });
    // In pixels: a finger is wider than an icon.
    const tolerance = 10;
    const area: [maplibre.PointLike, maplibre.PointLike] = [
      [point.x - tolerance, point.y - tolerance],
      [point.x + tolerance, point.y + tolerance],
    ];
    const [hit] = current?.queryRenderedFeatures(area, { layers: ["prices", "spots", "clusters"] }) ?? [];
    if (!current || !hit) return onSelect(undefined);
    if (!hit.properties.cluster) return onSelect(String(hit.properties.id));
    const source = current.getSource("spots") as maplibre.GeoJSONSource;
    const zoom = await source.getClusterExpansionZoom(Number(hit.properties.cluster_id));
    const [lng, lat] = (hit.geometry as GeoJSON.Point).coordinates as [number, number];
    current.easeTo({ center: [lng, lat], zoom: zoom + 0.3, padding, duration: 350 });
  };

  return (
    <MapLibre
      ref={(instance) => {
        map.current = instance;
        return instance ? registerIcons(instance.getMap() as never, isDark ? DARK : LIGHT) : undefined;
      }}
      mapLib={maplibre as never}
      mapStyle={style}
      initialViewState={{
        latitude: view.lat,
        longitude: view.lng,
        zoom: view.zoom,
        padding: { top: 0, right: 0, ...padding },
      }}
      minZoom={9}
      maxZoom={21}
      dragRotate={false}
      touchPitch={false}
      attributionControl={false}
      locale={{ "Map.Title": mapTexts.label }}
      onLoad={reportViewport}
      onMoveEnd={reportViewport}
      onClick={(event) => void handleClick(event)}
      style={{ position: "absolute", inset: 0 }}
      key={isDark ? "dark" : "light"}
    >
      {!isPlain && <AttributionControl compact position="bottom-left" customAttribution={props.attribution ?? ""} />}
      <Source id="kerb" type="geojson" data={lines}>
        {isPlain && <Layer {...layers.street(isDark ? STREET.dark : STREET.light)} />}
        <Layer {...layers.kerb(isDark ? KERB.dark : KERB.light)} />
      </Source>
      <Source
        id="spots"
        type="geojson"
        data={features}
        cluster
        clusterMaxZoom={layers.CLUSTER_MAX_ZOOM}
        clusterRadius={48}
        clusterProperties={CLUSTER_PROPERTIES}
      >
        <Layer {...layers.clusters} />
        <Layer {...layers.spots} />
        <Layer {...layers.prices} />
      </Source>
      <Source id="line" type="geojson" data={line}>
        <Layer {...layers.line(isDark ? DARK.held : LIGHT.held)} />
      </Source>
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
