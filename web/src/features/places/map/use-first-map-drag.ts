import { type PointerEvent, useRef, useState } from "react";
import type { Point } from "./projection";

/** In pixels; a shorter movement is a click. */
const MIN_DRAG = 5;

interface DragOptions {
  /** A pointer is down, or no longer. */
  onChange: (isDown: boolean) => void;
  onClick: (at: Point) => void;
  /** The pointer has moved from its start. */
  onDrag: (by: Point) => void;
}

const NOWHERE: Point = { x: 0, y: 0 };

/** Clicks, and drags with one finger. `shift` is how far the content follows the pointer. */
export function useFirstMapDrag({ onChange, onClick, onDrag }: DragOptions) {
  const [shift, setShift] = useState(NOWHERE);
  const start = useRef<Point & { id: number }>(undefined);
  const movedBy = ({ clientX, clientY }: PointerEvent): Point => ({
    x: clientX - (start.current?.x ?? clientX),
    y: clientY - (start.current?.y ?? clientY),
  });
  const isShort = ({ x, y }: Point) => Math.hypot(x, y) < MIN_DRAG;
  const end = (event: PointerEvent, isCancelled: boolean) => {
    if (start.current?.id !== event.pointerId) return;
    const by = movedBy(event);
    start.current = undefined;
    onChange(false);
    setShift(NOWHERE);
    if (isCancelled) return;
    if (!isShort(by)) return onDrag(by);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    onClick({ x: event.clientX - left, y: event.clientY - top });
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (!event.isPrimary || event.button !== 0) return;
      start.current = { id: event.pointerId, x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
      onChange(true);
    },
    onPointerMove: (event: PointerEvent) => {
      const by = movedBy(event);
      if (start.current?.id === event.pointerId && !isShort(by)) setShift(by);
    },
    onPointerUp: (event: PointerEvent) => end(event, false),
    onPointerCancel: (event: PointerEvent) => end(event, true),
  };
  return { shift, handlers };
}
