import { useRef, useState } from "react";
import type { Position } from "@/lib/geo";
import { currentPosition } from "@/lib/geolocation";

/** To find the way to a spot. */
const SPOT_ACCURACY: PositionOptions = { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 };

/** Locates the driver on request. After `forget`, a position that arrives late is only kept. */
export function useLocate(onLocated: (place: Position) => void) {
  const attempt = useRef(0);
  const [isLocating, setLocating] = useState(false);
  const [userPosition, setUserPosition] = useState<Position>();
  const [isLocationUnavailable, setLocationUnavailable] = useState(false);
  const locate = () => {
    setLocationUnavailable(false);
    setLocating(true);
    attempt.current += 1;
    const started = attempt.current;
    const handleLocated = (place: Position) => {
      setUserPosition(place);
      if (started === attempt.current) onLocated(place);
    };
    void currentPosition(SPOT_ACCURACY)
      .then(handleLocated, () => setLocationUnavailable(true))
      .finally(() => setLocating(false));
  };
  const forget = () => {
    attempt.current += 1;
  };
  return { userPosition, isLocating, isLocationUnavailable, locate, forget };
}
