// Lets the browser load the app together with the page's small script, which loads the texts of one language meanwhile.
import { withImports } from "./imports.mjs";

export function preloadApp() {
  return {
    name: "curbhold-preload-app",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const start = Object.values(bundle).find(({ moduleIds }) =>
          moduleIds?.some((id) => id.endsWith("/src/app/start.tsx")),
        );
        if (!start) throw new Error("The app must be a chunk of its own.");
        return (
          [...withImports(start.fileName, (file) => bundle[file]?.imports ?? [])]
            .filter((file) => !html.includes(file))
            // The connection of the page is open, and those of later requests are not.
            .sort((one, other) => bundle[other].code.length - bundle[one].code.length)
            .map((file) => ({
              tag: "link",
              attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` },
              injectTo: "head-prepend",
            }))
        );
      },
    },
  };
}
