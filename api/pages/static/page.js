// What the pages do beyond links and forms; every page works without it.
"use strict";

// A file dropped on the field is chosen there.
for (const field of document.querySelectorAll("[data-drop]")) {
  const input = field.querySelector("input[type=file]");
  const name = field.querySelector("[data-drop-name]");
  // The browser's own button speaks the browser's language, ours the page's.
  input.classList.add("visually-hidden");
  field.querySelector("[data-drop-label]").hidden = false;
  const tell = () => { name.textContent = input.files[0]?.name ?? ""; name.hidden = !input.files.length; };
  input.addEventListener("change", tell);
  tell();
  const over = (event) => { event.preventDefault(); field.classList.add("is-over"); };
  field.addEventListener("dragenter", over);
  field.addEventListener("dragover", over);
  field.addEventListener("dragleave", () => field.classList.remove("is-over"));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    field.classList.remove("is-over");
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; tell(); }
  });
}

// Copy a wording; the button only shows where the browser can copy.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
  });
}

// Show a place in the agreement inside its own scrolling pane, without moving the page where the pane stands beside.
function show(id) {
  const anchor = document.getElementById(id);
  const place = anchor?.closest("mark") ?? anchor;
  const pane = document.getElementById("agreement");
  if (!place || !pane) return;
  for (const old of pane.querySelectorAll(".is-current")) old.classList.remove("is-current");
  place.classList.add("is-current");
  const offset = place.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTo({ top: pane.scrollTop + offset - pane.clientHeight / 3 });
}
const beside = window.matchMedia("(min-width: 64.01rem)");
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#place-"]');
  if (!link || !beside.matches) return;
  event.preventDefault();
  show(link.hash.slice(1));
});

// J and K go through findings or rows; on a finding's own page they follow its neighbours.
const rows = [...document.querySelectorAll("[data-row]")];
let current = -1;
function go(step) {
  const neighbour = document.querySelector(step > 0 ? "a[rel=next]" : "a[rel=prev]");
  if (neighbour) { neighbour.click(); return; }
  if (!rows.length) return;
  rows[current]?.classList.remove("is-current");
  current = Math.min(Math.max(current + step, 0), rows.length - 1);
  const row = rows[current];
  row.classList.add("is-current");
  (row.matches("[tabindex]") ? row : row.querySelector("a"))?.focus({ preventScroll: true });
  row.scrollIntoView({ block: row.dataset.place ? "start" : "center" });
  if (row.dataset.place && beside.matches) show(row.dataset.place);
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.code === "KeyJ") go(1);
  if (event.code === "KeyK") go(-1);
});
// Whoever was led to a certain page stays there.
if (!location.hash && document.querySelector("[data-show]")) show(document.querySelector("[data-show]").dataset.show);
