import type { ReactNode, Ref } from "react";

interface NoticeProps {
  kind?: "error" | "success" | "info";
  title?: string;
  /** Makes it focusable, for a notice that replaces a form. */
  ref?: Ref<HTMLDivElement>;
  children?: ReactNode;
}

/** Errors interrupt a screen reader (`alert`); other kinds wait (`status`). */
export function Notice({ kind = "info", title, ref, children }: NoticeProps) {
  const focusable = ref && { ref, tabIndex: -1 };
  return (
    <div className={`notice notice-${kind}`} role={kind === "error" ? "alert" : "status"} {...focusable}>
      {title && <strong>{title}</strong>}
      {children && <div>{children}</div>}
    </div>
  );
}
