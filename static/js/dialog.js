// Opens the dialog that a link names in front of the page; without this file the link leads to a page that asks the same.
document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-dialog], [data-close], [data-dismiss]");
  if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if ("close" in pressed.dataset) pressed.closest("dialog").close();
  if ("dismiss" in pressed.dataset) pressed.parentElement.remove();
  const dialog = document.getElementById(pressed.dataset.dialog);
  if (dialog && dialog.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
});
