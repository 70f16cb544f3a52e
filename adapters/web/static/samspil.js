// Makes the pages live; without it everything works as plain forms and pages. The server decides and
// draws: this only carries forms there and puts its HTML in place.

const text = document.body.dataset;
const policy = window.trustedTypes?.createPolicy("samspil", { createHTML: (html) => html });
// An input named "action" hides the form's own property of that name.
const target = (form) => form.getAttribute("action");
const $ = (selector, within = document) => within.querySelector(selector);

/** Our server's HTML as one element. */
function element(html) {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(html) : html;
  return template.content.firstElementChild;
}

let silence;
function say(sentence) {
  const toast = $("#toast");
  toast.textContent = sentence;
  clearTimeout(silence);
  silence = setTimeout(() => (toast.textContent = ""), 6000);
}
/** For screen readers alone: what changed can be seen where it changed. */
const announce = (sentence) => ($("#announce").textContent = sentence);
const filled = (template, values) => template.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

// ---- sending forms

/** A new delivery id for the next, different post from the same form. A repeat of a lost one keeps it. */
function renew(form) {
  const field = form.elements.delivery;
  if (field) field.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

async function post(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const response = await fetch(target(form), { method: "POST", body, headers: { Accept: "application/json" } });
  return response.json();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!["/command", "/press", "/submit"].includes(target(form)) || form.closest("[data-plain]")) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const button = event.submitter;
  const waiting = setTimeout(() => button?.setAttribute("aria-busy", "true"), 250);
  try {
    answer(await post(form, button), form, button);
  } catch {
    fail(form, text.failed);
  } finally {
    clearTimeout(waiting);
    button?.removeAttribute("aria-busy");
    delete form.dataset.busy;
  }
});

function answer(reply, form, button) {
  if (reply.kind === "error") return fail(form, reply.text);
  renew(form);
  const dialog = form.closest("dialog");
  if (reply.kind === "ask") return open(element(reply.html), button ?? form);
  if (reply.kind === "reject") return again(dialog, element(reply.html));
  const opener = dialog ? openers.get(dialog) : button;
  if (dialog) finish(dialog);
  if (form.matches("[data-command]")) form.elements.command.value = "";
  if (reply.kind === "nothing") say(text.done);
  else show(element(reply.html), opener);
  if ($(".hero") || live?.readyState !== EventSource.OPEN) refresh();
}

function fail(form, sentence) {
  const dialog = form.closest("dialog");
  if (!dialog) return say(sentence);
  $(".summary", form)?.remove();
  const summary = element('<p class="summary" role="alert" tabindex="-1"></p>');
  summary.textContent = sentence;
  form.prepend(summary);
  summary.focus();
}

// ---- private answers

/** Put a private card where it belongs: in place of the one that was pressed, else under that card, else
    at the top. What the answer is to read first gets the focus. */
function show(card, opener) {
  const pressed = opener?.closest(".card.private");
  const list = pressed?.closest("[data-replies]");
  const item = opener?.closest(".feed > li");
  if (list) {
    pressed.replaceWith(card);
  } else if (item) {
    if (!$("[data-replies]", item)) item.append(element('<div class="replies" data-replies></div>'));
    $("[data-replies]", item).replaceChildren(card);
  } else {
    $("[data-replies]")?.replaceChildren(card);
  }
  card.focus();
  card.scrollIntoView({ block: "nearest" });
}

// ---- dialogs

const openers = new WeakMap();
const unsent = new Map(); // what was written in a dialog that was closed unsent, by its form

function open(dialog, opener) {
  $("#dialogs").replaceChildren(dialog);
  openers.set(dialog, opener);
  restore($("form", dialog), unsent.get(dialog.dataset.form));
  dialog.addEventListener("close", () => closed(dialog));
  dialog.showModal();
  const first = $(".form input:not([type=hidden]), .form textarea, .form select", dialog);
  const picked = first?.type === "radio" && $(`[name="${first.name}"]:checked`, dialog);
  (picked || first || $("h2", dialog)).focus();
}

function again(dialog, next) {
  dialog.replaceChildren(...next.childNodes);
  dialog.setAttribute("aria-labelledby", next.getAttribute("aria-labelledby"));
  ($("[aria-invalid] input, input[aria-invalid], textarea[aria-invalid], select[aria-invalid]", dialog)
    ?? $(".summary", dialog))?.focus();
}

function finish(dialog) {
  dialog.dataset.sent = "1";
  dialog.close();
}

function closed(dialog) {
  if (dialog.dataset.sent) unsent.delete(dialog.dataset.form);
  else unsent.set(dialog.dataset.form, new FormData($("form", dialog)));
  const opener = openers.get(dialog);
  dialog.remove();
  (opener?.isConnected ? opener : $("#main")).focus();
}

function restore(form, values) {
  if (!values) return;
  for (const control of form.elements) {
    if (!control.name?.startsWith("f.")) continue;
    const given = values.getAll(control.name);
    if (control.type === "radio" || control.type === "checkbox") control.checked = given.includes(control.value);
    else if (given.length) control.value = given[0];
  }
}

document.addEventListener("click", (event) => {
  const dialog = event.target.closest("dialog");
  if (dialog && event.target.closest("[data-close]")) {
    event.preventDefault();
    dialog.close();
  }
});

// ---- cards that change where they are

function put(html, tell) {
  const next = element(html);
  const old = document.getElementById(next.id);
  if (old && Number(old.dataset.version) >= Number(next.dataset.version)) return;
  const title = $("h2", next).textContent;
  const readingOn = $("#feed").getBoundingClientRect().top < 0;
  if (old) {
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    const again = held && [...next.querySelectorAll("button, a, select")].find(
      (one) => one.value === held.value && one.textContent === held.textContent);
    old.replaceWith(next);
    if (held) (again ?? next).focus({ preventScroll: true });
    next.classList.add("changed");
  } else {
    add(next);
  }
  if (tell) (old || !readingOn ? announce : say)(filled(old ? text.changed : text.new, { title }));
}

/** A new card goes on top; whoever is reading further down stays where they are. */
function add(card) {
  const feed = $("#feed");
  const before = document.documentElement.scrollHeight;
  const readingOn = feed.getBoundingClientRect().top < 0;
  const item = document.createElement("li");
  item.append(card);
  feed.prepend(item);
  if (readingOn && !CSS.supports("overflow-anchor", "auto"))
    window.scrollBy(0, document.documentElement.scrollHeight - before);
  $("#empty")?.setAttribute("hidden", "");
}

function remove(id) {
  document.getElementById(id)?.closest("li")?.remove();
  if (!$("#feed > li")) $("#empty")?.removeAttribute("hidden");
}

/** Read the page again and take its cards: the next sensible step, and all where no stream gets through. */
async function refresh() {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok) return;
  const page = element(`<div>${await response.text()}</div>`);
  $(".hero")?.replaceChildren(...$(".hero", page).childNodes);
  for (const card of [...page.querySelectorAll("#feed .card")].reverse()) put(card.outerHTML, false);
}

let live;
function listen() {
  const address = $("[data-live]")?.dataset.live || "/live";
  const banner = $("#offline");
  let lost;
  live = new EventSource(address);
  live.addEventListener("card", (event) => put(JSON.parse(event.data).html, true));
  live.addEventListener("gone", (event) => remove(JSON.parse(event.data).id));
  live.addEventListener("inbox", (event) => count(JSON.parse(event.data).count));
  live.addEventListener("over", () => {
    live.close();
    if (!$("dialog[open]") && !$("#command")?.value) return location.reload();
    banner.textContent = text.over;
    banner.hidden = false;
  });
  live.addEventListener("open", () => {
    clearTimeout(lost);
    if (!banner.hidden) say(text.back);
    banner.hidden = true;
  });
  live.addEventListener("error", () => {
    clearTimeout(lost);
    lost = setTimeout(() => { banner.textContent = text.offline; banner.hidden = false; }, 2500);
    if (live.readyState === EventSource.CLOSED) setTimeout(listen, 10000);
  });
}

function count(number) {
  const badge = $("[data-inbox-count]");
  $("b", badge).textContent = number;
  badge.hidden = !number;
}

// ---- the command box

function complete(form) {
  const input = form.elements.command;
  const list = $("[role=listbox]", form);
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

for (const form of document.querySelectorAll("[data-command]")) complete(form);
for (const field of document.querySelectorAll(".copy")) field.addEventListener("focus", () => field.select());
listen();
