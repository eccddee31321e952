// Dialogs: the bank's authentication.

const BANK_STYLE = `
  .sim-bank { box-sizing: border-box; width: min(24rem, calc(100vw - 2rem)); padding: 1.25rem; background: Canvas;
    color: CanvasText; border: 1px solid GrayText; border-radius: 0.5rem; font: 1rem/1.5 system-ui, sans-serif; }
  .sim-bank::backdrop { background: rgb(0 0 0 / 50%); }
  .sim-bank h2 { margin: 0 0 0.5rem; font-size: 1.25rem; line-height: 1.3; }
  .sim-bank p { margin: 0; }
  .sim-bank button { min-height: 2.75rem; margin: 0.75rem 0.5rem 0 0; padding: 0 1.25rem; font: inherit; }
  .sim-bank button:focus-visible { outline: 2px solid light-dark(#1a56db, #8ab4f8); outline-offset: 2px; }`;

const make = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

/** Shows a question in a dialog; true when the driver agrees. */
function ask(question, explanation, yes, no) {
  return new Promise((resolve) => {
    const answer = (isApproved) => {
      // Closing the dialog restores the focus.
      dialog.close();
      dialog.remove();
      resolve(isApproved);
    };
    const title = make("h2", { id: "sim-bank-title", textContent: question });
    const note = make("p", { textContent: explanation });
    const approve = make("button", { type: "button", textContent: yes, onclick: () => answer(true) });
    const refuse = make("button", { type: "button", textContent: no, onclick: () => answer(false) });
    const dialog = make("dialog", { className: "sim-bank" }, title, note, approve, refuse);
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      answer(false);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const askBank = () =>
  ask("Your bank asks: do you approve?", "This is a simulation; no bank is asked.", "Approve", "Refuse");
