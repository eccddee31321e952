import { useMutation } from "@tanstack/react-query";
import { tell } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { consoleTexts } from "@/console-texts/console";

/** A file that the api makes. */
export function Download({ save, name = consoleTexts.download }: { save: () => Promise<void>; name?: string }) {
  const saved = useMutation({ mutationFn: save });
  return (
    <>
      <Button kind="quiet" isPending={saved.isPending} onPress={() => saved.mutate()}>
        {name}
      </Button>
      {saved.error && <Notice kind="problem">{tell(saved.error)}</Notice>}
    </>
  );
}
