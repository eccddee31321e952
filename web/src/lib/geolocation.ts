import type { Position } from "./geo";

/** A city is large: an hour-old position is good enough, and a missing one must not delay the map. */
const CITY_ACCURACY: PositionOptions = { maximumAge: 3_600_000, timeout: 2_000 };

/** The position of the device; rejects without one or without permission, for which the browser asks. */
export async function currentPosition(options: PositionOptions): Promise<Position> {
  const { lat, lng } = await measuredPosition(options);
  return { lat, lng };
}

/** The same with its accuracy in metres. */
export function measuredPosition(options: PositionOptions): Promise<Position & { accuracy_m: number }> {
  return new Promise((resolve, reject) => {
    const succeed = ({ coords: { latitude, longitude, accuracy } }: GeolocationPosition) =>
      resolve({ lat: latitude, lng: longitude, accuracy_m: accuracy });
    navigator.geolocation.getCurrentPosition(succeed, reject, options);
  });
}

/** Of a `GeolocationPositionError`. */
const PERMISSION_DENIED = 1;

/** True if the driver, or their browser, does not share the position; otherwise it could not be measured. */
export function isPermissionDenied(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === PERMISSION_DENIED;
}

/** The approximate position, only if the driver has permitted it before: never asks. */
export async function permittedPosition(): Promise<Position | undefined> {
  try {
    const { state } = await navigator.permissions.query({ name: "geolocation" });
    return state === "granted" ? await currentPosition(CITY_ACCURACY) : undefined;
  } catch {
    // Not supported, or no position in time.
    return undefined;
  }
}
