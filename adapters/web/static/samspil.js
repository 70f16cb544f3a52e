// Makes the pages live; without it everything works as plain forms and pages. The server decides and
// draws: this only carries forms there and puts its HTML in place.

import { complete } from "./completion.js";

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

/** A new delivery id for the next post from the same form. A repeat of a lost one keeps it. */
function renew(form) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  form.elements.delivery.value = Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}

const underway = new Set();
let turn = Promise.resolve(); // one at a time, in the order of the clicks: the last choice stands

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!["/command", "/press", "/submit"].includes(target(form)) || form.closest("[data-plain]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, button));
  const what = `${target(form)} ${body}`;
  if (underway.has(what)) return; // a double click
  underway.add(what);
  const spot = spotOf(form.closest("dialog") ? openers.get(form.closest("dialog")) : (button ?? form));
  turn = turn.then(() => send(form, button, body, spot)).finally(() => underway.delete(what));
});

async function send(form, button, body, spot) {
  const waiting = setTimeout(() => button?.setAttribute("aria-busy", "true"), 250);
  try {
    const headers = { Accept: "application/json" };
    const response = await fetch(target(form), { method: "POST", body, headers });
    answer(await response.json(), form, button, spot);
  } catch {
    fail(form, text.failed);
  } finally {
    clearTimeout(waiting);
    button?.removeAttribute("aria-busy");
  }
}

function answer(reply, form, button, spot) {
  if (reply.kind === "error") return fail(form, reply.text);
  renew(form);
  const dialog = form.closest("dialog");
  if (reply.kind === "ask") return open(element(reply.html), button ?? form);
  if (reply.kind === "reject") return again(dialog, element(reply.html));
  if (dialog) finish(dialog);
  if (form.matches("[data-command]")) form.elements.command.value = "";
  if (reply.kind === "nothing") say(text.done);
  else show(element(reply.html), spot);
  if ($(".hero, [data-fresh]") || live?.readyState !== EventSource.OPEN) refresh();
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

/** Where the answer to a press belongs: in place of the private card that was pressed, else under the
    card, else at the top. Taken at the press: the card may be drawn anew before the answer comes. */
function spotOf(pressed) {
  const card = pressed?.closest("[data-replies] > .card");
  return { card, list: card?.parentElement, item: pressed?.closest(".feed > li") };
}

/** What the answer says is to be read first: it gets the focus. */
function show(answer, { card, list, item }) {
  if (card?.isConnected) card.replaceWith(answer);
  else if (list?.isConnected) list.replaceChildren(answer);
  else if (item?.isConnected) {
    if (!$("[data-replies]", item)) item.append(element('<div class="replies" data-replies></div>'));
    $("[data-replies]", item).replaceChildren(answer);
  } else $("[data-replies]")?.replaceChildren(answer);
  answer.focus({ preventScroll: true });
  answer.scrollIntoView({ block: "nearest" });
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
  if (dialog.dataset.sent && document.activeElement !== document.body) return; // the answer has it
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
  if (event.target.closest("[data-print]")) print();
  const dialog = event.target.closest("dialog");
  if (dialog && event.target.closest("[data-close]")) {
    event.preventDefault();
    dialog.close();
  }
});

// ---- cards that change where they are

let pressing = false; // nothing moves under a finger that is down
const later = [];
addEventListener("pointerdown", () => (pressing = true), true);
for (const end of ["pointerup", "pointercancel"])
  addEventListener(end, () => setTimeout(() => { pressing = false; later.splice(0).forEach((put) => put()); }), true);

function put(html, tell) {
  if (pressing) return later.push(() => put(html, tell));
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
  const card = document.getElementById(id);
  const item = card?.closest("li");
  const answered = item && $("[data-replies] > .card", item); // what the press that took it away said is still to be read
  (answered ? card : item)?.remove();
  if (!$("#feed > li")) $("#empty")?.removeAttribute("hidden");
}

/** Read the page again and take its cards: the next sensible step, what a press may change, and all where no stream gets through. */
async function refresh() {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok) return;
  const page = element(`<div>${await response.text()}</div>`);
  $(".hero")?.replaceChildren(...$(".hero", page).childNodes);
  $("[data-fresh]")?.replaceChildren(...$("[data-fresh]", page).childNodes);
  for (const card of [...page.querySelectorAll("#feed .card")].reverse()) put(card.outerHTML, false);
}

let live;
let lost;

function listen() {
  if (document.hidden) return;
  const banner = $("#offline");
  const known = [...document.querySelectorAll("#feed .card[data-version]")].filter((one) => one.id.startsWith("card-"))
    .map((one) => `${one.id.slice(5)}.${one.dataset.version}`).join("-");
  const place = $("[data-place]")?.dataset.place ?? "";
  live?.close();
  live = new EventSource(`/live?place=${place}&known=${known}`);
  const on = (event, act) => live.addEventListener(event, (one) => act(one.data && JSON.parse(one.data)));
  on("card", (data) => put(data.html, true));
  on("gone", (data) => remove(data.id));
  on("inbox", (data) => count(data.count));
  on("home", () => $(".hero") && refresh());
  on("over", () => {
    live.close();
    if (!$("dialog[open]") && !$("#command")?.value) return location.reload();
    banner.textContent = text.over;
    banner.hidden = false;
  });
  on("open", () => {
    clearTimeout(lost);
    if (!banner.hidden) say(text.back);
    banner.hidden = true;
  });
  live.onerror = () => {
    clearTimeout(lost);
    lost = setTimeout(() => { banner.textContent = text.offline; banner.hidden = false; }, 2500);
    if (live.readyState === EventSource.CLOSED) setTimeout(listen, 10000);
  };
}

// Browsers allow six connections to a server: tabs that nobody looks at give theirs back.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) { clearTimeout(lost); live.close(); } else listen();
});

function count(number) {
  const badge = $("[data-inbox-count]");
  $("b", badge).textContent = number;
  badge.hidden = !number;
}

for (const form of document.querySelectorAll("[data-command]")) complete(form);
for (const field of document.querySelectorAll(".copy")) field.addEventListener("focus", () => field.select());
listen();
