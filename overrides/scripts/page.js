/* The one script of every page besides the theme's: it listens, and fetches a feature when a reader first asks for it. */

const features = new Map();

/** A feature's module, `scripts/NAME.js`, once its stylesheet `stylesheets/NAME.css` is there too; fetched once. */
export function feature(name) {
  if (!features.has(name)) {
    const style = new Promise((done) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = new URL(`../stylesheets/${name}.css`, import.meta.url);
      link.onload = link.onerror = done;
      document.head.append(link);
    });
    features.set(name, Promise.all([import(`./${name}.js`), style]).then(([module]) => module));
  }
  return features.get(name);
}
