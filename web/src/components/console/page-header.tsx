import { type ReactNode, useEffect } from "react";
import { consoleTexts } from "@/console-texts/console";

/** The name of a page, and what can be done on it. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${consoleTexts.brand}`;
  }, [title]);
  return (
    <div className="console-title">
      <h1>{title}</h1>
      {children && <div className="console-actions">{children}</div>}
    </div>
  );
}
