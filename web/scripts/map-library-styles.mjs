/** Selectors of what the app does not show: buttons of controls, popups, the library's own position of the driver, and its hints. */
const UNUSED = /-ctrl-(?!attrib|top|bottom)|-ctrl button|-popup|-user-location|-cooperative|-boxzoom|-crosshair/;

/** The library's styles without unused ones, which are nine tenths, because of the pictures in them. */
export function usedStyles(css) {
  const rules = css.replace(/([^{}]+)\{[^{}]*\}/g, (rule, head) => {
    const selectors = head.split(",");
    const used = selectors.filter((selector) => !UNUSED.test(selector));
    return used.length ? used.join(",") + rule.slice(head.length) : "";
  });
  // Conditions whose rules are gone.
  return rules.replace(/@media[^{}]*\{\s*\}/g, "");
}
