// Rows: choosing, deciding, undoing, by key and by mouse. Saves are checked on the server; this only shows.
"use strict";
const csrf = document.querySelector("meta[name=csrf]").content;
const said = document.getElementById("said");
const help = document.getElementById("help");
const edit = document.getElementById("edit");
const panes = document.querySelector(".panes");
const via = document.body.dataset.via || "";
const docId = panes ? panes.dataset.doc : "";
let current = null; // the row that is chosen
let saving = Promise.resolve(); // one save after the other, so that quick keys keep their order

const rows = () => [...document.querySelectorAll(".row")];
const isOpen = row => row.classList.contains("open");
const marksOf = name => document.querySelectorAll(`[data-of~="${CSS.escape(name)}"]`);

function say(words, bad) {
  said.textContent = words;
  said.className = bad ? "bad" : "";
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { said.textContent = ""; }, bad ? 12000 : 2500);
}

async function post(url, data) {
  try {
    const answer = await fetch(url, {method: "POST", body: JSON.stringify(data),
      headers: {"X-CSRF-Token": csrf, "Content-Type": "application/json"}});
    if (!(answer.headers.get("content-type") || "").includes("json")) {
      return {error: (await answer.text()).slice(0, 300), status: answer.status};
    }
    return {...await answer.json(), status: answer.status};
  } catch {
    return {error: "Không lưu được: trang soát đã dừng hoặc mất kết nối.", status: 0};
  }
}

function choose(row, {focus = true, scroll = true} = {}) {
  if (!row) return;
  if (current) { current.removeAttribute("aria-current"); current.tabIndex = -1; }
  document.querySelectorAll(".lit").forEach(mark => mark.classList.remove("lit"));
  current = row;
  row.setAttribute("aria-current", "true");
  row.tabIndex = 0;
  if (focus) row.focus({preventScroll: true});
  row.scrollIntoView({block: "nearest"});
  const sheet = document.getElementById("sheet");
  if (sheet && row.dataset.page) sheet.search = `?page=${row.dataset.page}`;
  const marks = marksOf(row.id);
  marks.forEach(mark => mark.classList.add("lit"));
  if (scroll && marks.length) marks[0].scrollIntoView({block: "center"});
}

function step(by, onlyOpen) {
  const all = rows();
  let at = all.indexOf(current);
  for (at += by; at >= 0 && at < all.length; at += by) {
    if (!onlyOpen || isOpen(all[at])) return choose(all[at]);
  }
  if (onlyOpen) {
    const left = all.find(isOpen);
    const more = document.getElementById("more");
    if (left) return choose(left);
    if (more) { saving.then(() => { location.href = more.href; }); return; }
    say("Đã soát hết các dòng ở đây.");
  }
}

function replace(row, html) {
  const wasCurrent = row === current;
  const box = document.createElement("template");
  box.innerHTML = html;
  const fresh = box.content.firstElementChild;
  if (fresh) row.replaceWith(fresh); else row.remove();
  if (wasCurrent) { current = null; if (fresh) choose(fresh, {scroll: false}); }
  count();
  return fresh;
}

// The line under the document's name, where a decision was about its header.
function showHead({head}) {
  const line = document.getElementById("head");
  if (line && head !== null) line.textContent = head;
}

function count() {
  const left = document.getElementById("left");
  if (left) left.textContent = rows().filter(isOpen).length;
}

function decide(row, action, form) {
  if (!row) return say("Chưa chọn dòng nào.", true);
  const {doc, table, key} = row.dataset;
  if (!form) { row.classList.add("busy"); if (row === current) step(1, true); }
  saving = saving.then(async () => {
    const now = document.getElementById(row.id) || row;
    const answer = await post(`/d/${doc}/decide`,
      {table, key, action, form, via, seen: Number(now.dataset.version)});
    now.classList.remove("busy");
    if (answer.status === 200) {
      replace(now, answer.row);
      showHead(answer);
    } else if (answer.status === 409) {
      const fresh = answer.row ? replace(now, answer.row) : now;
      choose(fresh || now);
      say(answer.stale, true);
    } else if (answer.status !== 422) {
      choose(now);
      say(answer.error, true);
    }
    return answer;
  });
  return saving;
}

function undo() {
  saving = saving.then(async () => {
    const answer = await post("/undo", {doc_id: docId || null});
    if (answer.status !== 200) return say(answer.error, true);
    const row = document.getElementById(answer.name);
    if (row && answer.row) { choose(replace(row, answer.row)); showHead(answer); say("Đã hoàn tác."); }
    else if (docId && docId === answer.doc_id) location.reload();
    else location.href = `/d/${answer.doc_id}#${encodeURIComponent(answer.name)}`;
  });
}

// The dialog with the fields of a row; `save` gets what was typed and gives the answer of the server.
async function ask(title, url, save) {
  const answer = await fetch(url);
  if (!answer.ok) return say("Không mở được dòng này. Hãy tải lại trang.", true);
  document.getElementById("edit-title").textContent = title;
  edit.querySelector(".fields").innerHTML = await answer.text();
  edit.querySelector("form").onsubmit = async event => {
    event.preventDefault();
    const form = Object.fromEntries([...edit.querySelectorAll(".fields [name]")].map(box => [box.name, box.value]));
    const done = await save(form);
    if (done.status === 200) return edit.close();
    edit.querySelectorAll(".wrong").forEach(place => { place.textContent = ""; });
    edit.querySelectorAll("[aria-invalid]").forEach(box => box.removeAttribute("aria-invalid"));
    if (done.status !== 422) { edit.close(); return say(done.stale || done.error, true); }
    for (const [name, words] of Object.entries(done.wrong)) {
      document.getElementById(`w-${name}`).textContent = words;
      const box = document.getElementById(`f-${name}`);
      if (box) { box.setAttribute("aria-invalid", "true"); box.setAttribute("aria-describedby", `w-${name}`); box.focus(); }
    }
  };
  if (!edit.open) edit.showModal();
  (edit.querySelector(".add-kind:not([hidden]) select") || edit.querySelector(".fields [name]")).focus();
}

function change(row) {
  if (!row || !row.querySelector("[data-act=edit]")) return say("Dòng này chỉ xác nhận hoặc bỏ.", true);
  edit.querySelector(".add-kind").hidden = true;
  const {doc, table, key} = row.dataset;
  saving.then(() => ask("Sửa dòng", `/d/${doc}/form?${new URLSearchParams({table, key})}`, async form => {
    const answer = await decide(row, "edit", form);
    if (answer.status === 200) { choose(document.getElementById(row.id)); step(1, true); }
    return answer;
  }));
}

const KEYS = {
  y: () => decide(current, "confirm"), n: () => decide(current, "reject"), e: () => change(current), u: undo,
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  Enter: () => choose(current), "?": () => help.showModal(), m: () => window.markWords && window.markWords(),
  "/": () => { const box = document.getElementById("q"); if (box) box.focus(); else location.href = "/"; },
};

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, select, textarea, [contenteditable=true]")) return;
  if (event.target.closest("button, a, summary") && event.key === "Enter") return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!KEYS[key] || !rows().length && "ynejk".includes(key)) return;
  event.preventDefault();
  KEYS[key]();
});

document.addEventListener("click", event => {
  const button = event.target.closest("button");
  const row = event.target.closest(".row");
  if (button && "close" in button.dataset) return button.closest("dialog").close();
  if (button && "help" in button.dataset) return help.showModal();
  if (button && "undo" in button.dataset) return undo();
  if (button && "add" in button.dataset) return window.markWords();
  if (button && "whole" in button.dataset) return finish(button);
  if (!row) return;
  choose(row, {focus: !button});
  if (button && button.dataset.act) {
    if (button.dataset.act === "edit") change(row); else decide(row, button.dataset.act);
  }
});

async function finish(button) {
  const left = rows().filter(isOpen).length;
  if (button.dataset.whole && left) say(`Còn ${left} dòng chưa soát; bảng nào chưa soát hết sẽ không vào bộ mẫu chuẩn.`);
  const answer = await post(`/d/${docId}/done`, {whole: button.dataset.whole, seen: Number(button.dataset.seen)});
  if (answer.status === 200) location.reload(); else say(answer.stale || answer.error, true);
}

document.getElementById("who").addEventListener("submit", async event => {
  event.preventDefault();
  const answer = await post("/who", {who: event.target.who.value});
  say(answer.status === 200 ? `Người soát: ${answer.who}` : answer.error, answer.status !== 200);
});
document.getElementById("who").addEventListener("change", event => event.currentTarget.requestSubmit());

const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
choose(asked && asked.classList.contains("row") ? asked : rows().find(isOpen) || rows()[0], {focus: !!panes || !!via, scroll: !!asked});
