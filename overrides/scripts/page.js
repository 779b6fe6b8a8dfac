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

if (document.querySelector(".glossary-terms")) import("./glossary.js");

/* --- The place a reader is at, and the same place in the other language.
   A place is the id of a block, the id of its section, and where the block stands on the screen. */

const PLACES = "article :is(h1, h2, h3, h4, h5, h6, p, .block, li, tr, section)[id]:not(.there *)";

const byId = (id) => (id ? document.getElementById(id) : null);
const covered = () => document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;

function inView(element) {
  const box = element.getBoundingClientRect();
  return box.height > 0 && box.bottom > covered() + 24 && box.top < innerHeight;
}

function placeOf(element) {
  const box = element.getBoundingClientRect();
  const before = (heading) => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  const headings = [...document.querySelectorAll("article :is(h1, h2, h3, h4)[id]:not(.there *)")];
  // Of a block that begins above the screen the part that has gone by counts, as its counterpart has another height.
  const gone = Math.max(0, (covered() - box.top) / box.height);
  return { id: element.id, section: headings.findLast(before)?.id, top: box.top, gone };
}

/** Where the reader is: at the address's target while that is in view, else at the first block that is; null at the top. */
export function place() {
  let target = null;
  try {
    target = byId(decodeURIComponent(location.hash.slice(1)))?.closest(PLACES);
  } catch {} // An address that is no text.
  if (!target || !inView(target)) target = scrollY > 0 ? [...document.querySelectorAll(PLACES)].find(inView) : null;
  return target ? placeOf(target) : null;
}

/** Brings a place to where it stood on the screen; false when it is not on this page, and its section is shown. */
export function show({ id, section, top, gone }) {
  const element = byId(id) ?? byId(section);
  if (!element) return false;
  const box = element.getBoundingClientRect();
  const wanted = gone ? covered() - gone * box.height : Math.max(covered(), Math.min(top, innerHeight - Math.min(box.height, 120)));
  scrollBy({ top: box.top - wanted, behavior: "instant" });
  return element.id === id;
}

/** Says something politely, for a while. */
export function say(words) {
  const status = document.createElement("div");
  status.className = "reader-status";
  status.setAttribute("role", "status");
  document.body.append(status);
  setTimeout(() => (status.textContent = words), 100);
  setTimeout(() => status.remove(), 8000);
}

// A browser may refuse to keep anything.
function keep(store, name, value) {
  try {
    window[store].setItem(`bireview.${name}`, value);
  } catch {}
}

function kept(store, name, once) {
  try {
    const value = window[store].getItem(`bireview.${name}`);
    if (once) window[store].removeItem(`bireview.${name}`);
    return value;
  } catch {
    return null;
  }
}

// In the capture phase, before the theme's own script; the browser follows the link, in whichever tab it is asked to.
function switchLanguage(event) {
  const link = event.target.closest?.("a[hreflang]");
  if (!link || link.origin !== location.origin || link.pathname === location.pathname) return;
  const own = link.matches(".counterpart");
  const at = own ? placeOf(link.closest(PLACES)) : place();
  if (!own) link.hash = at?.id ?? "";
  link.search = document.documentElement.dataset.view ? "?view=parallel" : "";
  link.target = "_self";
  const here = event.type === "click" && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (at && here) keep("sessionStorage", "place", JSON.stringify({ ...at, to: link.href }));
}
addEventListener("click", switchLanguage, true);
addEventListener("auxclick", switchLanguage, true);

const KEY = "l";
const languages = [...document.querySelectorAll(".md-header a[hreflang]")];
const other = languages[(languages.findIndex((link) => link.pathname === location.pathname) + 1) % languages.length];
if (other && other.pathname !== location.pathname) {
  other.setAttribute("aria-keyshortcuts", KEY);
  other.title ||= `${other.textContent.trim()} (${KEY.toUpperCase()})`;
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== KEY || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.repeat || event.defaultPrevented || event.target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
    other.click();
  });
}

/* --- Side by side, and citing a passage: their controls. */

const controls = document.querySelector(".page-tools");
const sideBySide = controls?.querySelector("button");

/** Puts a button for citing beside every paragraph below an element. */
export function offerCiting(root) {
  for (const tools of root.querySelectorAll(":is(p, .block) > .tools")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite-passage";
    button.setAttribute("aria-label", controls.dataset.cite);
    button.setAttribute("aria-haspopup", "dialog");
    tools.append(button);
  }
}

let picked = null; // What was selected when the pointer went down, which may undo the selection.
const selected = () => {
  const selection = getSelection();
  return selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0).cloneRange() : null;
};

if (controls) {
  offerCiting(document);
  addEventListener("pointerdown", (event) => {
    if (event.target.closest?.(".tools")) picked = selected() ?? picked;
    else picked = null;
  }, true);
  addEventListener("click", (event) => {
    const tools = event.target.closest?.(".tools");
    for (const open of document.querySelectorAll(".tools.open")) if (open !== tools) open.classList.remove("open");
    if (!tools) return;
    const button = event.target.closest(".cite-passage");
    if (button) {
      const range = selected() ?? picked;
      picked = null;
      feature("passage").then((passage) => passage.cite(tools.parentElement, range));
    }
    // A finger has no way to hover: its first tap shows what there is.
    tools.classList.remove("up");
    if (event.target.closest(".permalink") && event.pointerType === "touch" && tools.classList.toggle("open")) {
      event.preventDefault();
      tools.classList.toggle("up", tools.getBoundingClientRect().bottom > innerHeight);
    } else tools.classList.remove("open");
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector(".tools.open")?.classList.remove("open");
  });
}

const arrival = JSON.parse(kept("sessionStorage", "place", true) ?? "null");
const arrived = arrival?.to === location.href ? arrival : null;

if (arrived) {
  if (!show(arrived)) say(controls?.dataset.moved ?? "");
  // Once more when the browser has gone to the address's target.
  addEventListener("load", () => requestAnimationFrame(() => show(arrived)), { once: true });
}

if (sideBySide) {
  controls.hidden = false;
  // Turns come one after the other: a press while the first is on its way takes it back.
  let wanted = false, turned = Promise.resolve();
  const turn = (on) => {
    wanted = on;
    const turning = turned.catch(() => {}).then(() => feature("parallel")).then((parallel) => parallel.turn(sideBySide, on));
    turned = turning;
    return turning.finally(() => {
      if (turned === turning) wanted = sideBySide.getAttribute("aria-pressed") === "true"; // It may have failed.
    });
  };
  sideBySide.addEventListener("click", () => {
    const view = wanted ? "single" : "parallel";
    keep("localStorage", "view", view);
    keep("sessionStorage", "view", view);
    turn(view === "parallel");
  });
  const asked = new URLSearchParams(location.search).get("view");
  if (asked) keep("sessionStorage", "view", asked); // For this visit; the control's own state is kept for longer.
  if ((asked ?? kept("sessionStorage", "view") ?? kept("localStorage", "view")) === "parallel") {
    const back = performance.getEntriesByType("navigation")[0]?.type !== "navigate" && history.state?.place;
    turn(true).then(() => (arrived ? show(arrived) : back && show(back)));
  }
  // A page that has been rearranged does not find its place again by itself.
  addEventListener("pagehide", () => {
    if (document.documentElement.dataset.view) history.replaceState({ ...history.state, place: place() }, "");
  });
}
