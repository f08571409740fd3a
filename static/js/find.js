// The search in the head: Ctrl+K goes there, arrows walk through what was found, Escape closes it.
(() => {
  const field = document.getElementById("find");
  const found = document.getElementById("found");
  if (!field || !found) return;

  const close = () => found.replaceChildren();

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  field.form.addEventListener("keydown", (event) => {
    const links = [...found.querySelectorAll("a")];
    if (event.key === "Escape") {
      close();
      field.focus();
    }
    if (!links.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const at = links.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    (next < 0 ? field : links[Math.min(next, links.length - 1)]).focus();
  });

  document.addEventListener("focusin", (event) => {
    if (!field.form.contains(event.target)) close();
  });
  document.addEventListener("click", (event) => {
    if (!field.form.contains(event.target)) close();
  });
})();
