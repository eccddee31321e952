import { type PointerEvent, type ReactNode, useRef, useState } from "react";
import { searchTexts } from "@/texts/reservations";

export type SheetSize = "peek" | "half" | "full" | "fit";

interface SheetProps {
  label: string;
  size: SheetSize;
  onSize: (size: SheetSize) => void;
  /** Stays in sight, whatever the size. */
  head: ReactNode;
  children: ReactNode;
}

const ORDER: SheetSize[] = ["peek", "half", "full"];
/** A pull that is shorter is a touch. */
const PULL_PX = 30;

/** Lies over the map from below and is pulled up and down with a thumb, or by its handle's button; on wide screens it stands at the side. */
export function Sheet({ label, size, onSize, head, children }: SheetProps) {
  const begun = useRef<number | undefined>(undefined);
  const [pull, setPull] = useState(0);
  // What fits stands about where the half does.
  const place = size === "fit" ? 1 : ORDER.indexOf(size);
  const step = (by: number) => onSize(ORDER[Math.min(2, Math.max(0, place + by))] ?? "half");
  const moved = (event: PointerEvent) => {
    if (begun.current !== undefined) setPull(begun.current - event.clientY);
  };
  const ended = (event: PointerEvent) => {
    if (begun.current === undefined) return;
    const by = begun.current - event.clientY;
    begun.current = undefined;
    setPull(0);
    if (Math.abs(by) > PULL_PX) step(Math.sign(by) * (Math.abs(by) > 260 ? 2 : 1));
  };
  return (
    <section
      className={`sheet is-${size}${pull ? " is-pulled" : ""}`}
      aria-label={label}
      style={{ "--pull": `${pull}px` } as never}
    >
      <div
        className="sheet-grip"
        onPointerDown={(event) => {
          if ((event.target as Element).closest("a, input, [data-keep]")) return;
          begun.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={moved}
        onPointerUp={ended}
        onPointerCancel={ended}
      >
        <button
          type="button"
          className="sheet-handle"
          aria-expanded={size !== "peek"}
          aria-label={size === "full" ? searchTexts.less : searchTexts.more}
          onClick={() => onSize(size === "peek" ? "half" : size === "half" ? "full" : "peek")}
          onPointerDown={(event) => event.stopPropagation()}
        />
        {head}
      </div>
      <div className="sheet-body">{children}</div>
    </section>
  );
}
