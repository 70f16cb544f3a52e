// The command box: an ARIA combobox over the commands that the page lists.

export function complete(form) {
  const input = form.elements.command;
  const list = form.querySelector("[role=listbox]");
  const options = [...list.children];
  let active = -1;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);

  const shown = () => options.filter((option) => !option.hidden);
  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) mark(-1);
  }
  function mark(index) {
    active = index;
    shown().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = shown()[index];
    if (option) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
    else input.removeAttribute("aria-activedescendant");
  }
  function filter() {
    const written = input.value.trimStart().toLowerCase();
    const wanted = written.replace(/^\/(samspil\s+)?/, "");
    for (const option of options) {
      const words = option.dataset.words.toLowerCase().split(" ");
      option.hidden = !(`/${option.dataset.name}`.startsWith(written) || words.some((word) => word.startsWith(wanted)));
    }
    mark(-1);
    show(written.startsWith("/") && shown().length > 0 && !shown().some((o) => written.startsWith(`/${o.dataset.name} `)));
  }
  function take(option) {
    input.value = `/${option.dataset.name}`;
    show(false);
    input.focus();
  }
  show(false);
  input.addEventListener("input", filter);
  input.addEventListener("blur", () => setTimeout(() => show(false), 120));
  input.addEventListener("keydown", (event) => {
    const many = shown().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) { if (!input.value) input.value = "/"; filter(); if (list.hidden) return; }
      event.preventDefault();
      mark(event.key === "ArrowDown" ? (active + 1) % many : (active - 1 + many) % many);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      take(shown()[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) take(option); });
}
