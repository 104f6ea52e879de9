// Where a person writes: a field, a small menu of things without words, and the changing of what was sent last.

import { button, element, find, icon, iconButton, menu } from "./element.js";

const THINGS = [["sticker", "Stiker"], ["voice", "Pesan suara"], ["photo", "Foto"]];

export class Writing {
  // `say(what, text)` sends; `last()` is what was written last: {k, text}, or nothing.
  constructor(root, name, say, last) {
    Object.assign(this, { root, say, last, changing: null });
    this.field = find("textarea", root);
    this.field.setAttribute("aria-label", `Pesan dari ${name}`);
    this.field.addEventListener("input", () => this.fit());
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.bar = find(".changing", root);
    this.bar.append(icon("pencil"), element("span", "", "Mengubah pesan"),
      iconButton("close", "Tidak jadi", () => this.leave()));
    this.things();
  }

  things() {
    const details = find("details", this.root);
    const close = menu(details);
    const send = (kind) => {
      close();
      this.say({ kind, text: kind === "photo" ? this.take() : "" });
      this.field.focus();
    };
    find(".choices", details).append(...THINGS.map(([kind, label]) => button([icon(kind), label], () => send(kind))));
  }

  onKey(event) {
    if (event.key === "Escape" && this.changing) this.leave();
    if (event.key === "ArrowUp" && !this.field.value) this.change(event);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.field.value.trim();
    const changed = this.changing;
    if (!text) return;
    this.leave();
    if (!changed) this.say({ text });
    else if (text !== changed.text) this.say({ edited: changed.k, text });
  }

  change(event) {
    const last = this.last();
    if (!last) return;
    event?.preventDefault();
    this.changing = last;
    this.bar.hidden = false;
    this.write(last.text);
    this.field.focus();
  }

  leave() {
    this.changing = null;
    this.bar.hidden = true;
    this.write("");
  }

  take() {
    const text = this.field.value.trim();
    this.leave();
    return text;
  }

  write(text) {
    this.field.value = text;
    this.fit();
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }
}
