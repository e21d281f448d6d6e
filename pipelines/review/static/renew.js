// The buttons that bring tables and workbooks up to date, and what is said while that goes on.
"use strict";
{
  const at = document.getElementById("renewing");
  const buttons = [...document.querySelectorAll("[data-renew]")];

  const poll = async () => {
    try {
      const state = await (await fetch("/renew/state")).json();
      if (state.phase === "done") return location.reload();
      if (state.phase === "failed") at.textContent = `Chưa cập nhật được: ${state.error}`;
      if (state.phase !== "running") return buttons.forEach(button => { button.disabled = false; });
      at.textContent = `${state.step}…`;
      buttons.forEach(button => { button.disabled = true; });
    } catch {
      at.textContent = "Trang soát đã dừng hoặc mất kết nối.";
    }
    setTimeout(poll, 500);
  };

  buttons.forEach(button => button.addEventListener("click", async () => {
    const answer = await post("/renew", {books: button.dataset.renew === "books"});
    if (answer.error) at.textContent = answer.error; else poll();
  }));
  fetch("/renew/state").then(answer => answer.json()).then(state => { if (state.phase === "running") poll(); });
}
