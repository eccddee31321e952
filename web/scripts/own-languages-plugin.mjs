// Leaves out the texts of the component library in languages that the app does not have.

/** As in `src/lib/language.ts`. */
const LANGUAGES = ["en", "es", "de", "fr"];

const TEXTS =
  /\/(?:react-aria|react-stately|react-aria-components)\/dist\/private\/intl\/(?:.+\/)?([a-z]{2})-[A-Z]{2}\.m?js$/;

export function ownLanguages() {
  return {
    name: "curbhold-own-languages",
    apply: "build",
    enforce: "pre",
    load(id) {
      const [, language] = TEXTS.exec(id) ?? [];
      return language && !LANGUAGES.includes(language) ? "export default undefined;" : null;
    },
  };
}
