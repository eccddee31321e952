import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage } from "@/api/problem";
import type { StayShare } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { ShareIcon } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import { formatDateTime } from "@/lib/time";
import { useMutation } from "@/lib/use-mutation";
import { shareTexts } from "@/texts/stays";
import type { ReservationAccess } from "./requests";
import { endShare, shareQuery, shareStay } from "./stay-requests";

interface ShareStayProps {
  access: ReservationAccess;
  /** Of the city. */
  zone: string;
  /** The street, for the message with the link. */
  street: string;
}

/** Makes a link with which others see the stay, and ends it. */
export function ShareStay(props: ShareStayProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" onPress={() => setOpen(true)}>
        <ShareIcon /> {shareTexts.button}
      </Button>
      <Dialog title={shareTexts.title} isOpen={isOpen} onClose={() => setOpen(false)}>
        {isOpen && <ShareForm {...props} />}
      </Dialog>
    </>
  );
}

function ShareForm({ access, zone, street }: ShareStayProps) {
  const client = useQueryClient();
  const options = shareQuery(access);
  const { data: share } = useQuery(options);
  const show = (next: StayShare | null) => client.setQueryData<StayShare | null>(options.queryKey, next);
  const make = useMutation({ mutationFn: () => shareStay(access), onSuccess: show });
  const end = useMutation({ mutationFn: () => endShare(access), onSuccess: () => show(null) });
  const error = make.error ?? end.error;
  return (
    <div className="stack">
      <p>{shareTexts.text}</p>
      {error && <Notice kind="error">{errorMessage(error)}</Notice>}
      {share ? (
        <ShareLink share={share} zone={zone} street={street} />
      ) : (
        <>
          {end.isSuccess && <Notice kind="success">{shareTexts.ended}</Notice>}
          <p className="soft">{shareTexts.replaces}</p>
          <Button
            wide
            isPending={make.isPending}
            onPress={() => {
              end.reset();
              make.mutate();
            }}
          >
            {shareTexts.make}
          </Button>
        </>
      )}
      {!(end.isSuccess && !share) && (
        <Button kind="plain" isPending={end.isPending} onPress={() => end.mutate()}>
          {shareTexts.end}
        </Button>
      )}
    </div>
  );
}

function ShareLink({ share, zone, street }: { share: StayShare; zone: string; street: string }) {
  const { url, expires_at } = share;
  const [isCopied, setCopied] = useState<boolean>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      // Without permission, or without https.
      setCopied(false);
    }
  };
  const canSend = "share" in navigator;
  // The driver may close the device's own dialog.
  const send = () =>
    navigator.share({ title: shareTexts.title, text: shareTexts.message(street), url }).catch(() => undefined);
  return (
    <>
      <Field label={shareTexts.link} value={url} isReadOnly autoFocus onFocus={({ target }) => selectText(target)} />
      <p className="soft">{shareTexts.worksUntil(formatDateTime(expires_at, zone))}</p>
      {canSend && (
        <Button wide onPress={() => void send()}>
          {shareTexts.send}
        </Button>
      )}
      <Button kind={canSend ? "quiet" : "primary"} wide onPress={() => void copy()}>
        {shareTexts.copy}
      </Button>
      {isCopied !== undefined && (
        <Notice kind={isCopied ? "success" : "error"}>{isCopied ? shareTexts.copied : shareTexts.notCopied}</Notice>
      )}
    </>
  );
}

function selectText(target: EventTarget): void {
  if (target instanceof HTMLInputElement) target.select();
}
