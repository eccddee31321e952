import { Layer, Source } from "@vis.gl/react-maplibre";
import { useMemo } from "react";
import { sites as layer } from "./layers";
import { type MapSite, toSiteFeatures } from "./site-feature";

/** A pill for each garage or lot. */
export function SiteLayers({ sites }: { sites: MapSite[] }) {
  const features = useMemo(() => toSiteFeatures(sites), [sites]);
  return (
    <Source id="sites" type="geojson" data={features}>
      <Layer {...layer} />
    </Source>
  );
}
