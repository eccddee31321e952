import { message, textsOf } from "./message";

export const mapTexts = textsOf("places.map", {
  destination: (name: string) => message("places.map.destination", { name }),
  /** A walk, on the map. */
  walk: (minutes: number) => message("places.map.walk", { minutes }),
  age: (age: string) => message("places.map.age", { age }),
});
