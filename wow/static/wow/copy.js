// Buttons that copy what stands in a field: `<button data-copy="field's id" hidden>` and a `[data-copied]` beside it.
// Without this script, or where the browser keeps its clipboard to itself, the field is there to be marked and copied.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const told = button.parentElement.querySelector("[data-copied]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = told.dataset.copied;
    } catch { /* it is marked: the phone's own menu copies it */ }
  });
}
