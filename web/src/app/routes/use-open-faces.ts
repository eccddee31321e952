import { useEffect, useState } from "react";
import type { FreeSpot } from "@/api/types";
import { toBlockFaces } from "@/features/reservations/search/block-faces";

/** The keys of the rows whose spaces are shown. */
export function keysOfZones(list: FreeSpot[], zoneIds: string[]): string[] {
  const faces = toBlockFaces(list).filter(({ nearest }) => zoneIds.includes(nearest.zone.id));
  return faces.map(({ key }) => key);
}

/** Block faces of the list that are open, and a function that opens those of zones as soon as the list has them. */
export function useOpenFaces(list: FreeSpot[]) {
  const [openFaces, setOpenFaces] = useState<string[]>([]);
  const [wanted, setWanted] = useState<string[]>([]);
  // The rows of a group come with the search of the box around it.
  const found = wanted.length ? keysOfZones(list, wanted) : [];
  const [first] = found;
  // A new object for each request, so that the same row is shown again.
  const [shown, setShown] = useState<{ key: string }>();
  if (first !== undefined) {
    setOpenFaces((open) => [...new Set([...open, ...found])]);
    setWanted([]);
    setShown({ key: first });
  }
  useEffect(() => {
    if (!shown) return;
    document.querySelector(`[data-face="${CSS.escape(shown.key)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  return { openFaces, setOpenFaces, openZones: setWanted };
}
