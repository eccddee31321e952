import type { Position } from "./geo";

export type MapsApp = "apple" | "google" | "waze";
export type TravelMode = "driving" | "walking";

/** Coordinates with six decimals are exact to a tenth of a metre. */
const toText = ({ lat, lng }: Position) => `${Number(lat.toFixed(6))},${Number(lng.toFixed(6))}`;

const URLS: Record<MapsApp, (place: string, mode: TravelMode) => string> = {
  apple: (place, mode) => `https://maps.apple.com/?daddr=${place}&dirflg=${mode === "driving" ? "d" : "w"}`,
  google: (place, mode) => `https://www.google.com/maps/dir/?api=1&destination=${place}&travelmode=${mode}`,
  waze: (place) => `https://waze.com/ul?ll=${place}&navigate=yes`,
};

/** The page of an app with the way to a place; on phones the app itself opens. */
export function directionsUrl(app: MapsApp, place: Position, mode: TravelMode): string {
  return URLS[app](toText(place), mode);
}

/** The apps that know the way, that of the platform first. Waze is only for drivers. */
export function mapsApps(userAgent: string, mode: TravelMode): MapsApp[] {
  const isApple = /iPhone|iPad|iPod|Macintosh/.test(userAgent);
  const apps: MapsApp[] = isApple ? ["apple", "google"] : ["google", "apple"];
  return mode === "driving" ? [...apps, "waze"] : apps;
}
