import { errorMessage } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { consoleTexts } from "@/console-texts/console";
import { useMutation } from "@/lib/use-mutation";

export function DownloadButton({ save, name = consoleTexts.download }: { save: () => Promise<void>; name?: string }) {
  const download = useMutation({ mutationFn: save });
  return (
    <>
      <Button kind="quiet" isPending={download.isPending} onPress={() => download.mutate()}>
        {name}
      </Button>
      {download.error && <Notice kind="error">{errorMessage(download.error)}</Notice>}
    </>
  );
}
