import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { errorMessage } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { consoleTexts } from "@/console-texts/console";
import { texts } from "@/texts/app";

interface PagedListProps<P, T> {
  query: UseInfiniteQueryResult<InfiniteData<P>>;
  rowsOf: (page: P) => T[];
  children: (rows: T[]) => ReactNode;
}

/** The skeleton, the error or the rows of a paged query, with a button for the next page. */
export function PagedList<P, T>({ query, rowsOf, children }: PagedListProps<P, T>) {
  if (query.isPending) return <Skeleton lines={6} tall />;
  if (query.error)
    return (
      <Notice kind="error">
        {errorMessage(query.error)} <Button onPress={() => void query.refetch()}>{texts.retry}</Button>
      </Notice>
    );
  const rows = query.data?.pages.flatMap(rowsOf) ?? [];
  return (
    <>
      {children(rows)}
      {query.hasNextPage && (
        <Button kind="quiet" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {consoleTexts.more}
        </Button>
      )}
    </>
  );
}
