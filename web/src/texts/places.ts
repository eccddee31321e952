import { message, textsOf } from "./message";

export const mapTexts = textsOf("places.map", {
  destination: (name: string) => message("places.map.destination", { name }),
  /** A walk, on the map. */
  walk: (minutes: number) => message("places.map.walk", { minutes }),
  age: (age: string) => message("places.map.age", { age }),
});

/** A garage or lot in lists and on the map. */
export const siteTexts = textsOf("places.site", {
  /** The number of free spots in words that tell the state. */
  state: (state: string, count: number) => {
    if (state === "full" || count === 0) return message("places.site.full");
    return message(state === "few" ? "places.site.few" : "places.site.left", { count });
  },
});
