// The text: its marks choose rows, and words that were missed become rows. Offsets are code points of the text.
"use strict";
const article = document.getElementById("text");
const card = document.getElementById("card");

const points = words => [...words].length;
const blockOf = node => (node.nodeType === 1 ? node : node.parentElement).closest('[id^="at-"]');

// Where a place in the page lies in the document's text, or null outside of it.
function offsetOf(node, at) {
  const block = blockOf(node);
  if (!block || !article.contains(block)) return null;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, at);
  return Number(block.id.slice(3)) + points(before.toString());
}

function chosenWords() {
  const chosen = getSelection();
  if (!article || !chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  let end = offsetOf(range.endContainer, range.endOffset);
  if (end === null && start !== null) { // dragged beyond the last letter of a block
    const block = blockOf(range.startContainer);
    end = Number(block.id.slice(3)) + points(block.textContent);
  }
  return start === null || end === null || end <= start ? null : {start, end};
}

// With words chosen: what are they? Without: a caret in the text, so that the keyboard can choose some.
window.markWords = () => {
  if (!article) return say("Mở một văn bản để đánh dấu chữ.", true);
  const span = chosenWords();
  if (!span) {
    article.contentEditable = "true";
    article.focus();
    say("Bôi đen chữ bị sót bằng chuột hoặc Shift + mũi tên, rồi bấm Enter. Esc để thôi.");
    return;
  }
  leave();
  const kind = document.getElementById("kind");
  edit.querySelector(".add-kind").hidden = false;
  const open = () => {
    const heads = document.getElementById("f-field");
    const field = heads ? heads.value : "";
    const url = `/d/${docId}/form?${new URLSearchParams({table: kind.value, ...span, field})}`;
    return ask("Thêm dòng bị sót", url, form => save(kind.value, span, form)).then(() => kind.focus());
  };
  kind.onchange = open;
  edit.querySelector(".fields").onchange = event => { if (event.target.id === "f-field") open(); };
  open();
};

async function save(table, span, form) {
  const answer = await post(`/d/${docId}/add`, {table, ...span, form, via});
  if (answer.status === 200) {
    location.hash = encodeURIComponent(answer.key);
    location.reload();
  }
  return answer;
}

function leave() {
  if (article) article.contentEditable = "false";
}

function tell(mark) {
  card.textContent = mark ? mark.title || mark.dataset.told : "";
  card.hidden = !mark;
}

if (article) {
  const marks = [...article.querySelectorAll("mark")];
  marks.forEach((mark, at) => { mark.tabIndex = at ? -1 : 0; });
  article.addEventListener("beforeinput", event => event.preventDefault());
  for (const name of ["drop", "paste", "cut"]) article.addEventListener(name, event => event.preventDefault());
  article.addEventListener("mouseover", event => tell(event.target.closest("mark")));
  article.addEventListener("focusin", event => { if (event.target.matches("mark")) tell(event.target); });
  for (const name of ["mouseleave", "focusout"]) article.addEventListener(name, () => tell(null));
  article.addEventListener("click", event => {
    const mark = event.target.closest("mark");
    if (mark && getSelection().isCollapsed) pick(mark, true);
  });
  article.addEventListener("keydown", event => {
    if (article.isContentEditable) {
      if (event.key === "Enter") { event.preventDefault(); window.markWords(); }
      if (event.key === "Escape") { leave(); say("Đã thôi đánh dấu."); }
      event.stopPropagation();
      return;
    }
    const at = marks.indexOf(event.target.closest("mark"));
    const next = event.key === "ArrowRight" ? marks[at + 1] : event.key === "ArrowLeft" ? marks[at - 1] : null;
    if (at >= 0 && next) {
      event.preventDefault();
      marks[at].tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      pick(next, false);
    }
  });
  const at = new URLSearchParams(location.search).get("at");
  if (at) {
    const blocks = [...article.querySelectorAll('[id^="at-"]')];
    const block = blocks.reverse().find(one => Number(one.id.slice(3)) <= Number(at));
    if (block) { block.scrollIntoView({block: "center"}); block.classList.add("here"); }
  }
}

// A mark chooses its row; where several lie over each other, the next click chooses the next one.
function pick(mark, focus) {
  const names = mark.dataset.of.split(" ");
  const name = names[(names.indexOf(current ? current.id : "") + 1) % names.length];
  choose(document.getElementById(name), {focus, scroll: false});
}
