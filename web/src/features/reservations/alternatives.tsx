import { type ReactNode, useEffect, useRef } from "react";
import { reserveTexts } from "@/texts/reservations";
import type { UnavailableCode } from "./use-hold";

interface AlternativesProps {
  hasAlternatives: boolean;
  /** The reason why the spot cannot be held. */
  code: UnavailableCode;
  children: ReactNode;
}

export function Alternatives({ hasAlternatives, code, children }: AlternativesProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="alternatives" role="alert">
      <h2 ref={title} tabIndex={-1}>
        {reserveTexts.unavailable[code].title}
      </h2>
      <p>{hasAlternatives ? reserveTexts.unavailable[code].text : reserveTexts.noAlternatives}</p>
      {children}
    </section>
  );
}
