// A button that copies the field or the text it names; without this file that is marked and copied by hand.
document.querySelectorAll("button[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !field || !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value ?? field.textContent.trim());
    document.getElementById(button.dataset.told).hidden = false;
  });
});
