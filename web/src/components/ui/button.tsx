import type { ReactNode } from "react";
import { texts } from "@/texts/app";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";

interface ButtonProps extends Omit<AriaButtonProps, "children" | "className"> {
  children: ReactNode;
  /** One `primary` button a view; the others are quieter. */
  kind?: "primary" | "quiet" | "danger" | "plain";
  wide?: boolean;
}

/** A pending button keeps its place, size and focus, and ignores presses. */
export function Button({ kind = "primary", wide, isPending, onPress, children, ...props }: ButtonProps) {
  const className = `button button-${kind}${wide ? " button-wide" : ""}${isPending ? " is-pending" : ""}`;
  return (
    <AriaButton {...props} {...(onPress && !isPending && { onPress })} className={className}>
      {children}
      {isPending && <span className="visually-hidden">{texts.working}</span>}
    </AriaButton>
  );
}

export function IconButton({ label, children, ...props }: Omit<ButtonProps, "kind" | "wide"> & { label: string }) {
  return (
    <AriaButton {...props} aria-label={label} className="icon-button">
      {children}
    </AriaButton>
  );
}
