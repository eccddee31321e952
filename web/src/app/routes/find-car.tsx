import { Button } from "@/components/ui/button";
import { Directions } from "@/components/ui/directions";
import { LocateIcon, WalkIcon } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import { distance, formatDistance, type Position, unitsIn, walkMinutes } from "@/lib/geo";
import { mapTexts } from "@/texts/places";
import { searchTexts } from "@/texts/reservations";
import { stayTexts } from "@/texts/stays";

interface FindCarProps {
  car: Position;
  /** Of the city. */
  zone: string;
  userPosition: Position | undefined;
  isLocating: boolean;
  isUnavailable: boolean;
  onLocate: () => void;
}

/** The way back to the car, from the position of the device. Asks for it only on request. */
export function FindCar({ car, zone, userPosition, isLocating, isUnavailable, onLocate }: FindCarProps) {
  const metres = userPosition && distance(userPosition, car);
  return (
    <>
      <Button kind="quiet" wide isPending={isLocating} onPress={onLocate}>
        <LocateIcon /> {userPosition ? stayTexts.findAgain : stayTexts.find}
      </Button>
      {isUnavailable && <Notice kind="error">{mapTexts.noLocation}</Notice>}
      {metres !== undefined && (
        <>
          <p className="with-icon" role="status">
            <WalkIcon />
            {stayTexts.toCar(searchTexts.walk(formatDistance(metres, unitsIn(zone)), walkMinutes(metres)))}
          </p>
          <Directions to={car} mode="walking" />
        </>
      )}
    </>
  );
}
