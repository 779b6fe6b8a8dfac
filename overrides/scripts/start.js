/* Starts the theme's bundle: at once where its columns stand beside the text, else when a reader first does something,
   because on a phone there is nothing of it to be seen before. What was done meanwhile is done again for it.
   And lets a reader turn off the shortcuts of a single key, the theme's and ours. */
(() => {
  "use strict";
  const {bundle, keys} = document.currentScript.dataset;
  const columns = matchMedia("(min-width: 60em)");
  const signs = ["pointerdown", "pointermove", "keydown", "focusin", "scroll", "wheel"];
  const kinds = ["change", "click", "keydown"];
  const THEMES = ["f", "s", "/", "p", ",", "n", "."], OURS = ["l"];

  const box = Object.assign(document.createElement("input"), {type: "checkbox", checked: __md_get("shortcuts") ?? true});
  const label = document.createElement("label");
  label.className = "shortcuts";
  label.append(box, keys);
  box.addEventListener("change", () => __md_set("shortcuts", box.checked));
  document.querySelector(".md-footer")?.append(label);

  const typed = ({target}) => target.closest?.("input, select, textarea") || target.isContentEditable;
  addEventListener("keydown", event => {
    const single = [...THEMES, ...OURS].includes(event.key?.toLowerCase()) && !event.ctrlKey && !event.metaKey;
    if (single && !box.checked && !typed(event)) event.stopImmediatePropagation();
  }, true);

  let turned = null, pressed = null; // A switch of colours, and a key of the theme's.
  const note = event => {
    const {type, target, key} = event;
    if (type === "change") turned = target.name === "__palette" ? target : turned;
    else if (type === "keydown") pressed = THEMES.includes(key) && !typed(event) ? event : pressed;
    // The keyboard of a phone comes up only for a focus within the tap.
    else if (target.closest?.(".md-header__button[for=__search]")) document.forms.search.query.focus();
  };

  function start(event) {
    for (const sign of signs) removeEventListener(sign, start, true);
    columns.removeEventListener("change", start);
    for (const kind of kinds) addEventListener(kind, note, true);
    if (event?.type === "keydown") note(event);
    const script = Object.assign(document.createElement("script"), {src: bundle});
    script.onload = () => {
      for (const kind of kinds) removeEventListener(kind, note, true);
      document$.next(document); // The bundle waits for the page to be read, which it was before.
      turned?.dispatchEvent(new Event("change", {bubbles: true}));
      pressed?.target.dispatchEvent(new KeyboardEvent("keydown", pressed));
    };
    document.head.append(script);
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (columns.matches || location.hash || location.search) return start();
    for (const sign of signs) addEventListener(sign, start, {capture: true, passive: true});
    columns.addEventListener("change", start);
  });
})();
