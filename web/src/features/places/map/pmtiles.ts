import type { StyleSpecification } from "maplibre-gl";
import { PMTiles, Protocol } from "pmtiles";
import { tileLayers } from "./tile-layers";

export const protocol = new Protocol();

interface Metadata {
  attribution?: string;
  vector_layers?: { id: string }[];
}

/** Layers and attribution depend on the metadata of the file. */
export async function pmtilesStyle(
  url: string,
  attribution: string | null,
  isDark: boolean,
): Promise<StyleSpecification> {
  const known = protocol.get(url);
  const file = known ?? new PMTiles(url);
  if (!known) protocol.add(file);
  const metadata = (await file.getMetadata()) as Metadata;
  const has = new Set(metadata.vector_layers?.map(({ id }) => id));
  return {
    version: 8,
    sources: {
      base: { type: "vector", url: `pmtiles://${url}`, attribution: attribution ?? metadata.attribution ?? "" },
    },
    layers: tileLayers(has, isDark),
  };
}
