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

// Cards of citation marks and terms: by pointer or keyboard beside them, while a click leads on; by finger in its place.

let finger = false;
document.addEventListener("pointerdown", (event) => (finger = event.pointerType === "touch"), true);
for (const [type, way] of [["pointerover", "hover"], ["focusin", "focus"], ["click", "touch"]]) {
  document.addEventListener(type, (event) => {
    const link = event.target.closest?.("sup.citation a[data-cite], a.term");
    if (!link || (way === "touch" ? !finger : event.pointerType === "touch" || (way === "focus" && !link.matches(":focus-visible")))) return;
    if (way === "touch") event.preventDefault();
    const met = feature("cards").then((cards) => cards.meet(link, way));
    if (way === "touch") met.catch(() => false).then((there) => there || location.assign(link.href));
  });
}

// Where the browser cannot put an editorial note beside its mark, the cards' script does.

document.addEventListener("click", ({ target }) => {
  const mark = target.closest?.(".note-mark");
  if (mark && !CSS.supports("position-area: block-end")) feature("cards").then((cards) => cards.place(mark.popoverTargetElement, mark));
});

// The glossary can be sorted and filtered.

if (document.querySelector(".glossary-terms")) feature("glossary");
