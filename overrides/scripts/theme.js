/* What the theme keeps in inline scripts, which the pages' policy forbids: the store of its settings, and the colours
   before the first paint. A plain script in the header, because the theme's bundle needs these names when it starts. */

document.documentElement.classList.replace("no-js", "js");

// The folder of the site, for which settings are kept.
const __md_scope = new URL("..", document.currentScript.src);
const __md_hash = text => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
const __md_get = (key, store = localStorage, scope = __md_scope) => {
  try {
    return JSON.parse(store.getItem(`${scope.pathname}.${key}`));
  } catch {
    return null; // Storage is off, or holds what another site wrote.
  }
};
const __md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try {
    store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // Then the setting lasts for this page.
  }
};

// The scheme that was chosen here, else the one that the reader's system asks for; the bundle counts them alike.
{
  const options = [...document.querySelectorAll("[data-md-color-media]")];
  const option = options[__md_get("__palette")?.index] ?? options.find(({dataset}) => matchMedia(dataset.mdColorMedia).matches) ?? options[0];
  for (const {name, value} of option?.attributes ?? [])
    if (name.startsWith("data-md-color-")) document.body.setAttribute(name, value);
  if (option) option.nextElementSibling.hidden = false; // the switch to the other scheme
}

// The bundle looks for link[rel=alternate], asks for a sitemap beside each, and takes clicks on addresses below them for
// a choice of language. A second word means the same to everyone else, and nothing to its selector.
for (const link of document.querySelectorAll("head link[rel=alternate][hreflang]")) link.rel = "alternate alternate";

// The theme opens its menu of narrow screens by a label, which no key reaches: a button that does the same.
{
  const label = document.querySelector(".md-header label[for=__drawer]");
  const toggle = document.getElementById("__drawer");
  const button = document.createElement("button");
  for (const {name, value} of label.attributes) button.setAttribute(name, value); // `for` is what the theme's styles look for
  button.type = "button";
  button.ariaLabel = document.currentScript.dataset.menu;
  button.append(...label.childNodes);
  const show = () => (button.ariaExpanded = toggle.checked);
  show();
  toggle.addEventListener("change", show);
  button.addEventListener("click", () => toggle.click());
  addEventListener("keydown", event => {
    if (event.key !== "Escape" || !toggle.checked) return;
    toggle.click();
    button.focus();
  });
  label.replaceWith(button);
}
