import { lazy, type RefObject, Suspense, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { HelpIcon, LocateIcon } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/skeleton";
import { LanguageChooser } from "@/features/identity/language-chooser";
import type { MapHandle } from "@/features/places/map/map-view";
import { ZoomButtons } from "@/features/places/map/zoom-buttons";
import { mapTexts } from "@/texts/places";

const Legend = lazy(() => import("@/features/places/map/legend"));

interface MapToolsProps {
  map: RefObject<MapHandle | null>;
  isDark: boolean;
  onLocate: () => void;
}

/** The buttons on the map, and its legend. */
export function MapTools({ map, isDark, onLocate }: MapToolsProps) {
  const [isLegendOpen, setLegendOpen] = useState(false);
  return (
    <>
      <div className="map-tools">
        <ZoomButtons map={map} />
        <IconButton label={mapTexts.myLocation} onPress={onLocate}>
          <LocateIcon />
        </IconButton>
        <IconButton label={mapTexts.legend.title} onPress={() => setLegendOpen(true)}>
          <HelpIcon />
        </IconButton>
      </div>
      <Dialog title={mapTexts.legend.title} isOpen={isLegendOpen} onClose={() => setLegendOpen(false)}>
        <Suspense fallback={<Skeleton lines={6} />}>
          <Legend isDark={isDark} />
        </Suspense>
        <LanguageChooser />
      </Dialog>
    </>
  );
}
