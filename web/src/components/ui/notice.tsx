import type { ReactNode } from "react";

interface NoticeProps {
  kind?: "error" | "success" | "info";
  title?: string;
  children?: ReactNode;
}

/** Something to be told at once; problems interrupt a screen reader, other things wait. */
export function Notice({ kind = "info", title, children }: NoticeProps) {
  return (
    <div className={`notice notice-${kind}`} role={kind === "error" ? "alert" : "status"}>
      {title && <strong>{title}</strong>}
      {children && <div>{children}</div>}
    </div>
  );
}
