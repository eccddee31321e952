import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const SOURCES = fileURLToPath(new URL("..", import.meta.url));

/** Code of drivers; the console is in English only, and is loaded after the messages. */
const FILES = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
  (name) =>
    /\.tsx?$/.test(name) &&
    !/\.test\.|schema\.ts|\.d\.ts|admin\/|(^|\/)(console|console-texts|texts|locales)\//.test(name),
);

const parse = (name: string, text: string) =>
  ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX);
const hasWords = (text: string) => /\p{L}{2}/u.test(text);

/** Attributes that are read by people. */
const READ =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|title|label|placeholder|alt|hint|description|error|button|done|heading|text)$/;

function visit(node: ts.Node, act: (node: ts.Node) => void): void {
  act(node);
  node.forEachChild((child) => visit(child, act));
}

/** The words of string literals that an expression may have as its value. */
function literalsOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  if (ts.isParenthesizedExpression(node) || ts.isJsxExpression(node))
    return node.expression ? literalsOf(node.expression) : [];
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  if (ts.isBinaryExpression(node)) {
    const isSum = node.operatorToken.kind === ts.SyntaxKind.PlusToken;
    return [...(isSum ? literalsOf(node.left) : []), ...literalsOf(node.right)];
  }
  return [];
}

/** Words that components show without a message. */
function hardCoded(file: ts.SourceFile): string[] {
  const found: string[] = [];
  visit(file, (node) => {
    if (ts.isJsxText(node)) found.push(node.text.trim());
    const isChild = ts.isJsxExpression(node) && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent));
    if (isChild) found.push(...literalsOf(node));
    if (ts.isJsxAttribute(node) && READ.test(node.name.getText(file)) && node.initializer)
      found.push(...literalsOf(node.initializer));
  });
  return found.filter(hasWords);
}

/** Texts that are read while a module is loaded, which may be before the messages are. */
function readEarly(file: ts.SourceFile): string[] {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !statement.moduleSpecifier.getText(file).startsWith('"@/texts/'))
      continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings)) for (const each of bindings.elements) names.add(each.name.text);
  }
  const found: string[] = [];
  const search = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && names.has(node.text)) found.push(node.parent.getText(file));
    node.forEachChild(search);
  };
  search(file);
  return found;
}

/** Colons after the name of a value: French has a blank before them, so that the message `app.texts.named` is needed. */
function colons(file: ts.SourceFile): string[] {
  const found: string[] = [];
  visit(file, (node) => {
    if (ts.isJsxText(node) && /^\s*:/.test(node.text)) found.push(node.parent.getText(file));
  });
  return found;
}

const fileAt = (name: string) => parse(name, readFileSync(`${SOURCES}/${name}`, "utf8"));

test("no component has words of its own", () => {
  expect(FILES.length).toBeGreaterThan(150);
  expect(FILES.flatMap((name) => hardCoded(fileAt(name)).map((text) => `${name}: ${text}`))).toEqual([]);
});

test("names before their values are messages", () => {
  expect(FILES.flatMap((name) => colons(fileAt(name)).map((text) => `${name}: ${text}`))).toEqual([]);
  expect(colons(parse("x.tsx", "<p>{texts.total}: <b>{total}</b></p>"))).toHaveLength(1);
});

test("no module reads texts while it is loaded", () => {
  expect(FILES.flatMap((name) => readEarly(fileAt(name)).map((text) => `${name}: ${text}`))).toEqual([]);
});

test.each([
  ["<p>Two words</p>", "Two words"],
  ["<p>{isOpen ? `${count} spots` : ''}</p>", "spots"],
  ["<p>{isOpen && 'Open'}</p>", "Open"],
  ['<img alt="A map" />', "A map"],
  ["<Field label={'Email' + mark} />", "Email"],
  ["<>Free</>", "Free"],
])("words in %s are found", (code, words) => {
  expect(hardCoded(parse("x.tsx", code)).map((text) => text.trim())).toEqual([words]);
});

test.each(["<p>{texts.title}</p>", '<p className="soft wide">·</p>', '<div aria-labelledby="title">{" "}</div>'])(
  "%s has no words",
  (code) => expect(hardCoded(parse("x.tsx", code))).toEqual([]),
);

test("text of a constant is read early, that of a function is not", () => {
  const code = 'import { texts } from "@/texts/app";\ntype A = keyof typeof texts;\nconst a = texts.close;';
  expect(readEarly(parse("x.ts", code))).toEqual(["texts.close"]);
  expect(readEarly(parse("x.ts", code.replace("texts.close;", "() => texts.close;")))).toEqual([]);
});
