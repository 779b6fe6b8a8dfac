// Cards: what a citation mark or a term has to say, beside it. Their text stands at the end of the page and is copied
// from there, so that opening one asks nobody for anything. A mark whose text is not on the page stays a plain link.

import { offerCopies } from "./copy.js";

const OPEN_AFTER = 250; // Long enough for a pointer, or a reader with Tab, who only passes by.
const CLOSE_AFTER = 350; // Long enough to reach the card.
const GAP = 6;
const EDGE = 8;
const LEAST = 120;

const page = document.querySelector(".page-end");
/* Announced when the keyboard opens a card: focus stays at the mark. */
const hint = make("div", { class: "card-hint", role: "status" });
document.body.append(hint);

let shown = null; // The open card, its mark, and the link in it that opened it.
let opening;
let closing;
let dismissed = null; // A mark whose card was closed on purpose, until pointer or focus have been elsewhere.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const markOf = (link) => link.closest("sup.citation") ?? link;
const held = () => shown?.card.contains(document.activeElement);

// What a card says

function citation(mark, link) {
  const keys = mark.dataset.cites?.split(" ") ?? [link.dataset.cite];
  const items = keys.map((key) => document.getElementById(`cited-${key}`)).filter(Boolean);
  const places = [mark, ...mark.querySelectorAll("[id]")].map((place) => `#${place.id}`);
  const list = make("ol");
  for (const item of items) {
    const copy = item.cloneNode(true);
    copy.removeAttribute("id");
    // Where else it is cited: not here.
    const back = copy.querySelector(".backlinks");
    const others = [...back.querySelectorAll("a")].filter((place) => !places.includes(decodeURIComponent(place.getAttribute("href"))));
    const joined = others.flatMap((place, index) => (index ? [page.dataset.separator, place] : [place]));
    if (joined.length) back.replaceChildren(`${page.dataset.also} `, ...joined);
    else back.remove();
    list.append(copy);
  }
  const numbers = items.map((item) => item.value).join(page.dataset.separator);
  return items.length && [page.dataset.name.replace("{number}", numbers), list];
}

function term(link) {
  const found = page.querySelector("template")?.content.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!found) return null;
  const text = found.cloneNode(true);
  text.removeAttribute("id");
  text.append(make("p", { class: "reference-links" }, make("a", { href: link.href }, page.dataset.entry)));
  return [text.querySelector("strong").textContent, text];
}

// Opening and closing

function open(link, way) {
  const mark = markOf(link);
  if (shown?.mark === mark) return true;
  const content = page && (link.dataset.cite ? citation(mark, link) : term(link));
  if (!content) return false;
  close();
  const [name, body] = content;
  const status = make("div", { class: "copy-status", role: "status", "data-copied": page.dataset.copied, "data-failed": page.dataset.failed });
  const button = make("button", { type: "button", class: "card-close", "aria-label": page.dataset.close });
  button.addEventListener("click", () => dismiss());
  const card = make(
    "div",
    { class: "card", id: "card", popover: "manual", role: "dialog", "aria-label": name, lang: document.documentElement.lang, tabindex: "-1" },
    body,
    status,
    button,
  );
  offerCopies(card, status);
  // Behind its mark, so that reading and Tab go on into it.
  (mark.closest("h1, h2, h3, h4, h5, h6") ?? mark).after(card);
  card.showPopover();
  place(card, mark);
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-details", card.id);
  shown = { card, mark, link, way };
  hint.textContent = way === "focus" ? page.dataset.hint : "";
  return true;
}

function close() {
  clearTimeout(closing);
  if (!shown) return;
  const { card, link } = shown;
  shown = null;
  hint.textContent = "";
  link.removeAttribute("aria-expanded");
  link.removeAttribute("aria-details");
  card.remove();
}

/* On purpose: focus goes back to where the card came from, and does not open it again. */
function dismiss() {
  clearTimeout(opening);
  const { mark, link } = shown;
  const back = held();
  dismissed = mark;
  close();
  if (back) link.focus({ preventScroll: true });
}

/** Put an element of the top layer beside its mark: under it, or over it where there is more room, never on it. */
export function place(element, mark) {
  const box = mark.getBoundingClientRect();
  const { style } = element;
  // Of the page and not of the window, so that it scrolls with its mark.
  Object.assign(style, { position: "absolute", inset: "auto", margin: "0", maxHeight: "none", positionArea: "none" });
  const below = innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  const under = element.offsetHeight <= below || below >= above;
  style.maxHeight = `${Math.max(under ? below : above, LEAST)}px`;
  const top = under ? box.bottom + GAP : box.top - GAP - element.offsetHeight;
  const right = document.documentElement.clientWidth - EDGE - element.offsetWidth;
  style.left = `${scrollX + Math.max(EDGE, Math.min(box.left - 2 * GAP, right))}px`;
  style.top = `${scrollY + top}px`;
}

/** A reader has come to a mark: `way` is hover, focus or touch. Answers whether there is a card for it. */
export function meet(link, way) {
  const mark = markOf(link);
  clearTimeout(opening);
  if (way === "touch") {
    if (shown?.mark === mark) close();
    else return open(link, way);
  } else if (shown?.mark === mark) {
    clearTimeout(closing);
  } else if (dismissed !== mark) {
    opening = setTimeout(() => {
      const there = way === "hover" ? mark.matches(":hover") : document.activeElement === link;
      if (there && !(way === "hover" && held())) open(link, way);
    }, OPEN_AFTER);
  }
  return true;
}

// Leaving

document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType === "touch") return;
  if (!dismissed?.contains(target)) dismissed = null;
  if (!shown) return;
  clearTimeout(closing);
  if (shown.way !== "hover" || shown.card.contains(target) || shown.mark.contains(target)) return;
  closing = setTimeout(() => { if (!held()) close(); }, CLOSE_AFTER);
});

document.addEventListener("focusin", ({ target }) => {
  if (!dismissed?.contains(target)) dismissed = null;
  if (!shown || shown.card.contains(target) || shown.mark.contains(target)) return;
  if (!shown.card.matches(":hover") && !shown.mark.matches(":hover")) close();
});

document.addEventListener("pointerdown", ({ target }) => {
  if (shown && !shown.card.contains(target) && !shown.mark.contains(target)) close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  clearTimeout(opening);
  if (!shown) return;
  // This card and nothing else: a note may be open too.
  event.preventDefault();
  event.stopPropagation();
  dismiss();
}, true);

addEventListener("resize", () => { if (shown) place(shown.card, shown.mark); });
