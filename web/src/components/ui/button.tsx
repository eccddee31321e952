import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";

interface ButtonProps extends Omit<AriaButtonProps, "children" | "className"> {
  children: ReactNode;
  /** The one that goes on is `primary`; the others keep quiet. */
  kind?: "primary" | "quiet" | "danger" | "plain";
  wide?: boolean;
}

/** A button; while it is pending it keeps its size and cannot be pressed twice. */
export function Button({ kind = "primary", wide, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`button button-${kind}${wide ? " button-wide" : ""}`}>
      {children}
    </AriaButton>
  );
}

/** A round button with a picture, whose name is read aloud. */
export function IconButton({ label, children, ...props }: Omit<ButtonProps, "kind" | "wide"> & { label: string }) {
  return (
    <AriaButton {...props} aria-label={label} className="icon-button">
      {children}
    </AriaButton>
  );
}
