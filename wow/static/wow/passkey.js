// Face, finger or PIN instead of a mailed code. What needs this file is hidden without it; the code always works.
//   <div data-passkey="create|get" hidden> within a form: its button asks the phone and sends the form.
//     data-options: id of the <script type="application/json"> with the question; or data-ask: address that gives it
//     data-failed, data-known: what [data-passkey-said] says when it did not work, or when this phone is added already
//   [data-passkey-missing]: shown where the browser cannot do it
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

function forPhone({ publicKey }) {
  const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.excludeCredentials) asked.excludeCredentials = known(asked.excludeCredentials);
  if (asked.allowCredentials) asked.allowCredentials = known(asked.allowCredentials);
  return { publicKey: asked };
}

function forServer(credential) {
  const answer = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) answer[part] = text(credential.response[part]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: answer,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function question(place) {
  const { ask, options } = place.dataset;
  if (!ask) return JSON.parse(document.getElementById(options).textContent);
  const page = await fetch(ask, { headers: { Accept: "application/json" } });
  if (!page.ok) throw new Error("no question");
  return (await page.json()).request_options;
}

function send(place, credential) {
  const form = place.closest("form");
  const field = form.elements.namedItem("credential") ?? document.createElement("input");
  field.type = "hidden";
  field.name = "credential";
  field.value = JSON.stringify(credential);
  form.append(field);
  if (place.dataset.ask) form.action = place.dataset.ask;
  form.submit();
}

async function askPhone(place) {
  const said = place.querySelector("[data-passkey-said]");
  said.textContent = "";
  try {
    const asked = forPhone(await question(place));
    send(place, forServer(await navigator.credentials[place.dataset.passkey](asked)));
  } catch (error) {
    const isKnown = error.name === "InvalidStateError" && place.dataset.known;
    said.textContent = isKnown ? place.dataset.known : place.dataset.failed;
  }
}

if (window.PublicKeyCredential) {
  for (const words of document.querySelectorAll("[data-passkey-missing]")) words.hidden = true;
  for (const place of document.querySelectorAll("[data-passkey]")) {
    place.hidden = false;
    place.querySelector("button").addEventListener("click", (event) => {
      event.preventDefault();
      askPhone(place);
    });
  }
}
