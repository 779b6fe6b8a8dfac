/* What every page has of the search. Classic, as no modules load from `file:`; runs before the theme's bundle. */
(() => {
  "use strict";
  const folder = document.currentScript.src, offline = location.protocol === "file:";
  const load = (tag, attributes) => new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement(tag), {...attributes, onload, onerror}));
  });
  const script = name => load("script", {src: new URL(name, folder)});
  const style = () => load("link", {rel: "stylesheet", href: new URL("../stylesheets/search.css", folder)});

  /* From `file:` no worker starts; this one waits. */
  class Waiting extends EventTarget {
    waiting = [];
    postMessage(message) { this.waiting.push(message); }
  }
  const search = globalThis.bireviewSearch = {offline, script, worker: null, latest: null, show: null};
  window.Worker = new Proxy(Worker, {
    construct(target, [url, ...rest]) {
      if (!String(url).includes("/search-worker.js")) return Reflect.construct(target, [url, ...rest]);
      search.address = new URL(url, location.href);
      const worker = search.worker = offline ? new Waiting() : Reflect.construct(target, [url, ...rest]);
      worker.addEventListener("message", ({data}) => {
        if (data.type !== 3) return;
        search.latest = data.data;
        search.show?.();
      });
      if (asked) open();
      return worker;
    },
  });

  let asked = false;
  const open = () => search.worker?.postMessage({type: "open"});
  function wake() {
    if (asked) return;
    asked = true;
    open();
    style();
    script("search-dialog.js").catch(() => { asked = false; });
  }
  // Keys, buttons and `?q=` all lead to the focus; a pointer on its way there is a moment's start.
  for (const place of document.querySelectorAll(".md-search__form, .md-header [for=__search]")) {
    for (const kind of ["focusin", "pointerenter"]) place.addEventListener(kind, wake);
    place.addEventListener("keydown", event => { search.enter = event.key === "Enter"; });
    if (place.contains(document.activeElement)) wake();
  }

  // A page that a result has led to.
  if (/[?&](h|at)=/.test(location.search)) {
    style();
    script("search-passage.js");
  }
})();
