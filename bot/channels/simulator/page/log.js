// What is seen on a phone, in order, with the days between.

import { button, element, icon } from "./element.js";
import { dayInWords, dayOf } from "./time.js";

const NEAR = 80;
const before = ([n, k], [m, l]) => n < m || (n === m && k < l);

export class Log {
  constructor(root) {
    this.root = root;
    this.jump = button([icon("down"), element("span", "sr", "Ke pesan terbaru")], () => this.scrollDown(), "jump");
    this.root.addEventListener("scroll", () => { if (this.size === this.sizeNow()) this.jump.hidden = this.atBottom(); });
    // Where somebody stood at the end they stay there, also if a keyboard opens or a phone gets narrower.
    new ResizeObserver(() => {
      this.size = this.sizeNow();
      if (this.low) this.scrollDown();
    }).observe(this.root);
    this.root.addEventListener("load", () => { if (this.low) this.scrollDown(); }, true);
    this.begin();
  }

  sizeNow() {
    return `${this.root.clientWidth} ${this.root.clientHeight}`;
  }

  begin() {
    this.low = true;
    this.items = []; // in the order shown: {key: [n, k], day, node, chip}
    this.hello = element("p", "hello", "Belum ada pesan. Tulis saja, seperti mengobrol biasa.");
    this.typing = element("p", "typing", element("span", "sr", "Carik menulis"));
    this.typing.append(element("i"), element("i"), element("i"));
    this.typing.hidden = true;
    this.jump.hidden = true;
    this.tail = element("div", "tail", this.typing, this.jump); // what is under way, below all that is settled
    this.root.replaceChildren(this.hello, this.tail);
  }

  put(key, at, node) {
    const low = this.atBottom();
    let place = this.items.length;
    while (place > 0 && before(key, this.items[place - 1].key)) place -= 1;
    const next = this.items[place];
    this.root.insertBefore(node, next ? next.chip || next.node : this.tail);
    this.items.splice(place, 0, { key, day: dayOf(at), node, chip: null });
    this.dateChip(place);
    if (next) this.dateChip(place + 1);
    this.hello.hidden = true;
    if (low) this.scrollDown();
    else this.jump.hidden = false;
  }

  // Words that are on their way.
  hold(node) {
    this.tail.insertBefore(node, this.typing);
    this.hello.hidden = true;
    this.scrollDown();
  }

  dateChip(place) {
    const item = this.items[place];
    item.chip?.remove();
    item.chip = place && this.items[place - 1].day === item.day ? null : element("p", "date", dayInWords(item.day));
    if (item.chip) this.root.insertBefore(item.chip, item.node);
  }

  wait(waiting) {
    this.typing.hidden = !waiting;
    this.scrollDown();
  }

  atBottom() {
    this.low = this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < NEAR;
    return this.low;
  }

  scrollDown() {
    this.low = true;
    this.jump.hidden = true;
    this.root.scrollTop = this.root.scrollHeight;
  }
}
