import { useState } from "react";
import type { Position } from "@/lib/geo";
import { currentPosition } from "@/lib/geolocation";

/** To find the way to a spot. */
const SPOT_ACCURACY: PositionOptions = { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 };

/** Locates the driver on request. */
export function useLocate(onLocated: (place: Position) => void) {
  const [userPosition, setUserPosition] = useState<Position>();
  const [isLocationUnavailable, setLocationUnavailable] = useState(false);
  const locate = () => {
    setLocationUnavailable(false);
    const handleLocated = (place: Position) => {
      setUserPosition(place);
      onLocated(place);
    };
    void currentPosition(SPOT_ACCURACY).then(handleLocated, () => setLocationUnavailable(true));
  };
  return { userPosition, isLocationUnavailable, locate };
}
