import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { errorCode, errorMessage } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PasswordForm } from "@/features/identity/password-form";
import { verifyEmailByLink } from "@/features/identity/requests";
import { updateReservation } from "@/features/reservations/requests";
import { storedReturnPath } from "@/lib/return-path";
import { useMutation } from "@/lib/use-mutation";
import { nav, texts } from "@/texts/app";
import { accountTexts, emailTexts } from "@/texts/identity";
import { useLinkToken } from "../link-access";
import { Page } from "../pages";
import { useReturn } from "../use-return";

/** Verifies only on a button press, because mail scanners open links. */
export function ConfirmEmailPage() {
  const token = useLinkToken();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [needsPassword, setNeedsPassword] = useState(false);
  const [returnPath] = useState(storedReturnPath);
  const leave = useReturn(returnPath);
  const verification = useMutation({
    mutationFn: ({ link, password }: { link: string; password?: string }) => verifyEmailByLink(client, link, password),
    onError: (error) => {
      if (errorCode(error) === "password_required") setNeedsPassword(true);
    },
    onSuccess: ({ reservation, manage_token }) => {
      if (!reservation) return;
      updateReservation(client, reservation, manage_token ?? undefined);
      void navigate({
        to: "/reservations/$id",
        params: { id: reservation.id },
        replace: true,
      });
    },
  });
  const problem =
    errorCode(verification.error) === "wrong_code" ? emailTexts.linkUsed : errorMessage(verification.error);
  return (
    <Page title={emailTexts.step}>
      <h1>{verification.isSuccess ? emailTexts.done : needsPassword ? emailTexts.choose : emailTexts.question}</h1>
      {verification.isSuccess ? (
        <>
          <p>{emailTexts.doneText}</p>
          <Button wide onPress={() => void leave()}>
            {returnPath ? emailTexts.continue : nav.map}
          </Button>
        </>
      ) : token && needsPassword ? (
        <>
          <p>{emailTexts.chooseText}</p>
          <PasswordForm
            requiresCurrent={false}
            button={accountTexts.set}
            done={emailTexts.done}
            submit={(_, password) => verification.mutateAsync({ link: token, password })}
          />
        </>
      ) : token ? (
        <div className="stack">
          <p>{emailTexts.questionText}</p>
          {verification.error && <Notice kind="error">{problem}</Notice>}
          <Button wide isPending={verification.isPending} onPress={() => verification.mutate({ link: token })}>
            {emailTexts.yes}
          </Button>
        </div>
      ) : (
        <Notice kind="error">{texts.linkRequired}</Notice>
      )}
    </Page>
  );
}
