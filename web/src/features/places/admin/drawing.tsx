import { Button } from "@/components/ui/button";
import { drawingTexts } from "@/console-texts/places";
import type { Position } from "@/lib/geo";

interface DrawingProps {
  legend: string;
  hint: string;
  /** As drawn on the map. */
  points: Position[];
  onPoints: (points: Position[]) => void;
  error?: string | undefined;
}

/** The points of a line or a boundary, with buttons to remove them. */
export function Drawing({ legend, hint, points, onPoints, error }: DrawingProps) {
  return (
    <fieldset className="drawing">
      <legend>{legend}</legend>
      <p className="soft">{hint}</p>
      <p role="status">{drawingTexts.points(points.length)}</p>
      <div className="console-actions">
        <Button kind="quiet" isDisabled={!points.length} onPress={() => onPoints(points.slice(0, -1))}>
          {drawingTexts.undo}
        </Button>
        <Button kind="quiet" isDisabled={!points.length} onPress={() => onPoints([])}>
          {drawingTexts.clear}
        </Button>
      </div>
      {error && <p className="field-error">{error}</p>}
    </fieldset>
  );
}
