import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { tell } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { consoleTexts } from "@/console-texts/console";
import { texts } from "@/texts/app";

interface ListingProps<P, T> {
  found: UseInfiniteQueryResult<InfiniteData<P>>;
  /** What a page has. */
  of: (page: P) => T[];
  children: (rows: T[]) => ReactNode;
}

/** A list that comes page by page: its shape while it comes, what went wrong, and the way to more. */
export function Listing<P, T>({ found, of, children }: ListingProps<P, T>) {
  if (found.isPending) return <Skeleton lines={6} tall />;
  if (found.error)
    return (
      <Notice kind="problem">
        {tell(found.error)} <Button onPress={() => void found.refetch()}>{texts.retry}</Button>
      </Notice>
    );
  const rows = found.data?.pages.flatMap(of) ?? [];
  return (
    <>
      {children(rows)}
      {found.hasNextPage && (
        <Button kind="quiet" isPending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
          {consoleTexts.more}
        </Button>
      )}
    </>
  );
}
