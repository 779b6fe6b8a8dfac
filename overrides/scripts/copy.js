// Copies a file's text: shows the buttons that name one in data-copy, and says politely whether it worked.
// Without it the pages that have such buttons offer the same files as downloads.

let timer;

function say(status, words) {
  clearTimeout(timer);
  status.textContent = "";
  // After a moment, so that the same words are announced again.
  timer = setTimeout(() => {
    status.textContent = words;
    timer = setTimeout(() => (status.textContent = ""), 6000);
  }, 100);
}

async function fetchText(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Blob([await answer.text()], { type: "text/plain" });
}

async function copy(button, status) {
  // The promise goes into the clipboard item: Safari allows writing only while it handles the click.
  const text = fetchText(button.dataset.copy);
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
    say(status, status.dataset.copied);
  } catch {
    say(status, status.dataset.failed);
  }
}

/** Show the buttons within an element; `status` is a live region with the words to say in its data. */
export function offerCopies(root, status) {
  if (!status || !navigator.clipboard?.write || !window.ClipboardItem) return;
  for (const button of root.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button, status));
  }
}

offerCopies(document, document.querySelector(".copy-status"));
