import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tell, tellFields } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { emailTexts } from "@/texts/identity";

interface EmailProofProps {
  email: string;
  /** The mail server of the address refuses our mail. */
  isRefused?: boolean;
  confirm: (code: string) => Promise<void>;
  resend: () => Promise<unknown>;
  change: (email: string) => Promise<unknown>;
}

/** Shows that an address is the driver's own, by the code of the mail. Its link does the same, in another tab. */
export function EmailProof({ email, isRefused = false, confirm, resend, change }: EmailProofProps) {
  const [code, setCode] = useState("");
  const [isMending, setMending] = useState(false);
  const prove = useMutation({ mutationFn: confirm });
  const again = useMutation({ mutationFn: resend });
  const typed = (text: string) => {
    const digits = text.replace(/\D/g, "").slice(0, 6);
    setCode(digits);
    prove.reset();
    if (digits.length === 6) prove.mutate(digits);
  };
  return (
    <section className="stack step" aria-labelledby="proof">
      <h2 id="proof">{emailTexts.step}</h2>
      <p>{isRefused ? emailTexts.refused : emailTexts.sent(email)}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (code && !prove.isPending) prove.mutate(code);
        }}
      >
        <Field
          label={emailTexts.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={typed}
          error={prove.error ? tell(prove.error) : undefined}
        />
        <Button type="submit" wide isPending={prove.isPending}>
          {emailTexts.confirm}
        </Button>
      </form>
      {again.isSuccess && <Notice kind="good">{emailTexts.resent}</Notice>}
      {again.error && <Notice kind="problem">{tell(again.error)}</Notice>}
      <div className="between">
        <Button kind="plain" isPending={again.isPending} onPress={() => again.mutate()}>
          {emailTexts.resend}
        </Button>
        <Button kind="plain" onPress={() => setMending(true)}>
          {emailTexts.mend}
        </Button>
      </div>
      <Dialog title={emailTexts.mendTitle} isOpen={isMending} onClose={() => setMending(false)}>
        {isMending && <Mend email={email} change={change} onDone={() => setMending(false)} />}
      </Dialog>
    </section>
  );
}

function Mend({ email, change, onDone }: Pick<EmailProofProps, "email" | "change"> & { onDone: () => void }) {
  const [text, setText] = useState(email);
  const mend = useMutation({ mutationFn: change, onSuccess: onDone });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        mend.mutate(text.trim());
      }}
    >
      <Field
        label={emailTexts.mendTitle}
        type="email"
        autoComplete="email"
        isRequired
        value={text}
        onChange={setText}
        error={mend.error ? (tellFields(mend.error).email ?? tell(mend.error)) : undefined}
      />
      <Button type="submit" wide isPending={mend.isPending}>
        {emailTexts.save}
      </Button>
    </form>
  );
}
