import { type ReactNode, useEffect } from "react";
import { consoleTexts } from "@/console-texts/console";

/** The heading of a page with its actions; also sets the document's title. */
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
