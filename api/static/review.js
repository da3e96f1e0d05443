// What the review page does beyond its HTML: the keyboard, the words of the claim one is at, changes without leaving one's place.
// Everything here only adds: each form works by itself.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const cards = () => all("[data-claim]");
const said = (words) => { document.querySelector("[data-said]").textContent = words; };

function showWords(card) {
  for (const mark of all("mark[data-claims]")) mark.classList.toggle("is-current", mark.dataset.claims.split(" ").includes(card.dataset.claim));
  const first = document.querySelector("mark.is-current");
  const box = first?.closest(".text");
  if (!box) return;
  const [inner, outer] = [first.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 3;
}

function goTo(card) {
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

// After a decision the next claim that is open; the same one where none is left behind it.
function nextOpen(id) {
  const list = cards();
  const at = list.findIndex((card) => card.dataset.claim === id);
  return list.slice(at + 1).find((card) => card.dataset.state === "proposed") ?? list[at] ?? list.find((card) => card.dataset.state === "proposed");
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const card = form.closest("[data-claim]");
  const before = cards().map((each) => each.dataset.claim);
  let page;
  try {
    const reply = await fetch(form.getAttribute("action"), { method: "POST", body });
    page = new DOMParser().parseFromString(await reply.text(), "text/html");
    if (!page.querySelector("#main")) throw new Error("no page");
  } catch {
    said("The change was not made: the review was ended at the command line");
    document.querySelector("[data-said]").classList.remove("unseen");
    return;
  }
  const scrolled = document.querySelector(".review-text .text")?.scrollTop ?? 0;
  document.querySelector("#main").replaceChildren(...page.querySelector("#main").childNodes);
  const box = document.querySelector(".review-text .text");
  if (box) box.scrollTop = scrolled;
  showMarker();
  const failure = document.querySelector("[role=alert]");
  const id = card?.dataset.claim;
  if (failure) {
    said(failure.textContent);
    goTo(failure.closest(".review-card"));
  } else if (id) {
    said(button.textContent.includes(":") ? button.textContent : `${id}: ${button.textContent}`);
    const next = document.getElementById(before[before.indexOf(id) + 1]);
    goTo(button.value === "reopen" || button.value === "save" ? document.getElementById(id) : nextOpen(id) ?? next);
  } else if (form.closest("#missed")) {
    const added = cards().find((each) => !before.includes(each.dataset.claim));
    said(added ? `${added.dataset.claim} added` : "Added; it stands on the last page of the claims");
    goTo(added);
  } else {
    said("Changed");
    goTo(document.getElementById(form.closest(".review-card")?.id ?? ""));
  }
}

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest("[data-claim]");
  if (card) showWords(card);
});

document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-claims] a");
  const card = mark && document.getElementById(mark.hash.slice(1));
  if (!card) return;
  event.preventDefault();
  goTo(card);
});

// A claim that is missing: its words are marked in the text, or in the box of the form, where the keyboard marks too.
function markWords(words, start) {
  const form = document.querySelector("#missed form");
  if (!form || !words.trim()) return false;
  form.elements.words.value = words.trim();
  form.elements.start.value = String(start + [...words.slice(0, words.length - words.trimStart().length)].length);
  return true;
}

function markedInText() {
  const [box, chosen] = [document.querySelector(".review-text .text"), getSelection()];
  if (!box || chosen.isCollapsed || !box.contains(chosen.anchorNode) || !box.contains(chosen.focusNode)) return;
  const range = chosen.getRangeAt(0);
  const before = document.createRange();
  before.setStart(box, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Number(document.querySelector("#missed-text").dataset.start);
  const cut = box.textContent.startsWith("… ") ? 2 : 0;
  markWords(range.toString(), start + Math.max(0, [...before.toString()].length - cut));
}

// A box that cannot be written in has no place of its own in some browsers: here it has, and nothing is written.
function showMarker() {
  for (const box of all("[data-marker]")) {
    box.hidden = false;
    const text = box.querySelector("textarea");
    text.readOnly = false;
    text.setAttribute("aria-readonly", "true");
  }
}

document.addEventListener("beforeinput", (event) => { if (event.target.id === "missed-text") event.preventDefault(); });

function openMissed() {
  const missed = document.querySelector("#missed");
  if (!missed) return;
  markedInText();
  missed.open = true;
  missed.scrollIntoView({ block: "nearest" });
  const words = missed.querySelector("[name=words]");
  (words.value ? missed.querySelector("[name=holder]") : missed.querySelector("#missed-text")).focus();
}

document.addEventListener("select", (event) => {
  const box = event.target;
  if (box.id !== "missed-text") return;
  const start = [...box.value.slice(0, box.selectionStart)].length;
  markWords(box.value.slice(box.selectionStart, box.selectionEnd), Number(box.dataset.start) + start);
});

document.addEventListener("toggle", (event) => {
  if (event.target.id === "missed" && event.target.open) markedInText();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  openMissed();
});

// Letters do something only where a claim or a pair has the focus, and not while one writes.
document.addEventListener("keydown", (event) => {
  const card = event.target.closest("[data-claim]");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    card.querySelector("details").open = false;
    goTo(card);
    return;
  }
  if (event.target.matches("input, select, textarea")) return;
  const list = cards();
  const step = { j: 1, k: -1 }[event.key];
  if (step) goTo(list[list.indexOf(card) + step]);
  else if (event.key === "e") {
    card.querySelector("details").open = true;
    card.querySelector("details :is(select, textarea, input:not([type=hidden]))").focus();
  } else {
    const button = card.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    button.click();
  }
  event.preventDefault();
});

showMarker();
goTo(document.getElementById(location.hash.slice(1)) ?? nextOpen(""));
