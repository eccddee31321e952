import type { FieldProblem } from "@/api/admin";
import { editorTexts, memberNames } from "@/console-texts/pricing";

/** An error of the document. */
export interface DocumentProblem {
  /** JSON pointer within the document; empty for the whole document. */
  pointer: string;
  detail: string;
}

const ROOT = "/document";
/** Objects whose members are named on their own. */
const GROUPS = ["caps", "transitions"];

/** The errors of a request that concern its document. */
export function documentProblems(errors: Pick<FieldProblem, "pointer" | "detail">[]): DocumentProblem[] {
  return errors
    .filter(({ pointer }) => pointer === ROOT || pointer.startsWith(`${ROOT}/`))
    .map(({ pointer, detail }) => ({ pointer: pointer.slice(ROOT.length), detail: detailInWords(detail) }));
}

/** JSON pointer to a member, with names escaped. */
export function pointerTo(...path: (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function pathOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The error at a field, or in its value. */
export function problemAt(problems: DocumentProblem[], pointer: string): string | undefined {
  const found =
    problems.find((problem) => problem.pointer === pointer) ??
    problems.find((problem) => problem.pointer.startsWith(`${pointer}/`));
  return found?.detail;
}

/** The error of an object itself, not of its members. */
export function problemOf(problems: DocumentProblem[], pointer: string): string | undefined {
  return problems.find((problem) => problem.pointer === pointer)?.detail;
}

/** The index of the band that has the error. */
export function bandOfProblem({ pointer }: DocumentProblem): number | undefined {
  const [first, index] = pathOf(pointer);
  return first === "bands" && index !== undefined && /^\d+$/.test(index) ? Number(index) : undefined;
}

/** `Band 2, Steps 1, After`; `Whole tariff` for the document itself. */
export function placeInWords(pointer: string): string {
  const words: string[] = [];
  pathOf(pointer).forEach((part, depth, path) => {
    const parent = path[depth - 1];
    const isIndex = /^\d+$/.test(part) && parent !== "holidays";
    if (GROUPS.includes(part) && depth + 1 < path.length) return;
    if (isIndex && parent === "bands" && depth === 1) words.splice(-1, 1, editorTexts.band(Number(part) + 1));
    else if (isIndex) words.push(`${words.pop() ?? ""} ${Number(part) + 1}`.trim());
    // The names of calendars are the operator's own.
    else words.push(parent === "holidays" ? part : (memberNames[part] ?? part));
  });
  return words.join(", ") || editorTexts.wholeTariff;
}

/** Replaces the pointers in an error text by words. */
function detailInWords(detail: string): string {
  return detail.replace(/(^|\s)((?:\/[a-z0-9_]+)+)/g, (_, space: string, pointer: string) => {
    return space + placeInWords(pointer);
  });
}
