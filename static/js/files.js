// The control of a file speaks the browser's language; ours lies below it and says what was chosen (css/files.css).
// Without this file the browser's own control is there.
document.documentElement.classList.add("scripted");

function tell(input) {
  const name = input.parentElement.querySelector(".file-name");
  if (name) name.textContent = [...input.files].map((file) => file.name).join(", ") || name.dataset.empty;
}

document.addEventListener("change", (event) => {
  if (event.target.matches(".input-file")) tell(event.target);
});

document.addEventListener("reset", () => setTimeout(tellAll));
window.addEventListener("pageshow", tellAll);

function tellAll() {
  document.querySelectorAll(".input-file").forEach(tell);
}
