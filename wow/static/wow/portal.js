// Loaded before the first paint, because Back must never flash a page that was left. Everything works without it.
(() => {
  "use strict";
  const FLAG = "left";
  const PRESSES = 3;
  const PAUSE = 5000; // milliseconds between two presses of Shift
  const root = document.documentElement;
  const remember = (act) => { try { return act(window.sessionStorage); } catch { return null; } };
  const hasLeft = () => remember((store) => store.getItem(FLAG)) === "1";
  const exit = () => document.getElementById("leave");

  function cover() {
    document.title = "\u200b";
    const sheet = document.createElement("div");
    Object.assign(sheet.style, { position: "fixed", inset: "0", background: "Canvas", zIndex: "2147483647" });
    for (const child of document.body.children) child.hidden = true;
    sheet.setAttribute("role", "alert");
    document.body.append(sheet);
    const words = exit()?.dataset.leaving;
    if (words) {
      const spoken = document.createElement("span");
      spoken.className = "hidden";
      spoken.textContent = words;
      sheet.append(spoken);
    }
  }

  function silence() {
    window.speechSynthesis?.cancel();
    for (const sound of document.querySelectorAll("audio, video")) sound.pause();
  }

  function leave(address) {
    cover();
    silence();
    remember((store) => store.setItem(FLAG, "1"));
    window.location.replace(address);
  }

  // A page reached with Back after leaving stays blank; an address she opens anew is welcome again.
  function guard(cameBack) {
    if (!hasLeft()) return;
    if (!cameBack) { remember((store) => store.removeItem(FLAG)); return; }
    root.hidden = true;
    document.title = "\u200b";
    window.location.replace("/lamna/");
  }
  guard(performance.getEntriesByType("navigation")[0]?.type === "back_forward");
  window.addEventListener("pageshow", (event) => { if (event.persisted) guard(true); });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-leave]");
    if (!link) return;
    event.preventDefault();
    leave(link.href);
  });

  let presses = 0;
  let timer = 0;
  function say(words) {
    const status = document.querySelector("[data-leave-status]");
    if (status) status.textContent = words || "";
  }
  function forget() { presses = 0; window.clearTimeout(timer); say(""); }
  document.addEventListener("keydown", (event) => { if (event.key !== "Shift" && presses) forget(); });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !exit()) return;
    presses += 1;
    window.clearTimeout(timer);
    if (presses >= PRESSES) { leave(exit().href); return; }
    say(exit().dataset[presses === 1 ? "twoMore" : "oneMore"]);
    timer = window.setTimeout(forget, PAUSE);
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector("[data-error-summary]")?.focus();
    for (const menu of document.querySelectorAll("[data-menu]")) {
      document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
      menu.addEventListener("keydown", (event) => {
        if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); }
      });
    }
  });
})();
