// Typing sheets: a digit that is an answer jumps on, Backspace in an empty field goes back. Without this file: Tab.
document.querySelectorAll("form[data-codes]").forEach((form) => {
  const fields = [...form.querySelectorAll("input[data-last]")];
  const save = form.querySelector("button");
  fields.forEach((field, place) => {
    const last = Number(field.dataset.last);
    const first = field.id === "disabilitas" ? 0 : 1;
    field.addEventListener("focus", () => field.select());
    field.addEventListener("input", () => {
      const number = Number(field.value);
      const fits = /^\d+$/.test(field.value) && number >= first && number <= last;
      if (!fits) return field.select();
      if (field.maxLength > 1 && number * 10 <= last) return; // a second digit may follow
      (fields[place + 1] || save).focus();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Backspace" || field.value || !place) return;
      event.preventDefault();
      fields[place - 1].focus();
    });
  });
});
