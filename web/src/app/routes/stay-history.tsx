import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Reservation } from "@/api/types";
import { placesOf } from "@/features/reservations/stay-history";
import { historyTexts } from "@/texts/stays";
import { StaticMap } from "./static-map";

/** Map of past stays: each spot once, with its latest stay. The list has all of them. */
export function StayHistory({ reservations }: { reservations: Reservation[] }) {
  const navigate = useNavigate();
  const places = useMemo(() => placesOf(reservations), [reservations]);
  if (!places.length) return null;
  return (
    <StaticMap
      title={historyTexts.map}
      places={places}
      onOpen={(id) => void navigate({ to: "/reservations/$id", params: { id } })}
    />
  );
}
