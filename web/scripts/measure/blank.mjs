// The ceiling: a page without an app, whose only script has a given size. It has the elements that the measurement uses.
import { FIRST_MAP_SHOWN, MAP_SHOWN } from "./page.mjs";

export function blankPage(bytes) {
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Blank</title>
<h1>Blank</h1><main></main><script src="/blank.js?bytes=${bytes}"></script>`;
}

/** Shows a row and a box, which respond to a tap and to a letter by a text. */
export function blankScript(bytes) {
  const script = `const main = document.querySelector("main");
const show = (text) => main.append(Object.assign(document.createElement("p"), { textContent: text }));
main.append(Object.assign(document.createElement("button"), { className: "spot-row", textContent: "Row", onclick: () => show("Row") }));
main.append(Object.assign(document.createElement("input"), { oninput: ({ target }) => show(target.value) }));
main.lastChild.setAttribute("role", "combobox");
performance.mark("${FIRST_MAP_SHOWN}");
performance.mark("${MAP_SHOWN}");
`;
  return `/*${"0".repeat(Math.max(0, bytes - script.length - 4))}*/${script}`;
}
