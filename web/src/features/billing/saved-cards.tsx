import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage } from "@/api/problem";
import type { SavedCard } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useMutation } from "@/lib/use-mutation";
import { texts } from "@/texts/app";
import { payTexts } from "@/texts/billing";
import { accountTexts } from "@/texts/identity";
import { CardSetUp } from "./card-set-up";
import { useCardRedirect } from "./redirect";
import { startCardSetup, cardsQuery, makeCardDefault, removeCard, saveCard } from "./requests";

export function SavedCards() {
  const client = useQueryClient();
  const cards = useQuery(cardsQuery);
  const [adding, setAdding] = useState(0);
  const [removed, setRemoved] = useState<SavedCard>();
  const refresh = () => client.invalidateQueries({ queryKey: cardsQuery.queryKey });
  const remove = useMutation({
    mutationFn: (card: SavedCard) => removeCard(card.id),
    onSettled: () => {
      setRemoved(undefined);
      return refresh();
    },
  });
  const prefer = useMutation({ mutationFn: (card: SavedCard) => makeCardDefault(card.id), onSettled: refresh });
  const redirect = useCardRedirect(async (setupIntentId) => {
    await saveCard(setupIntentId);
    await refresh();
  });
  const error = cards.error ?? remove.error ?? prefer.error ?? redirect.error;
  return (
    <section className="stack" aria-labelledby="cards">
      <h2 id="cards">{accountTexts.cards}</h2>
      {error && <Notice kind="error">{errorMessage(error)}</Notice>}
      {cards.isPending && <Skeleton lines={2} />}
      {cards.data?.length === 0 && !adding && <p className="soft">{accountTexts.noCards}</p>}
      <ul className="plain-list">
        {cards.data?.map((card) => (
          <li key={card.id} className="card-row">
            <span>
              <strong>{payTexts.ending(card.brand, card.last4)}</strong>
              <br />
              <small className="soft">{accountTexts.expires(card.exp_month, card.exp_year)}</small>
            </span>
            {card.is_default ? (
              <span className="tag">{accountTexts.isDefault}</span>
            ) : (
              <Button kind="plain" onPress={() => prefer.mutate(card)}>
                {accountTexts.makeDefault}
              </Button>
            )}
            <Button kind="plain" onPress={() => setRemoved(card)}>
              {accountTexts.remove}
            </Button>
          </li>
        ))}
      </ul>
      {adding ? (
        <CardSetUp
          id={`saved-${adding}`}
          start={startCardSetup}
          button={accountTexts.saveCard}
          finish={async (setupIntentId) => {
            await saveCard(setupIntentId);
            setAdding(0);
            await refresh();
          }}
        />
      ) : (
        <Button kind="quiet" onPress={() => setAdding(Date.now())}>
          {accountTexts.addCard}
        </Button>
      )}
      <Dialog title={accountTexts.removeTitle} isOpen={Boolean(removed)} onClose={() => setRemoved(undefined)}>
        <div className="stack">
          <p>{accountTexts.removeText}</p>
          <Button kind="danger" wide isPending={remove.isPending} onPress={() => removed && remove.mutate(removed)}>
            {accountTexts.remove}
          </Button>
          <Button kind="quiet" wide onPress={() => setRemoved(undefined)}>
            {texts.cancel}
          </Button>
        </div>
      </Dialog>
    </section>
  );
}
