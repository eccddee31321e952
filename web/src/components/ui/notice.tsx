import type { ReactNode } from "react";

interface NoticeProps {
  kind?: "error" | "success" | "info";
  title?: string;
  children?: ReactNode;
}

/** Errors interrupt a screen reader (`alert`); other kinds wait (`status`). */
export function Notice({ kind = "info", title, children }: NoticeProps) {
  return (
    <div className={`notice notice-${kind}`} role={kind === "error" ? "alert" : "status"}>
      {title && <strong>{title}</strong>}
      {children && <div>{children}</div>}
    </div>
  );
}
