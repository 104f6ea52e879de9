// The row of phones: opened, chosen, closed, and what is unread on each.

import { call } from "./call.js";
import { button, element, find, icon, menu } from "./element.js";
import { Phone } from "./phone.js";

const PEOPLE = [
  { id: "sri", name: "Bu Sri", role: "sekretaris" },
  { id: "tini", name: "Bu Tini", role: "anggota" },
  { id: "nurul", name: "Mbak Nurul", role: "pendamping" },
];
const HUES = 6;
const MEMORY = "carik.phones";
const sameAs = (name) => name.trim().replace(/\s+/g, " ").toLowerCase();

export class Row {
  constructor() {
    this.phones = [];
    this.invitation = null;
    this.root = find("#phones");
    this.tabs = find("#tabs");
    this.closeMenu = menu(find("#add"));
    find("#add").addEventListener("toggle", () => this.offerKnown());
    find("#add form").addEventListener("submit", (event) => {
      event.preventDefault();
      const field = find("#add input");
      if (field.value.trim()) this.openNew(field.value.trim().replace(/\s+/g, " "));
      field.value = "";
    });
    this.tabs.addEventListener("keydown", (event) => this.onKey(event));
    for (const id of remembered()) this.open(id);
    this.choose(this.phones[0], { quietly: true });
  }

  open(id) {
    const known = PEOPLE.find((person) => person.id === sameAs(id));
    const number = known ? PEOPLE.indexOf(known) : Math.max(2, ...this.phones.map((phone) => phone.person.number)) + 1;
    const person = { ...(known || { id, name: id, role: "HP baru" }), number, hue: number % HUES };
    const phone = new Phone(person, this);
    phone.unread = 0;
    phone.tab = this.tab(phone);
    phone.root.addEventListener("pointerdown", () => this.choose(phone, { quietly: true }));
    phone.root.addEventListener("focusin", () => this.choose(phone, { quietly: true }));
    this.phones.push(phone);
    this.root.append(phone.root);
    this.tabs.append(phone.tab);
    return phone;
  }

  openNew(name) {
    this.closeMenu();
    const there = this.phones.find((phone) => sameAs(phone.person.id) === sameAs(name));
    const phone = there || this.open(name);
    if (!there) phone.read();
    this.keep();
    this.choose(phone);
  }

  close(phone) {
    if (this.phones.length === 1) return;
    const place = this.phones.indexOf(phone);
    this.phones.splice(place, 1);
    phone.root.remove();
    phone.tab.remove();
    this.keep();
    this.choose(this.phones[Math.max(0, place - 1)]);
  }

  // A new beginning is told on the three phones.
  reset() {
    for (const phone of this.phones.slice()) {
      phone.root.remove();
      phone.tab.remove();
    }
    this.phones = [];
    this.invitation = null;
    for (const { id } of PEOPLE) this.open(id);
    this.keep();
    this.choose(this.phones[0], { quietly: true });
  }

  // `quietly`: the person is there already, nothing has to move.
  choose(chosen, { quietly = false } = {}) {
    this.chosen = chosen;
    for (const phone of this.phones) {
      phone.root.classList.toggle("chosen", phone === chosen);
      phone.tab.setAttribute("aria-selected", String(phone === chosen));
      phone.tab.tabIndex = phone === chosen ? 0 : -1;
    }
    this.mark(chosen, 0);
    if (quietly) return;
    chosen.root.scrollIntoView({ inline: "nearest", block: "nearest" });
    chosen.tab.scrollIntoView({ inline: "nearest", block: "nearest" });
    chosen.log.scrollDown();
    chosen.writing.field.focus({ preventScroll: true });
  }

  tab(phone) {
    const face = element("span", "face", find(".face", phone.root).textContent);
    const made = button([face, element("span", "", phone.person.name), element("b", "unread")], () => this.choose(phone));
    made.dataset.person = phone.person.id;
    made.dataset.hue = phone.person.hue;
    made.setAttribute("role", "tab");
    return made;
  }

  onKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const place = this.phones.indexOf(this.chosen) + step;
    const next = this.phones[(place + this.phones.length) % this.phones.length];
    this.choose(next, { quietly: true });
    next.tab.focus();
  }

  async offerKnown() {
    if (!find("#add").open) return;
    find("#name").focus();
    const { people } = await call("/simulator/people");
    const closed = people.filter((name) => !this.phones.some((phone) => sameAs(phone.person.id) === sameAs(name)));
    const offered = closed.map((name) => button(nameOf(name), () => this.openNew(name)));
    find("#known").replaceChildren(...offered);
  }

  keep() {
    localStorage.setItem(MEMORY, JSON.stringify(this.phones.map((phone) => phone.person.id)));
  }

  // What phones tell

  news(phone, count) {
    const seen = phone === this.chosen && document.hasFocus() && phone.log.atBottom();
    if (!seen) this.mark(phone, phone.unread + count);
  }

  mark(phone, unread) {
    phone.unread = unread;
    for (const badge of [find(".unread", phone.tab), find(".unread", phone.root)]) {
      badge.textContent = unread || "";
      badge.setAttribute("aria-label", unread ? `${unread} pesan baru` : "");
    }
  }

  // A code came to the phone `by`: just now, or `at` if it was there before; `whose` says for whom, if that is known.
  invited(code, at, by, whose) {
    if (at && this.invitation?.at > at) return;
    this.invitation = { code, at, by, whose };
    for (const phone of this.phones) if (phone !== by && phone.era !== undefined) phone.suggest();
  }

  // What was before a new beginning, whoever made it, is over.
  begun(era) {
    if (this.era !== era) this.invitation = null;
    this.era = era;
  }

  codeFor(phone) {
    const { code = "", by, whose = phone.person.id } = this.invitation || {};
    return by !== phone && whose === phone.person.id ? code : "";
  }

  received() {
    return this.phones.reduce((sum, phone) => sum + phone.received, 0);
  }

  read() {
    return Promise.all(this.phones.map((phone) => phone.read()));
  }
}

const nameOf = (id) => PEOPLE.find((person) => person.id === sameAs(id))?.name || id;

function remembered() {
  try {
    const ids = JSON.parse(localStorage.getItem(MEMORY));
    if (Array.isArray(ids) && ids.length && ids.every((id) => typeof id === "string")) return ids;
  } catch {
    // What cannot be read is as good as nothing.
  }
  return PEOPLE.map((person) => person.id);
}
