/* The page that a result has led to: marks what was found and brings it into view. */
(() => {
  "use strict";

  const SILENT = ".permalink, .note-mark, sup.citation, aside, script, style";

  /* Character for character: "10⁵" is what a page writes with an element for the power. */
  const plain = text => [...text].map(character => {
    const one = character.normalize("NFKC").toLowerCase();
    return one.length === character.length ? one : character;
  }).join("").replace(/\s/g, " ").replace(/[\u2010-\u2015\u2212]/g, "-");

  /* Marks every place where one of the texts stands, also across the borders of elements. */
  function mark(container, texts) {
    const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT, node =>
      node.parentElement.closest(SILENT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const nodes = [], wanted = texts.map(plain);
    let all = "";
    while (walker.nextNode()) {
      nodes.push([walker.currentNode, all.length]);
      all += plain(walker.currentNode.data);
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
        const element = document.createElement("mark");
        element.setAttribute("data-md-highlight", "");
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

  arrive();
})();
