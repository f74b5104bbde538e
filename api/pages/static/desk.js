// Keys of the auditor's desk; everything they do is a link, a field or a button on the page as well.
"use strict";

// A key leads to its place and never decides by itself: a decision is taken with Enter on its button.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && event.target.closest("input, textarea, select")) { event.target.blur(); return; }
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const keys = document.getElementById("keys");
  if (event.key === "?" && keys) {
    event.preventDefault();
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
    return;
  }
  // By the place of the key, so that it works while Korean is being written.
  if (!event.code.startsWith("Key")) return;
  const key = event.code.slice(3).toLowerCase();
  if (key === "l") { event.preventDefault(); document.querySelector("[data-list] a[aria-current]")?.focus(); return; }
  const place = document.querySelector(`[data-key="${key}"]`);
  if (!place) return;
  event.preventDefault();
  if (place.matches("a")) place.click();
  else place.focus();
});

// Pictures of pages further on are fetched when they come near; without this only those around the finding are.
for (const picture of document.querySelectorAll("template[data-picture]")) picture.replaceWith(picture.content);

// The words of pages further on come once one stays near them; a link on each page brings them without this.
const pane = document.getElementById("agreement");
const near = new Set();
const REST = 300;
let resting;
async function bring() {
  const link = [...near].map((sheet) => sheet.querySelector("[data-words]")).find(Boolean);
  if (!link) return;
  const answer = await fetch(link.href);
  if (!answer.ok) return;
  const read = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const words of read.querySelectorAll(".sheet__words")) {
    const sheet = document.getElementById(words.closest(".sheet").id);
    const further = sheet?.querySelector("[data-words]");
    if (!further) continue;
    sheet.querySelector(".sheet__layer").prepend(document.importNode(words, true));
    further.remove();
    watch.unobserve(sheet);
    near.delete(sheet);
  }
}
const watch = new IntersectionObserver((seen) => {
  for (const one of seen) near[one.isIntersecting ? "add" : "delete"](one.target);
  clearTimeout(resting);
  resting = setTimeout(bring, REST);
}, { root: pane });
for (const link of document.querySelectorAll(".sheet > [data-words]")) watch.observe(link.parentElement);
