/* Starts with every page, as the theme wants: ready at once, but without an engine until a reader searches. */
"use strict";
let receive = null;
addEventListener("message", ({data: message}) => {
  const {type, data} = message;
  if (!receive) {
    if (type === 0) return postMessage({type: 1});
    if (type === 2 && !data) return postMessage({type: 3, data: {items: [], query: ""}});
    try {
      importScripts(`search-engine.js${location.search}`);
      receive = bireviewSearch.start(answer => postMessage(answer));
    } catch (error) {
      if (type === 2) postMessage({type: 3, data: {items: [], query: data.trim(), failed: String(error)}});
      return;
    }
  }
  receive(message);
});
