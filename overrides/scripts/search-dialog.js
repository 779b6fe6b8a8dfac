/* The search as the reader meets it: around the theme's dialog, which draws the results that `search-engine.js` sends.
   Loaded by `search.js` when the dialog is about to open. */
(() => {
  "use strict";

  const search = globalThis.bireviewSearch, {offline, script} = search;
  const box = document.querySelector(".md-search-result"), meta = box?.querySelector(".md-search-result__meta");
  const input = document.querySelector(".md-search__input"), list = document.querySelector(".md-search-result__list");
  if (!meta || !input || !list) return;
  let pressed = search.enter; // Enter, before its query was answered.

  /* The engine in the page itself, where there are no workers. */
  async function startInPage() {
    const {worker, address} = search;
    await script("search-engine.js");
    const files = script(new URL("../search/offline.js", address));
    const load = name => files.then(() => globalThis.bireviewSearchFiles[name]);
    const post = data => {
      for (const result of data.data?.items?.flat() ?? []) result.location = result.location.replace(/(^|\/)(?=$|[?#])/, "$1index.html");
      worker.dispatchEvent(new MessageEvent("message", {data}));
    };
    worker.postMessage = search.serve({load, language: address.searchParams.get("language"), post});
    worker.waiting.forEach(message => worker.postMessage(message));
  }

  // What stands around the results

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  /* A link within the theme's list: it asks the first child of each for a score. */
  const link = (href, text, attributes = {}) => make("a", {href, ...attributes}, make("span", {"data-md-score": "-1"}, text));

  const say = (text, value) => text.replace(/\{n\}|\{query\}/, () => value);

  function show() {
    const {latest} = search;
    if (!latest) return;
    let around = box.querySelector(".search-around");
    if (!around) meta.after(around = make("div", {class: "search-around"}));
    box.dataset.query = latest.query;
    if (latest.count) meta.textContent = say(latest.count === 1 ? latest.labels.one : latest.labels.other, latest.count);
    else if (latest.failed) meta.textContent = box.closest("[data-failed]")?.dataset.failed ?? latest.failed;
    if (pressed && latest.query === input.value.trim()) {
      pressed = false;
      input.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}));
    }
    const key = JSON.stringify([latest.failed, latest.labels?.hint, latest.count > 0 || latest.query]);
    if (around.dataset.key === key) return; // Someone may be at the switch.
    around.dataset.key = key;
    around.replaceChildren();
    box.lang = latest.tag ?? "";
    if (!latest.query || !latest.labels) return;
    const labels = latest.labels;
    if (!latest.count) {
      meta.textContent = say(labels.none, latest.query);
      around.append(make("p", {class: "search-empty"}, labels.hint));
      const base = new URL(JSON.parse(document.getElementById("__config").textContent).base.replace(/\/*$/, "/"), location.href);
      const pages = latest.help.map(([address, title]) => make("li", {}, link(new URL(address + (offline ? "index.html" : ""), base), title)));
      around.append(make("ul", {class: "search-help"}, ...pages));
    }
    if (latest.count) for (const [language, name] of latest.others) {
      const button = link("#", name, {role: "button", class: "search-switch", lang: language});
      const press = event => {
        event.preventDefault();
        event.stopPropagation(); // The theme closes the dialog when a link is followed.
        search.worker.postMessage({type: "language", data: language === latest.home ? "" : language});
        search.worker.postMessage({type: 2, data: latest.query});
        input.focus();
      };
      button.addEventListener("click", press);
      button.addEventListener("keydown", event => { if (event.key === " ") press(event); });
      around.append(button);
    }
  }

  /* A reference's DOI as a link of its own, beside the result and not in it. */
  function addDois(list) {
    for (const place of list.querySelectorAll("a .search-doi[data-doi]")) {
      const url = `https://doi.org/${place.dataset.doi}`, row = place.closest("a");
      place.remove();
      const doi = link(url, url);
      row.after(make("p", {class: "search-doi"}, doi));
      // In a folded list the theme's arrow keys would stop at a link that is not shown.
      const fold = doi.closest("details");
      if (fold) {
        const follow = () => { if (fold.open) doi.href = url; else doi.removeAttribute("href"); };
        follow();
        fold.addEventListener("toggle", follow);
      }
    }
  }

  meta.setAttribute("role", "status");
  list.id ||= "search-results";
  input.setAttribute("aria-controls", list.id);
  new MutationObserver(() => addDois(list)).observe(list, {childList: true});
  // The theme searches when a key goes up; dictation, paste by menu and some input methods press none.
  const changed = event => { if (!event?.isComposing) input.dispatchEvent(new KeyboardEvent("keyup")); };
  input.addEventListener("input", changed);
  input.addEventListener("compositionend", changed);
  // Enter opens the best result for what stands in the box: it waits for the answer that is on its way.
  input.addEventListener("keydown", event => {
    pressed = event.key === "Enter" && !event.isComposing && Boolean(input.value.trim()) && search.latest?.query !== input.value.trim();
    if (!pressed) return;
    event.preventDefault();
    event.stopPropagation();
  });
  search.show = () => setTimeout(show); // After the theme has drawn the results.
  if (offline) startInPage();
  show();
  changed(); // What was typed before this script was here.
})();
