// A message as a bubble: words, time, files, buttons.

import { button, element, icon, iconButton } from "./element.js";
import { timeOf } from "./time.js";

const TAGS = { reminder: "Pengingat", alert: "Kabar penting" };
const THINGS = { sticker: "Stiker", voice: "Pesan suara", photo: "Foto", contact: "Nomor HP" };

// `acts` says what a tap and a number do: {tap(id, label), share(number)}.
export function theirs(message, acts) {
  const words = element("div", "words");
  if (TAGS[message.kind]) words.append(element("span", "tag", TAGS[message.kind]));
  words.append(...message.files.map(file), element("span", "text", message.text), time(message.at));
  const node = element("article", `bubble theirs ${message.kind}`, words);
  node.dataset.n = message.n;
  if (message.buttons.length) node.append(buttons(message.buttons, acts.tap));
  if (message.share) node.append(share(message.share, acts.share));
  return node;
}

export function mine(kind, text, at) {
  const words = element("div", "words");
  if (THINGS[kind]) words.append(element("span", "thing", icon(kind === "contact" ? "number" : kind), THINGS[kind]));
  words.append(element("span", "text", text), time(at));
  return element("article", `bubble mine ${kind}`, words);
}

export function rewrite(node, text) {
  node.querySelector(".text").textContent = text;
  node.classList.add("edited");
}

export function offerEdit(node, act) {
  const pencil = iconButton("pencil", "Ubah pesan ini", act, "icon edit");
  node.append(pencil);
  return pencil;
}

function time(at) {
  return element("span", "at", at ? timeOf(at) : "");
}

function file({ id, name, type }) {
  const link = element("a", type.startsWith("image/") ? "picture" : "file");
  link.href = `/simulator/files/${encodeURIComponent(id)}`;
  link.download = name;
  if (!type.startsWith("image/")) {
    link.append(icon("file"), element("span", "", name), element("span", "save", "Unduh"));
    return link;
  }
  const picture = element("img");
  picture.src = link.href;
  picture.alt = name;
  link.title = `Unduh ${name}`;
  link.append(picture);
  return link;
}

function buttons(offered, tap) {
  return element("div", "buttons", ...offered.map(({ id, label }) => button(label, () => tap(id, label))));
}

// On a real phone one tap hands the number over; here somebody has to make one up.
function share(label, act) {
  const row = element("div", "buttons");
  const field = element("input");
  Object.assign(field, { type: "tel", placeholder: "Nomor HP, misalnya 0812 3456 7890", required: true });
  field.setAttribute("aria-label", "Nomor HP");
  const form = element("form", "share", field, element("button", "", "Kirim"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.replaceWith(ask);
    act(field.value.trim());
    field.value = "";
  });
  const ask = button([icon("number"), label], () => {
    ask.replaceWith(form);
    field.focus();
  });
  row.append(ask);
  return row;
}
