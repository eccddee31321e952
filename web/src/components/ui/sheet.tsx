import { type PointerEvent, type ReactNode, useRef, useState } from "react";
import { searchTexts } from "@/texts/reservations";

export type SheetSize = "peek" | "half" | "full" | "fit";

interface SheetProps {
  label: string;
  size: SheetSize;
  onSize: (size: SheetSize) => void;
  /** Always visible, at every size. */
  header: ReactNode;
  children: ReactNode;
}

const SIZES: SheetSize[] = ["peek", "half", "full"];
/** A shorter drag counts as a tap. */
const MIN_DRAG_PX = 30;

/** A bottom sheet over the map, resized by dragging or by its handle; a side panel on wide screens. */
export function Sheet({ label, size, onSize, header, children }: SheetProps) {
  const dragStart = useRef<number | undefined>(undefined);
  const [drag, setDrag] = useState(0);
  // `fit` is about as high as `half`.
  const sizeIndex = size === "fit" ? 1 : SIZES.indexOf(size);
  const step = (by: number) => onSize(SIZES[Math.min(2, Math.max(0, sizeIndex + by))] ?? "half");
  const handleDrag = (event: PointerEvent) => {
    if (dragStart.current !== undefined) setDrag(dragStart.current - event.clientY);
  };
  const handleDragEnd = (event: PointerEvent) => {
    if (dragStart.current === undefined) return;
    const by = dragStart.current - event.clientY;
    dragStart.current = undefined;
    setDrag(0);
    if (Math.abs(by) > MIN_DRAG_PX) step(Math.sign(by) * (Math.abs(by) > 260 ? 2 : 1));
  };
  return (
    <section
      className={`sheet is-${size}${drag ? " is-pulled" : ""}`}
      aria-label={label}
      style={{ "--pull": `${drag}px` }}
    >
      <div
        className="sheet-grip"
        onPointerDown={(event) => {
          if ((event.target as Element).closest("a, input, [data-keep]")) return;
          dragStart.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={handleDrag}
        onPointerUp={handleDragEnd}
        onPointerCancel={handleDragEnd}
      >
        <button
          type="button"
          className="sheet-handle"
          aria-expanded={size !== "peek"}
          aria-label={size === "full" ? searchTexts.less : searchTexts.more}
          onClick={() => onSize(size === "peek" ? "half" : size === "half" ? "full" : "peek")}
          onPointerDown={(event) => event.stopPropagation()}
        />
        {header}
      </div>
      <div className="sheet-body">{children}</div>
    </section>
  );
}
