import { useState } from "react";
import { errorMessage, fieldErrors } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useMutation } from "@/lib/use-mutation";
import { emailTexts } from "@/texts/identity";

interface EmailVerificationProps {
  email: string;
  isRefused?: boolean;
  confirm: (code: string) => Promise<void>;
  resend: () => Promise<unknown>;
  change: (email: string) => Promise<unknown>;
}

/** Verification by the code of the mail; its link does the same in another tab. */
export function EmailVerification({ email, isRefused = false, confirm, resend, change }: EmailVerificationProps) {
  const [code, setCode] = useState("");
  const [isChanging, setChanging] = useState(false);
  const verify = useMutation({ mutationFn: confirm });
  const resending = useMutation({ mutationFn: resend });
  const handleCodeChange = (text: string) => {
    const digits = text.replace(/\D/g, "").slice(0, 6);
    setCode(digits);
    verify.reset();
    if (digits.length === 6) verify.mutate(digits);
  };
  return (
    <section className="stack step" aria-labelledby="proof">
      <h2 id="proof" tabIndex={-1}>
        {emailTexts.step}
      </h2>
      <p>{isRefused ? emailTexts.refused : emailTexts.sent(email)}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (code && !verify.isPending) verify.mutate(code);
        }}
      >
        <Field
          label={emailTexts.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={handleCodeChange}
          error={verify.error ? errorMessage(verify.error) : undefined}
        />
        <Button type="submit" wide isPending={verify.isPending}>
          {emailTexts.confirm}
        </Button>
      </form>
      {resending.isSuccess && <Notice kind="success">{emailTexts.resent}</Notice>}
      {resending.error && <Notice kind="error">{errorMessage(resending.error)}</Notice>}
      <div className="between">
        <Button kind="plain" isPending={resending.isPending} onPress={() => resending.mutate()}>
          {emailTexts.resend}
        </Button>
        <Button kind="plain" onPress={() => setChanging(true)}>
          {emailTexts.changeAddress}
        </Button>
      </div>
      <Dialog title={emailTexts.changeAddressTitle} isOpen={isChanging} onClose={() => setChanging(false)}>
        {isChanging && <ChangeEmail email={email} change={change} onDone={() => setChanging(false)} />}
      </Dialog>
    </section>
  );
}

function ChangeEmail({
  email,
  change,
  onDone,
}: Pick<EmailVerificationProps, "email" | "change"> & { onDone: () => void }) {
  const [text, setText] = useState(email);
  const changing = useMutation({ mutationFn: change, onSuccess: onDone });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        changing.mutate(text.trim());
      }}
    >
      <Field
        label={emailTexts.changeAddressTitle}
        type="email"
        autoComplete="email"
        isRequired
        value={text}
        onChange={setText}
        error={changing.error ? (fieldErrors(changing.error).email ?? errorMessage(changing.error)) : undefined}
      />
      <Button type="submit" wide isPending={changing.isPending}>
        {emailTexts.save}
      </Button>
    </form>
  );
}
