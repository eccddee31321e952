import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";

/** The configuration does not change while the page is open. */
export const configurationQuery = queryOptions({
  queryKey: ["configuration"],
  staleTime: Infinity,
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/configuration", { signal })),
});
