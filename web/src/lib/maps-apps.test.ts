import { expect, test } from "vitest";
import { directionsUrl, mapsApps } from "./maps-apps";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15";
const PIXEL = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36";
const PLACE = { lat: 40.75431234567, lng: -73.9884 };

test("app of the platform is first", () => {
  expect(mapsApps(IPHONE, "driving")).toEqual(["apple", "google", "waze"]);
  expect(mapsApps(PIXEL, "driving")).toEqual(["google", "apple", "waze"]);
});

test("way on foot is not for Waze", () => {
  expect(mapsApps(PIXEL, "walking")).toEqual(["google", "apple"]);
});

test("link names place and mode", () => {
  expect(directionsUrl("google", PLACE, "driving")).toBe(
    "https://www.google.com/maps/dir/?api=1&destination=40.754312,-73.9884&travelmode=driving",
  );
  expect(directionsUrl("apple", PLACE, "walking")).toBe("https://maps.apple.com/?daddr=40.754312,-73.9884&dirflg=w");
  expect(directionsUrl("waze", PLACE, "driving")).toBe("https://waze.com/ul?ll=40.754312,-73.9884&navigate=yes");
});
