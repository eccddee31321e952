import type { RefObject } from "react";
import { IconButton } from "@/components/ui/button";
import { mapTexts } from "@/texts/places";
import type { MapHandle } from "./map-view";

/** For drivers and operators without a wheel or a second finger. */
export function ZoomButtons({ map }: { map: RefObject<MapHandle | null> }) {
  return (
    <>
      <IconButton label={mapTexts.zoomIn} onPress={() => map.current?.zoomBy(1)}>
        <span aria-hidden>+</span>
      </IconButton>
      <IconButton label={mapTexts.zoomOut} onPress={() => map.current?.zoomBy(-1)}>
        <span aria-hidden>−</span>
      </IconButton>
    </>
  );
}
