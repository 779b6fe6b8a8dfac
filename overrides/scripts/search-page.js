/* The search as the reader meets it: around the theme's dialog, which draws the results that `search-worker.js` sends.
   Loaded before the theme's bundle, so that it is there when the bundle starts the worker. */
(() => {
  "use strict";

  const isOurs = url => String(url).includes("/scripts/search-worker.js");
  const offline = location.protocol === "file:";
  let worker = null, latest = null, tongue = "";

  // The worker

  /* What a worker is to the theme, in the page itself: browsers start none from `file:`. */
  class InPage extends EventTarget {
    constructor(url) {
      super();
      const address = new URL(url, location.href), waiting = [];
      this.postMessage = message => waiting.push(message);
      const script = path => new Promise((done, failed) => {
        const element = document.createElement("script");
        element.onload = done;
        element.onerror = () => failed(new Error(path));
        element.src = new URL(path, address);
        document.head.append(element);
      });
      const post = data => {
        for (const result of data.data?.items?.flat() ?? []) result.location = result.location.replace(/(^|\/)(?=$|[?#])/, "$1index.html");
        this.dispatchEvent(new MessageEvent("message", {data}));
      };
      script(address.href).then(() => {
        const files = script("../search/offline.js");
        const load = name => files.then(() => globalThis.bireviewSearchFiles[name]);
        this.postMessage = globalThis.bireviewSearch.serve({load, language: address.searchParams.get("language"), post});
        waiting.forEach(message => this.postMessage(message));
      });
    }
  }

  const Native = window.Worker;
  window.Worker = new Proxy(Native, {
    construct(target, [url, ...rest]) {
      if (!isOurs(url)) return Reflect.construct(target, [url, ...rest]);
      worker = offline ? new InPage(url) : Reflect.construct(target, [url, ...rest]);
      worker.addEventListener("message", ({data}) => {
        if (data.type !== 3) return;
        latest = data.data;
        setTimeout(show); // After the theme has drawn it.
      });
      return worker;
    },
  });

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
    const box = document.querySelector(".md-search-result"), meta = box?.querySelector(".md-search-result__meta");
    if (!meta) return;
    let around = box.querySelector(".search-around");
    if (!around) meta.after(around = make("div", {class: "search-around"}));
    box.dataset.query = latest.query;
    const key = JSON.stringify([latest.failed, latest.labels?.hint, latest.count > 0 || latest.query]);
    if (latest.count) meta.textContent = say(latest.count === 1 ? latest.labels.one : latest.labels.other, latest.count);
    if (around.dataset.key === key) return; // Someone may be at the switch.
    around.dataset.key = key;
    around.replaceChildren();
    box.lang = latest.tag ?? "";
    if (!latest.query || !latest.labels) return;
    const labels = latest.labels;
    if (!latest.count) {
      meta.textContent = say(labels.none, latest.query);
      around.append(make("p", {class: "search-empty"}, labels.hint));
      const base = new URL(JSON.parse(document.getElementById("__config").textContent).base + "/", location.href);
      const pages = latest.help.map(([address, title]) => make("li", {}, link(new URL(address + (offline ? "index.html" : ""), base), title)));
      around.append(make("ul", {class: "search-help"}, ...pages));
    }
    if (latest.count) for (const [language, name] of latest.others) {
      const button = link("#", name, {role: "button", class: "search-switch", lang: language});
      const press = event => {
        event.preventDefault();
        event.stopPropagation(); // The theme closes the dialog when a link is followed.
        tongue = language === latest.home ? "" : language;
        worker.postMessage({type: "language", data: tongue});
        worker.postMessage({type: 2, data: latest.query});
        document.querySelector("input.md-search__input").focus();
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

  function prepare() {
    const input = document.querySelector("input.md-search__input"), list = document.querySelector(".md-search-result__list");
    if (!input || !list) return;
    document.querySelector(".md-search-result__meta")?.setAttribute("role", "status");
    new MutationObserver(() => addDois(list)).observe(list, {childList: true});
    // The theme searches when a key goes up; dictation, paste by menu and some input methods press none.
    const changed = event => { if (!event.isComposing) input.dispatchEvent(new KeyboardEvent("keyup")); };
    input.addEventListener("input", changed);
    input.addEventListener("compositionend", changed);
    const opened = () => worker?.postMessage({type: "open"});
    input.addEventListener("focus", opened);
    document.getElementById("__search")?.addEventListener("change", event => { if (event.target.checked) opened(); });
  }

  // After a result has been opened

  const SILENT = ".permalink, .note-mark, sup.citation, aside, script, style";

  /* Marks every place where one of the texts stands, also across the borders of elements. */
  function mark(container, texts) {
    const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT, node =>
      node.parentElement.closest(SILENT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const nodes = [], wanted = texts.map(text => text.toLowerCase());
    let all = "";
    while (walker.nextNode()) {
      nodes.push([walker.currentNode, all.length]);
      all += walker.currentNode.data.toLowerCase().replace(/\s/g, " ");
    }
    const found = [];
    for (const text of wanted) {
      const word = /^[\x20-\u024f]+$/.test(text);
      for (let at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + text.length)) {
        const end = at + text.length;
        if (word && (/[a-z0-9]/.test(all[at - 1] ?? "") || /[a-z0-9]/.test(all[end] ?? ""))) continue;
        found.push([at, end]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const merged = [];
    for (const [start, end] of found) {
      const before = merged[merged.length - 1];
      if (before && start < before[1]) before[1] = Math.max(before[1], end);
      else merged.push([start, end]);
    }
    let first = null;
    // From the last to the first, so that the places before stay where they are.
    for (const [start, end] of merged.reverse()) {
      for (let i = nodes.length - 1; i >= 0; i--) {
        const [node, begin] = nodes[i], a = Math.max(start - begin, 0), b = Math.min(end - begin, node.data.length);
        if (a >= b) continue;
        const rest = node.splitText(a);
        rest.splitText(b - a);
        const element = make("mark", {"data-md-highlight": ""});
        rest.replaceWith(element);
        element.append(rest);
        first = element;
      }
    }
    return first;
  }

  function arrive() {
    const address = new URL(location.href), texts = address.searchParams.get("h")?.split("|").filter(Boolean) ?? [];
    const at = address.searchParams.get("at");
    if (!texts.length && !at) return;
    address.searchParams.delete("h");
    address.searchParams.delete("at");
    const article = document.querySelector("article"), target = document.getElementById(decodeURIComponent(address.hash.slice(1)));
    const passage = at && document.getElementById(at);
    let place = passage ?? target ?? article;
    if (!passage && target && /^H[1-6]$/.test(target.tagName)) place = target;
    let first = null;
    if (texts.length && article) {
      first = mark(place, texts);
      if (place !== article && target && target !== place && !target.contains(place)) mark(target, texts);
    }
    if (!first) place.classList.add("search-target");
    const look = () => (first ?? place).scrollIntoView({block: first ? "center" : "nearest", behavior: "instant"});
    if (first || passage) { look(); addEventListener("load", () => requestAnimationFrame(look), {once: true}); }
    history.replaceState(history.state, "", address);
  }

  const start = () => { prepare(); arrive(); };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
