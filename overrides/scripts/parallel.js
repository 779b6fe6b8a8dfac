/* A page side by side with its counterpart in another language: what has the same id stands in one row, and a table's cell
   holds both. The counterpart is its own page, fetched once. */

import { offerCiting, place, say, show } from "./page.js";

const PREFIX = "other-"; // Before every id of the counterpart, so that none is there twice.
const ID_LISTS = ["popovertarget", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"];

// What is not set beside anything: it belongs to the page and not to its text, or is the same in both languages.
const FURNITURE = "script, style, link, template, .page-tools, .list-export, .cite-export, .reference-export, .copy-status, .page-end";
const NOTE = ".editorial-note[popover]"; // Goes with the block before it.

const root = document.documentElement;
const undo = []; // How to take the rows apart again.
let counterpart = null;

/** Sets the page side by side with its counterpart, or takes it apart; the reader stays at the same place. */
export async function turn(button, on) {
  let at = null;
  if (on && !root.dataset.view) {
    button.setAttribute("aria-busy", "true");
    try {
      counterpart ??= await load(button.dataset.page);
    } catch {
      say(button.dataset.failed);
      return;
    } finally {
      button.removeAttribute("aria-busy");
    }
    at = place();
    root.dataset.view = "parallel";
    const guest = document.importNode(counterpart.article, true);
    align(document.querySelector("article"), guest, button.dataset.missing);
  } else if (!on && root.dataset.view) {
    at = place();
    while (undo.length) undo.pop()();
    delete root.dataset.view;
  }
  button.setAttribute("aria-pressed", String(on));
  const address = new URL(location.href);
  if (on) address.searchParams.set("view", "parallel");
  else address.searchParams.delete("view");
  history.replaceState(history.state, "", address);
  if (at) show(at);
}

// The counterpart

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const article = page.querySelector("article");
  makeGuest(article, answer.url || new URL(address, location.href).href);
  return { article, language: page.documentElement.lang, direction: page.body.dir || "ltr", address: answer.url };
}

/** Fits the article of another page into this one: ids of its own, addresses as seen from there, no furniture. */
function makeGuest(article, base) {
  const outside = "iframe, object, embed, form, .counterpart";
  for (const element of article.querySelectorAll(`${FURNITURE}, ${outside}`)) element.remove();
  const ids = new Set(Array.from(article.querySelectorAll("[id]"), (element) => element.id));
  for (const element of article.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) if (/^on|^style$|^data-md-/.test(name)) element.removeAttribute(name);
    if (element.id) element.id = PREFIX + element.id;
    for (const name of ID_LISTS) {
      if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replace(/\S+/g, PREFIX + "$&"));
    }
    for (const name of ["href", "src"]) {
      const value = element.getAttribute(name);
      if (value === null) continue;
      // A link within the text stays in it; that of a paragraph to itself leads to where the paragraph is at home.
      const within = value.startsWith("#") && ids.has(value.slice(1)) && !element.matches(".permalink");
      element.setAttribute(name, within ? `#${PREFIX}${value.slice(1)}` : new URL(value, base).href);
    }
  }
}

// Pairs

/** The children of an element by id, or by what they are and what they come after. */
function children(parent, prefix = "") {
  const found = new Map();
  const counts = {};
  let before = "";
  for (const child of parent.children) {
    if (child.matches(`${FURNITURE}, ${NOTE}`)) continue;
    let key = child.id.startsWith("__code") ? "" : child.id.slice(prefix.length); // The theme's script counts code.
    if (key) before = key;
    else {
      key = `${before} ${child.tagName}.${child.classList[0] ?? ""}`; // Scripts add more classes.
      counts[key] = (counts[key] ?? 0) + 1;
      key += ` ${counts[key]}`;
    }
    found.set(key, child);
  }
  return found;
}

/** A block with the notes that stand after it. */
function withNotes(block) {
  const group = [block];
  while (group.at(-1).nextElementSibling?.matches(NOTE)) group.push(group.at(-1).nextElementSibling);
  return group;
}

function make(tag, className, ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

function side(nodes) {
  const cell = make("div", "there", ...nodes);
  if (!nodes[0]?.matches?.(".missing")) {
    cell.lang = counterpart.language;
    if (counterpart.direction !== getComputedStyle(document.body).direction) cell.dir = counterpart.direction;
    cell.dataset.page = counterpart.address;
  }
  offerCiting(cell);
  return cell;
}

const lack = (words) => make("p", "missing", words);

function align(here, there, missing) {
  const ours = children(here);
  const theirs = children(there, PREFIX);
  const extras = new Map([["", []]]); // What only the counterpart has, by what it comes after there.
  let common = "";
  for (const [key, block] of theirs) {
    if (!ours.has(key)) extras.get(common).push(block);
    else extras.set((common = key), []);
  }
  const insert = (blocks, put) => {
    for (const block of blocks) {
      if (/^(?:LI|T\w+)$/.test(block.tagName)) continue; // A list or table with a row of nothing would be none.
      const row = make("div", "row", make("div", "here", lack(missing)), side(withNotes(block)));
      put(row);
      put = (next) => row.after(next);
      undo.push(() => row.remove());
    }
  };
  const first = ours.values().next().value;
  if (first) insert(extras.get(""), (row) => first.before(row));
  const bodiesFirst = (a, b) => (b[1].tagName === "TBODY") - (a[1].tagName === "TBODY");
  for (const [key, block] of [...ours].sort(bodiesFirst)) {
    const other = theirs.get(key);
    let last = block;
    if (block.tagName === "TR") alignCells(block, other, missing);
    else if (block.tagName === "LI") alignItem(block, other, missing);
    else if (!block.id && other && (/^T/.test(block.tagName) || block.querySelector("[id]"))) align(block, other, missing);
    else if (block.id || other) {
      const group = withNotes(block);
      last = make("div", "row");
      block.before(last);
      last.append(make("div", "here", ...group), other ? side(withNotes(other)) : side([lack(missing)]));
      undo.push(() => last.replaceWith(...group));
    }
    insert(extras.get(key) ?? [], (row) => last.after(row));
  }
}

function alignItem(item, other, missing) {
  const nodes = [...item.childNodes];
  const row = make("div", "row");
  item.append(row);
  row.append(make("div", "here", ...nodes), side(other ? other.childNodes : [lack(missing)]));
  undo.push(() => row.replaceWith(...nodes));
}

/** Into each cell goes what the other language's cell says that this row does not say already. */
function alignCells(row, other, missing) {
  const cells = [...row.cells];
  const said = new Set(cells.map(words));
  cells.forEach((cell, index) => {
    const theirs = other?.cells[index];
    if (theirs) {
      const parts = [...cell.children].map(words);
      [...theirs.children].forEach((part, place) => words(part) === parts[place] && part.remove());
    }
    // The head of a column follows what is below it.
    const silent = row.parentElement.tagName === "THEAD" && !row.closest("table").querySelector(`tbody :nth-child(${index + 1}) > .there`);
    if (silent || (theirs ? !/[\p{L}\p{N}]/u.test(theirs.textContent) || said.has(words(theirs)) : other || index)) return;
    const more = side(theirs ? theirs.childNodes : [lack(missing)]);
    cell.append(more);
    undo.push(() => more.remove());
  });
}

const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
