import { Button } from "@/components/ui/button";
import { scanTexts } from "@/texts/visits";

export type Direction = "enter" | "leave";

/** In a lane of both directions: a vehicle of the account is inside, and this one may be another. */
export function DirectionStep({ onChoose }: { onChoose: (direction: Direction) => void }) {
  return (
    <>
      <p>{scanTexts.ask}</p>
      <Button wide onPress={() => onChoose("leave")}>
        {scanTexts.leave}
      </Button>
      <Button kind="quiet" wide onPress={() => onChoose("enter")}>
        {scanTexts.enter}
      </Button>
    </>
  );
}
