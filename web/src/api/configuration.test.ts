import { expect, test } from "vitest";
import { geocoderAttribution, mapStyleUrl } from "./configuration";

type Configuration = NonNullable<Parameters<typeof mapStyleUrl>[0]>;

const configured = (styles: object) => styles as Configuration;

test("dark style is for the dark theme only", () => {
  const both = configured({ map_style_url: "light", map_style_dark_url: "dark" });
  expect([mapStyleUrl(both, false), mapStyleUrl(both, true)]).toEqual(["light", "dark"]);
  const one = configured({ map_style_url: "light", map_style_dark_url: null });
  expect(mapStyleUrl(one, true)).toBe("light");
  expect(mapStyleUrl(configured({}), true)).toBeNull();
  expect(mapStyleUrl(undefined, false)).toBeNull();
});

test("attribution of addresses is optional", () => {
  expect(geocoderAttribution(configured({ geocoder_attribution: "© Example" }))).toBe("© Example");
  expect(geocoderAttribution(configured({ geocoder_attribution: null }))).toBeNull();
  expect(geocoderAttribution(configured({}))).toBeNull();
  expect(geocoderAttribution(undefined)).toBeNull();
});
