import { type ReactNode, useEffect, useRef } from "react";
import { reserveTexts } from "@/texts";

/** Somebody was faster: what else there is, at once. */
export function Alternatives({ isAny, children }: { isAny: boolean; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="alternatives" role="alert">
      <h2 ref={title} tabIndex={-1}>
        {reserveTexts.faster}
      </h2>
      <p>{isAny ? reserveTexts.fasterText : reserveTexts.fasterNone}</p>
      {children}
    </section>
  );
}
