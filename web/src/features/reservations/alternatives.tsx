import { type ReactNode, useEffect, useRef } from "react";
import { reserveTexts } from "@/texts/reservations";

interface AlternativesProps {
  hasAlternatives: boolean;
  isClosed: boolean;
  children: ReactNode;
}

export function Alternatives({ hasAlternatives, isClosed, children }: AlternativesProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="alternatives" role="alert">
      <h2 ref={title} tabIndex={-1}>
        {isClosed ? reserveTexts.closed : reserveTexts.taken}
      </h2>
      <p>
        {hasAlternatives ? (isClosed ? reserveTexts.closedText : reserveTexts.takenText) : reserveTexts.noAlternatives}
      </p>
      {children}
    </section>
  );
}
