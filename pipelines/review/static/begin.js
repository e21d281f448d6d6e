// The form that takes a folder, and the bar while it is read.
"use strict";
{
  const token = document.querySelector("meta[name=csrf]").content;
  const at = id => document.getElementById(id);
  const number = value => value.toLocaleString("vi-VN");

  const send = async (url, data) => {
    try {
      const answer = await fetch(url, {method: "POST", body: JSON.stringify(data),
        headers: {"X-CSRF-Token": token, "Content-Type": "application/json"}});
      const words = await answer.text();
      return answer.headers.get("content-type")?.includes("json") ? JSON.parse(words) : {error: words.slice(0, 300)};
    } catch {
      return {error: "Chương trình đã dừng. Chạy lại lệnh baocao start."};
    }
  };

  at("begin")?.addEventListener("submit", async event => {
    event.preventDefault();
    const form = event.target, button = form.querySelector("button");
    button.disabled = true;
    const answer = await send("/begin/read", Object.fromEntries(new FormData(form)));
    for (const field of ["archive", "out"]) {
      const words = answer.wrong?.[field] || "";
      at(`wrong-${field}`).textContent = words;
      if (words) { at(field).setAttribute("aria-invalid", "true"); at(field).focus(); }
      else at(field).removeAttribute("aria-invalid");
    }
    at("wrong").textContent = answer.error || "";
    if (answer.out) location.assign("/begin"); else button.disabled = false;
  });

  at("stop")?.addEventListener("click", async event => {
    event.target.disabled = true;
    await send("/begin/stop", {});
    location.reload();
  });

  const show = state => {
    const bar = at("bar");
    if (state.step === 0 && state.total) { bar.max = state.total; bar.value = state.done; } else bar.removeAttribute("value");
    document.querySelectorAll(".steps li").forEach(item => {
      const step = Number(item.dataset.step);
      item.className = step < state.step ? "past" : "";
      if (step === state.step) item.setAttribute("aria-current", "step"); else item.removeAttribute("aria-current");
    });
    const failed = state.failed ? `, ${number(state.failed)} tệp chưa đọc được` : "";
    at("count").textContent = state.total === null ? "Đang đếm tệp…"
      : `${number(state.done)} trên ${number(state.total)} tệp${failed}`;
    at("latest").textContent = state.latest;
  };

  const poll = async () => {
    try {
      const state = await (await fetch("/begin/state")).json();
      if (state.phase !== "running") return location.reload();
      show(state);
    } catch {
      at("count").textContent = "Chương trình đã dừng. Chạy lại lệnh baocao start.";
    }
    setTimeout(poll, 500);
  };
  if (at("bar")) poll();
}
