// The greeters' page with a script: finds a name while it is typed, and keeps presses while the network is gone.
// What is kept on the phone holds ids and numbers only, never a name. Each press may be sent again without harm.
const RETRY = 5000;
const REFRESH = 20000;
const TOLD = 6000; // milliseconds that a message about one press stands
const PATIENCE = 1200; // milliseconds until a press that is on its way says so
const door = document.querySelector("[data-door]");
const form = door.querySelector("[data-door-form]");
const guestForm = door.querySelector("[data-door-guest]");
const status = door.querySelector("[data-door-status]");
const nobody = door.querySelector("[data-door-nobody]");
const find = door.querySelector("[data-door-find] input");
const token = form.elements.csrfmiddlewaretoken.value;
const place = `door:${door.dataset.door}`;
const guestNames = new Map(); // kept in this page alone
const drawn = new Map(); // rows as they were before a press
let queue = kept();
let at = Number(door.dataset.at);
let isSending = false;
let isStale = false;

function kept() {
  try { return JSON.parse(localStorage.getItem(place)) ?? []; } catch { return []; }
}

function keep() {
  try {
    if (queue.length) localStorage.setItem(place, JSON.stringify(queue)); else localStorage.removeItem(place);
  } catch { /* the queue lives as long as the page */ }
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const keyOf = (press) => press.here ?? press.undo ?? press.party?.split(":")[0] ?? `g${press.attendance}`;
const isQueued = (key) => queue.some((press) => keyOf(press) === key);
let silence = 0;

function say(words, isLasting = false) {
  status.textContent = words;
  clearTimeout(silence);
  if (words && !isLasting) silence = setTimeout(() => say(""), TOLD);
}

// Finding ------------------------------------------------------------------------------------------------------------

function fold(text) {
  return text.normalize("NFD").replace(/[\p{M}\u0640]/gu, "").toLowerCase().replace(/ى/g, "ي").replace(/ة/g, "ه");
}

function filter() {
  const words = fold(find.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const row of door.querySelectorAll(".door-row")) {
    const text = fold(row.querySelector(".door-name").textContent + " " + (row.querySelector(".door-said")?.textContent ?? ""));
    row.hidden = !words.every((word) => text.includes(word));
    found += !row.hidden;
  }
  for (const group of door.querySelectorAll("[data-group]")) {
    group.hidden = words.length > 0 && !group.querySelector(".door-row:not([hidden])");
  }
  door.querySelector(".door-ways").hidden = words.length > 0;
  nobody.hidden = found > 0 || !words.length;
}

// Rows ---------------------------------------------------------------------------------------------------------------

function replaceRow(key, html) {
  const old = document.getElementById(key);
  if (!html) { old?.remove(); return; }
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const row = holder.content.querySelector("li");
  const hadFocus = old?.contains(document.activeElement);
  if (old?.querySelector("details")?.open && row.querySelector("details")) row.querySelector("details").open = true;
  const pressed = old && document.activeElement?.getAttribute("aria-label");
  if (old) old.replaceWith(row); else door.querySelector("[data-door-new]").append(row);
  if (hadFocus) focusIn(row, pressed);
}

function focusIn(row, label) {
  const same = label && row.querySelector(`[aria-label="${CSS.escape(label)}"]:not(:disabled)`);
  (same || row.querySelector("button:not(:disabled)"))?.focus({ preventScroll: true });
}

function guestRow(press) {
  const row = door.querySelector("[data-door-unknown]").content.cloneNode(true).querySelector("li");
  row.id = keyOf(press);
  const name = guestNames.get(press.attendance);
  if (name) row.querySelector(".door-name").textContent = name;
  door.querySelector("[data-door-new]").append(row);
  return row;
}

function showWaiting() {
  for (const press of queue) {
    const row = document.getElementById(keyOf(press)) ?? (press.guest ? guestRow(press) : null);
    if (!row || row.classList.contains("is-waiting")) continue;
    if (!drawn.has(row.id)) drawn.set(row.id, row.outerHTML);
    row.classList.remove("is-here");
    row.classList.add("is-waiting");
    row.querySelector(".door-acts")?.remove();
    row.querySelector(".door-party")?.remove();
    row.append(door.querySelector("[data-door-waiting]").content.cloneNode(true));
    row.querySelector("button").value = row.id;
  }
  if (queue.length) say(isStale ? door.dataset.stale : door.dataset.tooLong, true);
}

function apply(told) {
  door.querySelector("[data-door-top]").innerHTML = told.top;
  for (const [key, html] of Object.entries(told.rows)) {
    if (!isQueued(key)) { drawn.delete(key); replaceRow(key, html); }
  }
  at = told.at;
  filter();
  const here = new Set(told.here);
  const others = [...door.querySelectorAll(".door-row.is-here")].some((row) => !here.has(row.id) && !isQueued(row.id));
  if (others && !queue.length && !find.value && document.activeElement === document.body) location.reload();
}

// Sending ------------------------------------------------------------------------------------------------------------

function press(entry) {
  queue.push(entry);
  keep();
  if (!navigator.onLine || isStale) showWaiting(); else setTimeout(() => { if (queue.includes(entry)) showWaiting(); }, PATIENCE);
  flush();
}

function takeBack(key) {
  if (isSending && keyOf(queue[0]) === key) return false; // on its way already: ask the server to undo it
  queue = queue.filter((entry) => keyOf(entry) !== key);
  keep();
  if (drawn.has(key)) { replaceRow(key, key.startsWith("g") ? "" : drawn.get(key)); drawn.delete(key); }
  if (!queue.length) say("");
  return true;
}

function fields(entry) {
  const named = entry.guest ? { guest_name: guestNames.get(entry.attendance) ?? "" } : {};
  return new URLSearchParams({ ...entry, ...named, since: at, csrfmiddlewaretoken: token });
}

async function ask(address, options = {}) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(15000), ...options });
  if (response.status >= 500 || response.status === 429) throw new Error("later");
  const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
  return isOurs ? response.json() : null;
}

async function flush() {
  if (isSending || isStale) return;
  isSending = true;
  try {
    while (queue.length) {
      const entry = queue[0];
      const told = await ask(form.action, { method: "POST", body: fields(entry) });
      if (!told) { isStale = true; break; } // logged out, or no longer a greeter: a person must look
      queue.shift();
      keep();
      done(entry, told);
    }
  } catch { setTimeout(flush, RETRY); }
  isSending = false;
  if (queue.length) showWaiting();
}

function done(entry, told) {
  const key = keyOf(entry);
  if (told.rows) apply(told);
  if (drawn.has(key) && !isQueued(key)) { replaceRow(key, drawn.get(key)); drawn.delete(key); }
  const row = document.getElementById(key);
  const state = row?.querySelector(".door-came")?.textContent;
  say(told.refusal ?? (row && state ? `${row.querySelector(".door-name").textContent}: ${state}` : ""));
}

async function refresh() {
  if (document.visibilityState !== "visible" || queue.length || isStale) return;
  try {
    const told = await ask(`${door.dataset.state}?since=${at}`);
    if (told?.rows && !queue.length) apply(told);
  } catch { /* the next one comes soon */ }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { name, value } = event.submitter;
  const key = value.split(":")[0];
  if (name === "undo" && isQueued(key) && takeBack(key)) return;
  if (name === "here" && isQueued(key)) return;
  press(name === "here" ? { here: value, attendance: newId() } : { [name]: value });
});

guestForm?.addEventListener("submit", (event) => {
  event.preventDefault();
  const sent = new FormData(guestForm);
  const attendance = sent.get("attendance").replaceAll("-", "");
  guestNames.set(attendance, sent.get("guest_name"));
  press({ guest: "1", attendance, children: sent.get("children") ?? "0", companions: sent.get("companions") ?? "0" });
  guestForm.reset();
  guestForm.elements.attendance.value = newId();
});

find.closest("[data-door-find]").hidden = false;
door.querySelector("[data-door-letters]")?.remove();
find.addEventListener("input", filter);
find.addEventListener("focus", () => find.select());
window.addEventListener("online", () => flush());
document.addEventListener("visibilitychange", refresh);
setInterval(refresh, REFRESH);
showWaiting();
flush();
