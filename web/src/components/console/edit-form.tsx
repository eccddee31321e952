import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ADMIN_KEY, fieldProblems } from "@/api/admin";
import { errorMessage, fieldErrors } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useMutation } from "@/lib/use-mutation";
import { texts } from "@/texts/app";

interface EditFormProps<T> {
  button: string;
  submit: () => Promise<T>;
  onDone: (result: T) => void;
  onCancel?: () => void;
  isDestructive?: boolean;
  /** Called with the errors by name of the field. */
  children: (errors: Record<string, string>) => ReactNode;
}

/** Invalidates all queries of the console after a successful submission. */
export function EditForm<T>({ button, submit, onDone, onCancel, isDestructive, children }: EditFormProps<T>) {
  const client = useQueryClient();
  const submission = useMutation({
    mutationFn: submit,
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: ADMIN_KEY });
      onDone(result);
    },
  });
  const errors = fieldErrors(submission.error);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!submission.isPending) submission.mutate();
      }}
    >
      {children(errors)}
      {submission.error && (
        <Notice kind="error">
          {errorMessage(submission.error)}
          {/* The details state what the api allows. */}
          {fieldProblems(submission.error).map(({ field, detail }) => (
            <p key={field}>
              <code>{field}</code> {detail}
            </p>
          ))}
        </Notice>
      )}
      <div className="dialog-actions">
        {onCancel && (
          <Button kind="quiet" onPress={onCancel}>
            {texts.cancel}
          </Button>
        )}
        <Button type="submit" kind={isDestructive ? "danger" : "primary"} isDisabled={submission.isPending}>
          {button}
        </Button>
      </div>
    </form>
  );
}
