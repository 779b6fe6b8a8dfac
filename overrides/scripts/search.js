/* All that a page has of the search until a reader wants it. A classic script, because browsers load no modules from
   `file:`; it runs before the theme's bundle, which starts the worker. */
(() => {
  "use strict";
  const folder = document.currentScript.src, offline = location.protocol === "file:", Native = window.Worker;
  const load = (tag, attributes) => new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement(tag), attributes, {onload: done, onerror: failed}));
  });
  const script = name => load("script", {src: new URL(name, folder)});
  const style = () => load("link", {rel: "stylesheet", href: new URL("../stylesheets/search.css", folder)});

  /* From `file:` no worker starts: until the search is there, this one keeps what it is sent. */
  class Waiting extends EventTarget {
    waiting = [];
    postMessage(message) { this.waiting.push(message); }
  }
  const search = globalThis.bireviewSearch = {offline, script, worker: null, latest: null, show: null};
  window.Worker = new Proxy(Native, {
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
  const input = document.querySelector(".md-search__input");
  input?.addEventListener("focus", wake);
  if (input && document.activeElement === input) wake();
  for (const place of document.querySelectorAll(".md-search__form, .md-header [for=__search]")) {
    for (const kind of ["pointerenter", "touchstart"]) place.addEventListener(kind, wake, {passive: true});
  }

  // A page that a result has led to.
  if (/[?&](h|at)=/.test(location.search)) {
    style();
    script("search-passage.js");
  }
})();
