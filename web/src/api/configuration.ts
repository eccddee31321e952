import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";

/** How this installation is set up; it stays as it is for as long as the page is open. */
export const configurationQuery = queryOptions({
  queryKey: ["configuration"],
  staleTime: Infinity,
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/configuration", { signal })),
});
