// The glossary's table: a field that filters it by names in any language, and headings that sort it.

const wrap = document.querySelector(".glossary-terms");
const words = wrap.dataset;
const table = wrap.querySelector("table");
const body = table.tBodies[0];
const rows = [...body.rows];

/* Half-width, lower case, without accents and with one kind of hyphen. */
const fold = (text) => text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2010-\u2015\u2212]/g, "-");

// Filter

const heads = [...table.tHead.rows[0].cells];
const named = heads.flatMap((head, index) => (head.dataset.lang ? [index] : []));
const names = new Map(rows.map((row) => [row, fold([...named.map((index) => row.cells[index].textContent), row.dataset.also].join("|"))]));
const bar = document.querySelector(".glossary-filter");
const input = bar.querySelector("input");
const count = bar.querySelector("[role='status']");
let timer;

function filter() {
  const wanted = fold(input.value).split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of rows) {
    row.hidden = !wanted.every((word) => names.get(row).includes(word));
    left += !row.hidden;
  }
  clearTimeout(timer);
  // After a moment, so that it is not announced at each letter.
  const text = left ? (left === 1 ? words.one : words.other).replace("{n}", left) : words.none;
  timer = setTimeout(() => (count.textContent = text), 200);
}

input.addEventListener("input", filter);
// A link to a row that is filtered away shows it.
addEventListener("hashchange", () => {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!row?.hidden) return;
  input.value = "";
  filter();
  row.scrollIntoView();
});
bar.classList.add("ready");
if (input.value) filter(); // A browser may have kept it.

// Sort: upwards, downwards, and back to the order by subject

const NEXT = { none: "ascending", ascending: "descending", descending: "none" };

function sort(head) {
  const order = NEXT[head.ariaSort ?? "none"];
  for (const other of heads) other.removeAttribute("aria-sort");
  const index = heads.indexOf(head);
  const text = (row) => row.cells[index].textContent.trim();
  let sorted = rows;
  if (order !== "none") {
    head.setAttribute("aria-sort", order);
    const tag = head.dataset.lang;
    const collator = new Intl.Collator(tag.startsWith("zh") ? `${tag}-u-co-pinyin` : tag, { numeric: true });
    const sign = order === "ascending" ? 1 : -1;
    // Rows without a name stay at the end.
    sorted = rows.toSorted((a, b) => !text(a) - !text(b) || sign * collator.compare(text(a), text(b)));
  }
  body.append(...sorted);
}

for (const head of heads) {
  if (!head.dataset.lang) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(head));
  head.append(button);
}
table.classList.add("sortable");
