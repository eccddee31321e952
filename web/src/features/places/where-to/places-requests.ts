import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { Places } from "@/api/types";
import type { Position } from "@/lib/geo";
import { isContinued } from "./suggestions";

/** The longest text that the api searches for. */
export const MAX_TEXT = 100;
const MAX_PLACES = 8;

/** Rounded to about a kilometre: small moves of the map need no other answer. */
const toNear = ({ lat, lng }: Position) => `${lat.toFixed(2)},${lng.toFixed(2)}`;

/** Places whose name continues the text or a part of it. */
export function placesQuery(text: string, around: Position | undefined) {
  const near = around && toNear(around);
  return queryOptions({
    queryKey: ["places", text, near],
    enabled: text !== "",
    // A next letter asks again; repetitions would only come too late.
    retry: false,
    staleTime: 60_000,
    /** Stays until the answer to the longer or shorter text arrives. */
    placeholderData: (before: Places | undefined, query) =>
      isContinued(String(query?.queryKey[1] ?? ""), text) ? before : undefined,
    queryFn: ({ signal }) => {
      const query = { q: text, limit: MAX_PLACES, ...(near && { near }) };
      return unwrap(api.GET("/api/v1/places", { params: { query }, signal }));
    },
  });
}
