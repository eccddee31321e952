import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ADMIN, fieldProblems } from "@/api/admin";
import { tell, tellFields } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { texts } from "@/texts/app";

interface EditFormProps<T> {
  button: string;
  submit: () => Promise<T>;
  onDone: (answer: T) => void;
  onCancel?: () => void;
  isGrave?: boolean;
  /** The fields, with what is wrong with each by its name. */
  children: (errors: Record<string, string>) => ReactNode;
}

/** A form whose answer makes the console look again. */
export function EditForm<T>({ button, submit, onDone, onCancel, isGrave, children }: EditFormProps<T>) {
  const client = useQueryClient();
  const sent = useMutation({
    mutationFn: submit,
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: ADMIN });
      onDone(answer);
    },
  });
  const errors = tellFields(sent.error);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!sent.isPending) sent.mutate();
      }}
    >
      {children(errors)}
      {sent.error && (
        <Notice kind="problem">
          {tell(sent.error)}
          {/* What is allowed: the api says it for people. */}
          {fieldProblems(sent.error).map(({ field, detail }) => (
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
        <Button type="submit" kind={isGrave ? "danger" : "primary"} isDisabled={sent.isPending}>
          {button}
        </Button>
      </div>
    </form>
  );
}
