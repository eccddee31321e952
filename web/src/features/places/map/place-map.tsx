import "maplibre-gl/dist/maplibre-gl.css";
import { AttributionControl, Map as MapLibre, type MapRef, Marker } from "@vis.gl/react-maplibre";
import { useEffect, useRef } from "react";
import type { Position } from "@/lib/geo";
import { mapTexts } from "@/texts/places";
import { boundsOf } from "./bounds";
import { maplibre } from "./maplibre";
import { StreetLines } from "./street-lines";
import { useBackground } from "./use-background";

export interface MapPlace extends Position {
  id: string;
  label: string;
  /** Accessible name of the button, if places can be opened. */
  name?: string;
}

interface PlaceMapProps {
  /** Accessible name of the map. */
  title: string;
  places: MapPlace[];
  userPosition?: Position | undefined;
  isDark: boolean;
  styleUrl: string | null;
  attribution: string | null;
  onOpen?: ((id: string) => void) | undefined;
}

const MAX_ZOOM = 17;
/** Room for the labels, in pixels. */
const FIT = { padding: { top: 64, right: 56, bottom: 32, left: 56 }, maxZoom: MAX_ZOOM };

/** A small map with a few places, all of them in view. It does not move, so that the page scrolls over it. */
export default function PlaceMap(props: PlaceMapProps) {
  const { title, places, userPosition, isDark, styleUrl, attribution, onOpen } = props;
  const map = useRef<MapRef>(null);
  const { style, handleProgress } = useBackground(styleUrl, attribution, isDark);
  const bounds = boundsOf(userPosition ? [...places, userPosition] : places);
  const key = bounds.join();
  const isPlain = !Object.keys(style.sources).length;
  useEffect(() => {
    map.current?.fitBounds(boundsFromKey(key), { ...FIT, duration: 0 });
  }, [key]);
  return (
    <MapLibre
      ref={map}
      mapLib={maplibre}
      mapStyle={style}
      initialViewState={{ bounds, fitBoundsOptions: FIT }}
      interactive={false}
      attributionControl={false}
      locale={{ "Map.Title": title }}
      onSourceData={handleProgress}
      style={{ position: "absolute", inset: 0 }}
      key={isDark ? "dark" : "light"}
    >
      <StreetLines isDark={isDark} isShown={isPlain} />
      {!isPlain && <AttributionControl compact position="bottom-left" customAttribution={attribution ?? ""} />}
      {places.map(({ id, label, name, lat, lng }) => (
        <Marker key={id} latitude={lat} longitude={lng} anchor="bottom">
          {onOpen ? (
            <button type="button" className="marker-place" aria-label={name ?? label} onClick={() => onOpen(id)}>
              {label}
            </button>
          ) : (
            <span className="marker-selected">{label}</span>
          )}
        </Marker>
      ))}
      {userPosition && (
        <Marker latitude={userPosition.lat} longitude={userPosition.lng}>
          <span className="marker-me" role="img" aria-label={mapTexts.yourPosition} />
        </Marker>
      )}
    </MapLibre>
  );
}

function boundsFromKey(key: string): [number, number, number, number] {
  const [west = 0, south = 0, east = 0, north = 0] = key.split(",").map(Number);
  return [west, south, east, north];
}
