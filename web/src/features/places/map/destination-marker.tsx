import { Marker } from "@vis.gl/react-maplibre";
import { PinIcon } from "@/components/ui/icons";
import type { Position } from "@/lib/geo";
import { mapTexts } from "@/texts/places";

export interface MapDestination extends Position {
  name: string;
}

/** The place to which the driver goes, from where walks are counted. */
export function DestinationMarker({ destination: { lat, lng, name } }: { destination: MapDestination }) {
  return (
    <Marker latitude={lat} longitude={lng} anchor="bottom">
      <span className="marker-destination" role="img" aria-label={mapTexts.destination(name)}>
        <PinIcon />
      </span>
    </Marker>
  );
}
