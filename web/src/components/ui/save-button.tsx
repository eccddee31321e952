import type { ReactNode } from "react";
import { errorMessage } from "@/api/problem";
import { useMutation } from "@/lib/use-mutation";
import { Button } from "./button";
import { Notice } from "./notice";

interface SaveButtonProps {
  save: () => Promise<void>;
  children: ReactNode;
  /** The accessible name, if the text is the same on several buttons. */
  label?: string;
  kind?: "quiet" | "plain";
}

/** Downloads a file; shows the error if it fails. */
export function SaveButton({ save, children, label, kind = "quiet" }: SaveButtonProps) {
  const mutation = useMutation({ mutationFn: save });
  return (
    <>
      <Button
        kind={kind}
        isPending={mutation.isPending}
        onPress={() => mutation.mutate()}
        {...(label && { "aria-label": label })}
      >
        {children}
      </Button>
      {mutation.error && <Notice kind="error">{errorMessage(mutation.error)}</Notice>}
    </>
  );
}
