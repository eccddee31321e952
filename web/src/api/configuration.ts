import { queryOptions } from "@tanstack/react-query";

/** What a browser has to know of this installation. */
export interface Configuration {
  stripe_publishable_key: string | null;
  stripe_js_url: string | null;
  stripe_mode: "test" | "live" | "simulated" | null;
  map_style_url: string | null;
  map_attribution: string | null;
}

const UNKNOWN: Configuration = {
  stripe_publishable_key: null,
  stripe_js_url: null,
  stripe_mode: null,
  map_style_url: null,
  map_attribution: null,
};

/** It stays as it is for as long as the page is open. */
export const configurationQuery = queryOptions({
  queryKey: ["configuration"],
  staleTime: Infinity,
  queryFn: async (): Promise<Configuration> => {
    const response = await fetch("/api/v1/configuration");
    if (!response.ok) return UNKNOWN;
    return { ...UNKNOWN, ...((await response.json()) as Partial<Configuration>) };
  },
});
