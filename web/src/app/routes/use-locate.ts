import { useState } from "react";
import type { Position } from "@/lib/geo";

/** Locates the driver on request. */
export function useLocate(onLocated: (place: Position) => void) {
  const [userPosition, setUserPosition] = useState<Position>();
  const [isLocationUnavailable, setLocationUnavailable] = useState(false);
  const locate = () => {
    setLocationUnavailable(false);
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        const place = { lat: coords.latitude, lng: coords.longitude };
        setUserPosition(place);
        onLocated(place);
      },
      () => setLocationUnavailable(true),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  };
  return { userPosition, isLocationUnavailable, locate };
}
