import type { Position } from "@/lib/geo";
import { directionsUrl, mapsApps, type TravelMode } from "@/lib/maps-apps";
import { directionsTexts } from "@/texts/stays";

interface DirectionsProps {
  to: Position;
  mode?: TravelMode;
}

/** Links to maps apps, that of the platform first. The apps receive nothing but the place. */
export function Directions({ to, mode = "driving" }: DirectionsProps) {
  const { apps, driveIn, walkIn, label, walkLabel } = directionsTexts;
  const nameFirst = mode === "driving" ? driveIn : walkIn;
  return (
    <div className="directions" role="group" aria-label={mode === "driving" ? label : walkLabel}>
      {mapsApps(navigator.userAgent, mode).map((app, index) => (
        <a
          key={app}
          className={`button button-${index === 0 ? "quiet" : "plain"}`}
          href={directionsUrl(app, to, mode)}
          target="_blank"
          rel="noreferrer"
        >
          {index === 0 ? nameFirst(apps[app]) : apps[app]}
        </a>
      ))}
    </div>
  );
}
