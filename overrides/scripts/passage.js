/* Citing a passage: its words, the references of the article and of this page, and links to it, to be copied. */

// Stands in a paragraph and is none of its words.
const SILENT = ".tools, .note-mark, sup.citation, aside, script, style";
const LETTERS = /[\p{L}\p{N}]/u;

const files = new Map();

/** What the site says of itself and of the article in a language. */
function record(language) {
  if (!files.has(language)) {
    const address = new URL(`../passage/${language}.json`, import.meta.url);
    files.set(language, fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(address)))));
    files.get(language).catch(() => files.delete(language));
  }
  return files.get(language);
}

/** Opens the dialog for a block, or for what is selected in the article (a Range), in the language of the text. */
export async function cite(block, range) {
  let selected = range && range.toString().trim() ? range : null;
  const start = selected?.startContainer;
  const own = start && (start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement);
  if (selected && !own.closest("article")) selected = null;
  if (selected) block = own.closest(":is(p, .block):has(> .tools)") ?? block;
  const guest = block.closest(".there"); // The other language, where the page shows both.
  const language = block.closest("[lang]").lang;
  const { labels, article, reference } = await record(language);

  const all = document.createRange();
  all.selectNodeContents(block);
  const text = quotation(selected ?? all);
  const page = new URL(guest?.dataset.page ?? location.href);
  page.search = "";
  const anchor = block.id.replace(/^other-/, "");
  page.hash = anchor;
  const link = page.href + textFragment(selected ?? all, language);
  const permalink = block.querySelector(":scope > .tools > .permalink");
  const place = /[(（](.*)[)）]/.exec(permalink.getAttribute("aria-label"))?.[1] ?? anchor;
  const title = plain(document.querySelector(`article ${guest ? ".there" : ""} h1`));
  const now = new Date();
  const values = {
    title,
    place,
    url: page.href,
    iso: [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-"),
    year: now.getFullYear(),
    month: now.toLocaleString(language, { month: "short" }),
    day: now.getDate(),
  };
  const fields = [
    ["text", `“${text}”`, labels.wording],
    ["article", article],
    ["page", reference.replace(/\{(\w+)\}/g, (_, name) => values[name])],
    ["link", link],
    ["other", otherAddress(block, guest, anchor)],
  ].filter(([, value]) => value);
  open(fields, labels, language, selected ? labels.selection : labels.passage, place);
}

function otherAddress(block, guest, anchor) {
  if (!guest) return block.querySelector(":scope > .tools > .counterpart")?.href.replace(/\?[^#]*/, "");
  const page = new URL(location.href);
  page.search = "";
  page.hash = anchor;
  return page.href;
}

// The words

function quotation(range) {
  const box = document.createElement("div");
  box.append(range.cloneContents());
  return plain(box);
}

function plain(element) {
  const copy = element.cloneNode(true);
  for (const silent of copy.querySelectorAll(SILENT)) silent.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

// The text fragment: the passage's first and last words, as many as tell them from others like them on the page.
// Browsers look for whole words only, and for each piece within one stretch of text.

/** `:~:text=…` for a range, or nothing when it holds no words. */
export function textFragment(range, language) {
  const page = textOf(document.body, (element) => element.checkVisibility?.() ?? true);
  const pieces = page.nodes.filter(({ node }) => range.intersectsNode(node) && !node.parentElement.closest(SILENT));
  const stretches = pieces.map(({ node, from }) => {
    const start = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.length;
    return { ...boundaries(node.data, language), from, start, end, data: node.data.replace(/\s/g, " ") };
  }).filter(({ data, start, end }) => LETTERS.test(data.slice(start, end)));
  if (!stretches.length) return "";
  const first = stretches[0];
  const last = stretches.at(-1);
  const begin = first.words.findLast((word) => word.from <= first.start + lead(first)) ?? first.words[0];
  const finish = last.words.find((word) => word.to >= last.end - trail(last)) ?? last.words.at(-1);
  const whole = page.text.slice(first.from + begin.from, last.from + finish.to);

  if (first.from === last.from && whole.length <= 80) return exact(page.text, first, begin, finish, whole);
  // The first words, until nothing before them on the page is like them.
  let head = "";
  for (const word of first.words.filter((word) => word.from >= begin.from)) {
    head = first.data.slice(begin.from, word.to);
    const enough = head.length >= (/[a-z]/i.test(head) ? 24 : 8);
    if (enough && page.text.indexOf(head.toLowerCase()) === first.from + begin.from) break;
    if (first.from === last.from && word.to >= finish.from) break;
  }
  // The last words, until nothing between is like them.
  const after = first.from + begin.from + head.length;
  let tail = "";
  for (const word of last.words.filter((word) => word.to <= finish.to).reverse()) {
    if (last.from + word.from < after) break;
    tail = last.data.slice(word.from, finish.to);
    const enough = tail.length >= (/[a-z]/i.test(tail) ? 24 : 8);
    if (enough && page.text.indexOf(tail.toLowerCase(), after) === last.from + word.from) break;
  }
  return `:~:text=${encode(head)}${tail ? `,${encode(tail)}` : ""}`;
}

/** A short passage as it stands, with the words around it where others on the page are like it. */
function exact(text, stretch, begin, finish, whole) {
  const at = stretch.from + begin.from;
  let prefix = "";
  let suffix = "";
  const before = stretch.words.filter((word) => word.to <= begin.from).reverse();
  const behind = stretch.words.filter((word) => word.from >= finish.to);
  const unique = () => {
    for (let i = text.indexOf(whole); i >= 0; i = text.indexOf(whole, i + 1)) {
      const fits = text.slice(0, i).trimEnd().endsWith(prefix.toLowerCase()) && text.slice(i + whole.length).trimStart().startsWith(suffix.toLowerCase());
      if (fits) return i === at;
    }
    return true;
  };
  while (!unique() && (before.length || behind.length)) {
    if (before.length) prefix = stretch.data.slice(before.shift().from, begin.from).trim();
    if (behind.length) suffix = stretch.data.slice(finish.to, behind.shift().to).trim();
  }
  const words = stretch.data.slice(begin.from, finish.to);
  return `:~:text=${prefix ? `${encode(prefix)}-,` : ""}${encode(words)}${suffix ? `,-${encode(suffix)}` : ""}`;
}

const lead = ({ data, start, end }) => data.slice(start, end).search(LETTERS);
const trail = ({ data, start, end }) => [...data.slice(start, end)].reverse().join("").search(LETTERS);
const encode = (text) => encodeURIComponent(text).replace(/-/g, "%2D");

/** All text that shows, in lower case and with one space for each white character, and where each node's begins. */
function textOf(root, shows) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (/^(?:SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/.test(node.parentElement.tagName) || !shows(node.parentElement)) continue;
    nodes.push({ node, from: text.length });
    text += node.data.toLowerCase().replace(/\s/g, " ");
  }
  return { nodes, text };
}

/** The words of a text with their places. */
function boundaries(text, language) {
  const parts = new Intl.Segmenter(language, { granularity: "word" }).segment(text);
  return {
    words: Array.from(parts, ({ segment, index, isWordLike }) => ({ from: index, to: index + segment.length, isWordLike }))
      .filter((word) => word.isWordLike),
  };
}

// The dialog

function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

function open(fields, labels, language, heading, place) {
  const status = make("p", { role: "status", class: "passage-status" });
  const close = make("button", { type: "button", class: "passage-close", "aria-label": labels.close }, "×");
  const copy = (label, value, source, name) => {
    const attributes = { type: "button", class: "passage-copy" };
    if (name) attributes["aria-label"] = `${label}${language.startsWith("zh") ? "：" : ": "}${name}`;
    const button = make("button", attributes, label);
    button.addEventListener("click", async () => {
      status.textContent = "";
      const done = await copyText(value, source);
      status.textContent = done ? labels.copied : labels.copy_failed;
    });
    return button;
  };
  const list = make("dl", {});
  for (const [name, value, remark] of fields) {
    const content = /^https?:/.test(value) ? make("a", { href: value, target: "_self" }, value) : make("span", {}, value);
    const shown = make("dd", { class: `passage-${name}` }, content);
    if (remark) shown.append(make("p", { class: "passage-remark" }, remark));
    shown.append(copy(labels.copy, value, content, labels[name]));
    list.append(make("dt", {}, labels[name]), shown);
  }
  const everything = fields.map(([, value]) => value).join("\n\n");
  const dialog = make("dialog", { class: "passage md-typeset", lang: language, "aria-labelledby": "passage-title" },
    make("h2", { id: "passage-title" }, `${heading}`, make("span", { class: "passage-place" }, ` ${place}`)),
    close, list, make("p", {}, copy(labels.copy_all, everything, list)), status);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Copies a text; where that is not allowed, selects it for the reader to copy, and answers false. */
async function copyText(text, source) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(source);
    return false;
  }
}
