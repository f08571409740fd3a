// On every page of the staff: a form is sent once and its button says so; a part that fails says so in its place;
// the open room is in sight in a long menu. Without this file all pages work.
const PATIENCE = 8000; // ms
const DOWNLOAD = 1000; // ms; an answer that is a file (form[data-file]) leaves the page as it is

function mark(form, button) {
  form.dataset.sent = "";
  if (button) button.setAttribute("aria-busy", "true");
}

function free(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

// Escape closes the menu of a phone and gives the focus back to what opened it.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && !event.defaultPrevented && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if ("sent" in form.dataset) return event.preventDefault();
  mark(form, event.submitter);
  setTimeout(free, "file" in form.dataset ? DOWNLOAD : PATIENCE, form);
});

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (elt.matches("form")) mark(elt, requestConfig.triggeringEvent && requestConfig.triggeringEvent.submitter);
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.matches("form")) free(event.detail.elt);
});

// A link that was pressed says so at once; the line goes away with the page, or when the answer was a file.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.origin !== location.origin || link.download || link.target || link.hash) return;
  document.documentElement.dataset.going = "";
  setTimeout(arrived, PATIENCE);
});

function arrived() {
  delete document.documentElement.dataset.going;
}

window.addEventListener("pageshow", arrived);

// After a step through a list the focus is on the list, for the link that was pressed is gone.
document.addEventListener("htmx:afterSettle", (event) => {
  const { elt, requestConfig } = event.detail;
  arrived();
  if (!requestConfig || !requestConfig.boosted || document.activeElement !== document.body) return;
  if (!elt.hasAttribute("tabindex")) elt.setAttribute("tabindex", "-1");
  elt.focus({ preventScroll: true });
});

function failed(event) {
  arrived();
  const words = document.getElementById("belum-termuat");
  const place = (event.detail.target || event.target).closest("section, div, form, main");
  if (words && place && !place.querySelector(":scope > .part-failed")) place.prepend(words.content.cloneNode(true));
}

["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, failed));

const open = document.querySelector(".side nav [aria-current]");
const rooms = open && open.closest("nav");
if (rooms && open.offsetTop + open.offsetHeight > rooms.clientHeight) rooms.scrollTop = open.offsetTop - 120;
