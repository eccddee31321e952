import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { editorTexts } from "@/console-texts/pricing";
import { bandOfProblem, type DocumentProblem, placeInWords } from "./document-problems";

interface ProblemListProps {
  problems: DocumentProblem[];
  onSelectBand: (index: number) => void;
}

/** All errors of a document with their places. */
export function ProblemList({ problems, onSelectBand }: ProblemListProps) {
  return (
    <Notice kind="error" title={editorTexts.errors(problems.length)}>
      <ul className="differences">
        {problems.map((problem, index) => {
          const band = bandOfProblem(problem);
          const place = placeInWords(problem.pointer);
          return (
            <li key={index}>
              <strong>{place}</strong>: {problem.detail}{" "}
              {band !== undefined && (
                <Button kind="quiet" onPress={() => onSelectBand(band)}>
                  {editorTexts.show(editorTexts.band(band + 1))}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
