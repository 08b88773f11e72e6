// A document that is being made: ask for the page again and take over its part, until there is nothing left to wait for.
// Without JavaScript the page loads itself anew.
const WAITING = "#paper[data-look-again]";

async function look(part) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#paper");
  if (!fresh) return location.reload();
  part.replaceChildren(...fresh.childNodes);
  if (!fresh.matches(WAITING)) part.removeAttribute("data-look-again");
  wait();
}

function wait() {
  const part = document.querySelector(WAITING);
  if (part) setTimeout(() => look(part).catch(wait), 700);
}

wait();
