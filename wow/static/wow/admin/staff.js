// Tabs of the forms' languages by keyboard: arrows, Home and End move, the panel follows. Without JavaScript every
// panel is open. A panel with an error opens first.
document.addEventListener("DOMContentLoaded", () => {
  for (const list of document.querySelectorAll("[data-tabs]")) {
    const tabs = [...list.querySelectorAll("[role=tab]")];
    const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
    const open = (chosen, focus = false) => {
      for (const tab of tabs) {
        tab.setAttribute("aria-selected", String(tab === chosen));
        tab.tabIndex = tab === chosen ? 0 : -1;
        panel(tab).hidden = tab !== chosen;
      }
      if (focus) chosen.focus();
    };
    const isRightToLeft = getComputedStyle(list).direction === "rtl";
    list.addEventListener("click", (event) => {
      const tab = event.target.closest("[role=tab]");
      if (tab) open(tab);
    });
    list.addEventListener("keydown", (event) => {
      const at = tabs.indexOf(event.target);
      const step = isRightToLeft ? -1 : 1;
      const next = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: tabs.length - 1 }[event.key];
      if (at < 0 || next === undefined) return;
      event.preventDefault();
      open(tabs[(next + tabs.length) % tabs.length], true);
    });
    list.hidden = false;
    open(tabs.find((tab) => tab.classList.contains("has-errors")) ?? tabs[0]);
  }
});

// Scrolling parts are landmarks that simplebar all calls the same: each gets its own heading's words, or is no landmark.
addEventListener("load", () => {
  for (const part of document.querySelectorAll(".simplebar-content-wrapper")) {
    const heading = part.closest("[id$=-group]")?.querySelector("h2")?.textContent.trim();
    const menu = part.closest("#nav-sidebar-apps") && document.querySelector("[data-menu-label]")?.ariaLabel;
    const name = heading || menu;
    if (name) part.setAttribute("aria-label", name);
    else ["role", "aria-label"].forEach((attribute) => part.removeAttribute(attribute));
  }
});

// Searching fields: select2 names its box by the value alone, so an empty one has no name. It gets its column's or label's.
const nameSearchingFields = () => {
  for (const box of document.querySelectorAll(".select2-selection[aria-labelledby]")) {
    const select = box.closest(".select2-container").previousElementSibling;
    const label = select.labels?.[0]?.textContent ?? select.closest("[data-label]")?.dataset.label;
    const name = select.ariaLabel || label?.trim();
    if (!name) continue;
    box.setAttribute("aria-label", name);
    box.removeAttribute("aria-labelledby");
    const value = box.querySelector("[role=textbox]"); // a second field inside the field, nameless too
    for (const attribute of ["role", "aria-readonly"]) value?.removeAttribute(attribute);
  }
};
const watchSearchingFields = () => {
  const drawn = new MutationObserver(nameSearchingFields); // select2 draws its box when it likes
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    drawn.observe(select.parentElement, { childList: true });
  }
  nameSearchingFields();
};
document.addEventListener("DOMContentLoaded", watchSearchingFields);
document.addEventListener("formset:added", watchSearchingFields);

// unfold looks for a text field of its own beside every file field, and fails where the field is the browser's.
document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("input[type=file]")) field.hasChangeListener = true;
});
