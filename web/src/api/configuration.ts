import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import type { components } from "./schema";

/** The configuration does not change while the page is open. */
export const configurationQuery = queryOptions({
  queryKey: ["configuration"],
  staleTime: Infinity,
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/configuration", { signal })),
});

type Configuration = components["schemas"]["ConfigurationView"];

/** Address of the map's style in a theme; `null` for our own ground. */
export function mapStyleUrl(configuration: Configuration | undefined, isDark: boolean): string | null {
  const { map_style_url, map_style_dark_url } = configuration ?? {};
  return (isDark ? map_style_dark_url : null) ?? map_style_url ?? null;
}

/** Attribution of addresses and landmarks, to show with the map; `null` without a geocoder. */
export function geocoderAttribution(configuration: Configuration | undefined): string | null {
  return configuration?.geocoder_attribution ?? null;
}
