import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import { editorTexts } from "@/console-texts/pricing";
import { type Band, DAYS } from "../tariff-document";
import { bandPrice, bandTitle } from "./document-words";
import {
  applyGesture,
  type BandTime,
  type Block,
  blocksOf,
  DAY_MINUTES,
  formatTimeOfDay,
  type Gesture,
  type GridPoint,
  lengthenBand,
  moveBand,
  pointAt,
  SNAP_MINUTES,
  timeBetween,
} from "./week-geometry";

interface WeekGridProps {
  bands: Band[];
  currency: string;
  selected: number | undefined;
  /** Indexes of the bands with errors. */
  invalid: ReadonlySet<number>;
  onSelect: (index: number) => void;
  onChange: (index: number, band: Band) => void;
  onCreate: (time: BandTime) => void;
  onRemove: (index: number) => void;
}

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24];

/** Minutes and days by which an arrow key moves a band. */
const MOVES: Record<string, [minutes: number, days: number]> = {
  ArrowUp: [-SNAP_MINUTES, 0],
  ArrowDown: [SNAP_MINUTES, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The gesture that begins on an element of the grid. */
function gestureOn(target: Element, start: GridPoint): Gesture {
  const block = target.closest<HTMLElement>("[data-band]");
  if (!block) return { kind: "create", start };
  const edge = target.closest<HTMLElement>("[data-edge]")?.dataset.edge;
  return { kind: edge === "start" || edge === "end" ? edge : "move", index: Number(block.dataset.band), start };
}

const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent) =>
  pointAt(currentTarget.getBoundingClientRect(), clientX, clientY);

/** A week with the bands as blocks, which are added, moved and resized by dragging or with the keyboard. */
export function WeekGrid({ bands, currency, selected, invalid, ...on }: WeekGridProps) {
  const hintId = useId();
  const [drag, setDrag] = useState<{ gesture: Gesture; at: GridPoint }>();
  const moved = drag && drag.gesture.kind !== "create" ? drag.gesture : undefined;
  const shown = bands.map((band, index) =>
    drag && moved?.index === index ? applyGesture(band, drag.gesture, drag.at) : band,
  );
  const created = drag?.gesture.kind === "create" ? blocksOf([timeBetween(drag.gesture.start, drag.at)]) : [];

  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const at = pointOf(event);
    const gesture = gestureOn(event.target as Element, at);
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ gesture, at });
    if (gesture.kind !== "create") on.onSelect(gesture.index);
  };
  const finish = (event: PointerEvent<HTMLDivElement>) => {
    if (!drag) return;
    const { gesture } = drag;
    const at = pointOf(event);
    setDrag(undefined);
    if (gesture.kind === "create") return on.onCreate(timeBetween(gesture.start, at));
    const band = bands[gesture.index];
    const changed = band && applyGesture(band, gesture, at);
    if (changed && changed !== band) on.onChange(gesture.index, changed);
  };
  const press = (event: KeyboardEvent, index: number) => {
    const band = bands[index];
    const move = MOVES[event.key];
    if (!band) return;
    if (event.key === "Delete") on.onRemove(index);
    else if (!move) return;
    else if (event.shiftKey) on.onChange(index, lengthenBand(band, move[0]));
    else on.onChange(index, moveBand(band, ...move));
    event.preventDefault();
  };
  const block = (each: Block) => {
    const band = shown[each.index];
    if (!band) return null;
    const label = editorTexts.blockLabel(each.index + 1, bandTitle(band), bandPrice(band, currency));
    const state = `${each.index === selected ? " is-selected" : ""}${invalid.has(each.index) ? " is-invalid" : ""}`;
    const content = (
      <>
        <span className="week-text">
          {band.from}–{band.to} {bandPrice(band, currency)}
        </span>
        {each.isStart && <span data-edge="start" className="week-edge week-edge-start" />}
        {each.isEnd && <span data-edge="end" className="week-edge week-edge-end" />}
      </>
    );
    const shared = {
      "data-band": each.index,
      className: `week-block${band.closed ? " is-closed" : ""}${state}`,
      style: boxOf(each),
    };
    // The other blocks of a band are for the pointer only.
    if (each.part > 0)
      return (
        <div key={`${each.index}-${each.part}`} aria-hidden {...shared}>
          {content}
        </div>
      );
    return (
      <button
        key={`${each.index}-0`}
        type="button"
        aria-label={label}
        aria-pressed={each.index === selected}
        aria-describedby={hintId}
        onClick={() => on.onSelect(each.index)}
        onKeyDown={(event) => press(event, each.index)}
        {...shared}
      >
        {content}
      </button>
    );
  };
  // In the order of the bands, so that the keyboard reaches them in that order.
  const blocks = blocksOf(shown).toSorted((a, b) => a.index - b.index || a.part - b.part);
  return (
    <div className="week" role="group" aria-label={editorTexts.week}>
      <p id={hintId} className="soft">
        {editorTexts.weekHint}
      </p>
      <div className="week-days" aria-hidden>
        {DAYS.map((day) => (
          <span key={day}>{editorTexts.dayNames[day]}</span>
        ))}
      </div>
      <div className="week-hours" aria-hidden>
        {HOURS.map((hour) => (
          <span key={hour} style={{ top: `${(hour / 24) * 100}%` }}>
            {formatTimeOfDay(hour * 60)}
          </span>
        ))}
      </div>
      <div
        className="week-area"
        onPointerDown={begin}
        onPointerMove={(event) => drag && setDrag({ ...drag, at: pointOf(event) })}
        onPointerUp={finish}
        onPointerCancel={() => setDrag(undefined)}
      >
        {blocks.map(block)}
        {created.map((each) => (
          <div key={each.part} aria-hidden className="week-block is-new" style={boxOf(each)} />
        ))}
      </div>
    </div>
  );
}

const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;

function boxOf({ day, from, to, lane, lanes }: Block) {
  return {
    left: percent(day + lane / lanes, DAYS.length),
    width: percent(1 / lanes, DAYS.length),
    top: percent(from, DAY_MINUTES),
    height: percent(to - from, DAY_MINUTES),
  };
}
