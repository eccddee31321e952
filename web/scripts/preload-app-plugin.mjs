// Lets the browser load the app together with the page's small script, which loads the texts of one language meanwhile.

/** A chunk and its static imports, as file names. */
export function filesOf(bundle, name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const next of bundle[name]?.imports ?? []) filesOf(bundle, next, found);
  return found;
}

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
        return [...filesOf(bundle, start.fileName)]
          .filter((file) => !html.includes(file))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` },
            injectTo: "head",
          }));
      },
    },
  };
}
