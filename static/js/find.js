// The search in the head: Ctrl+K goes there, arrows walk through what was found, Escape closes it and goes back.
(() => {
  const field = document.getElementById("find");
  const found = document.getElementById("found");
  const told = document.getElementById("found-told");
  if (!field || !found) return;
  let before = null; // what had the focus when Ctrl+K was pressed

  const close = () => {
    htmx.trigger(field, "htmx:abort");
    found.replaceChildren();
    told.textContent = "";
  };

  const leave = () => {
    close();
    if (before && before.isConnected) before.focus();
    else field.blur();
    before = null;
  };

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (!field.checkVisibility()) return location.assign(field.form.action); // a phone has a page for it
    if (document.activeElement !== field) before = document.activeElement;
    field.focus();
    field.select();
  });

  field.form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // the words stay as they were typed
      return leave();
    }
    const links = [...found.querySelectorAll("a")];
    if (!links.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const at = links.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    (next < 0 ? field : links[Math.min(next, links.length - 1)]).focus();
  });

  found.addEventListener("htmx:afterSwap", () => {
    const hits = found.querySelector("[data-told]");
    told.textContent = hits ? hits.dataset.told : "";
  });

  for (const kind of ["focusin", "click"]) {
    document.addEventListener(kind, (event) => {
      if (!field.form.contains(event.target)) close();
    });
  }
})();
