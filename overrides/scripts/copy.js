// Copies a file's text: shows the buttons that name one in data-copy, and says politely whether it worked.
// Only pages with such buttons load it; without it they offer the same files as downloads.

const status = document.querySelector(".copy-status");
let timer;

function say(words) {
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

async function copy(event) {
  // The promise goes into the clipboard item: Safari allows writing only while it handles the click.
  const text = fetchText(event.currentTarget.dataset.copy);
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
    say(status.dataset.copied);
  } catch {
    say(status.dataset.failed);
  }
}

if (status && navigator.clipboard?.write && window.ClipboardItem) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", copy);
  }
}
