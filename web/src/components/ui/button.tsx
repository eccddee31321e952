import type { ReactNode } from "react";
import { texts } from "@/texts/app";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";

interface ButtonProps extends Omit<AriaButtonProps, "children" | "className"> {
  children: ReactNode;
  /** The one that goes on is `primary`; the others keep quiet. */
  kind?: "primary" | "quiet" | "danger" | "plain";
  wide?: boolean;
}

/** A button; while it is pending it keeps its place, its size and the focus, and a press does nothing. */
export function Button({ kind = "primary", wide, isPending, onPress, children, ...props }: ButtonProps) {
  const className = `button button-${kind}${wide ? " button-wide" : ""}${isPending ? " is-pending" : ""}`;
  return (
    <AriaButton {...props} {...(onPress && !isPending && { onPress })} className={className}>
      {children}
      {isPending && <span className="visually-hidden">{texts.working}</span>}
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
