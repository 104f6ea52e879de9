// A phone: what one person says and receives.

import { mine, offerEdit, rewrite, theirs } from "./bubble.js";
import { call, freshId } from "./call.js";
import { button, element, find, iconButton } from "./element.js";
import { Log } from "./log.js";
import { suggestions } from "./suggestions.js";
import { Writing } from "./writing.js";

const SHOWN = { tap: "tap", contact: "contact" };
const CODE = /(?:\/start |[?&]start=)([A-Za-z0-9_-]+)/;

export class Phone {
  // `row` hears what happens here: news(phone, count), invited(code, at), close(phone).
  constructor(person, row) {
    this.person = person;
    this.row = row;
    this.root = find("#phone").content.firstElementChild.cloneNode(true);
    this.root.dataset.person = person.id;
    this.root.dataset.hue = person.hue;
    this.root.setAttribute("aria-label", `HP ${person.name}`);
    find(".face", this.root).textContent = person.name.replace(/^(Bu|Pak|Mbak|Mas) /, "").charAt(0).toUpperCase();
    find("h2", this.root).textContent = person.name;
    find(".role", this.root).textContent = person.role;
    find("header", this.root).append(iconButton("close", `Tutup HP ${person.name}`, () => row.close(this)));
    this.log = new Log(find(".log", this.root));
    this.hint = find(".hint", this.root);
    this.writing = new Writing(find("form", this.root), person.name, (what) => this.say(what), () => this.last);
    this.reading = Promise.resolve();
    this.begin();
  }

  begin(era) {
    this.era = era;
    this.received = 0;
    this.said = [];
    this.shown = new Map(); // k -> node, of what was said
    this.pending = new Map(); // update id -> node
    this.waiting = 0;
    this.last = null;
    this.turned = 0;
    this.log.begin();
  }

  // Reading

  read() {
    // One reading after another, so that a slow old answer never follows a new one.
    this.reading = this.reading.catch(() => {}).then(() => this.readNow());
    return this.reading;
  }

  async readNow() {
    const who = encodeURIComponent(this.person.id);
    const [heard, said] = await Promise.all([
      call(`/simulator/messages?person=${who}&after=${this.received}`),
      call(`/simulator/said?person=${who}&after=${this.said.length}`),
    ]);
    this.scenario = said.scenario;
    const first = this.era === undefined;
    if (said.era !== this.era) {
      this.row.begun(said.era);
      this.begin(said.era);
      if (!first) {
        await this.readNow();
        this.suggest();
        return;
      }
    }
    for (const words of said.said) this.showSaid(words);
    for (const message of heard.messages) this.showReceived(message, first);
    if (first || said.said.length || heard.messages.length) this.suggest();
    if (heard.messages.length && !first) this.row.news(this, heard.messages.length);
  }

  showSaid(words) {
    this.said.push(words.text);
    this.pending.get(words.update)?.remove();
    this.pending.delete(words.update);
    const first = this.shown.get(words.edits);
    if (first) {
      rewrite(first, words.text);
      first.classList.remove("pending");
      if (this.last?.k === words.edits) this.last.text = words.text;
      return;
    }
    const node = mine(words.kind, words.text, words.at);
    this.shown.set(words.k, node);
    this.log.put([words.after, words.k], words.at, node);
    if (words.kind === "text") this.changeable(words, node);
  }

  changeable({ k, text }, node) {
    this.pencil?.remove();
    this.last = { k, text };
    this.pencil = offerEdit(node, () => this.writing.change());
  }

  showReceived(message, first) {
    this.received = message.n;
    const node = theirs(message, {
      tap: (id, label) => this.say({ tap: id }, label),
      share: (number) => this.say({ contact: number }),
    });
    if (!first) node.classList.add("fresh");
    this.log.put([message.n, 0], message.at, node);
    const code = CODE.exec(message.text);
    if (code) this.row.invited(code[1], first ? message.at : "", this);
  }

  // Saying

  // `what` is the body of a `say`; `label` what is seen of it where it has no words of its own.
  say(what, label = what.text || what.contact || "") {
    const body = { person: this.person.id, id: freshId(), ...what };
    const first = this.shown.get(what.edited);
    const kind = what.kind || Object.keys(SHOWN).find((key) => key in what) || "text";
    const node = first || mine(kind, label, "");
    node.classList.add("pending");
    if (!first) {
      this.pending.set(body.id, node);
      this.log.hold(node);
    }
    return this.deliver(body, node);
  }

  async deliver(body, node) {
    this.wait(+1);
    try {
      await call("/simulator/say", body);
      await this.read();
    } catch (error) {
      if (error.status !== 504) this.offerAgain(body, node); // after a 504 the turn goes on
    } finally {
      this.wait(-1);
    }
  }

  wait(more) {
    this.waiting = Math.max(0, this.waiting + more);
    this.log.wait(this.waiting);
  }

  offerAgain(body, node) {
    if (!node.isConnected) return; // it got through, only the answer did not
    const again = button("Kirim lagi", () => {
      fault.remove();
      this.deliver(body, node); // the same id: sent twice is said once
    });
    const fault = element("div", "fault", "Belum terkirim. ", again);
    node.append(fault);
    this.log.scrollDown();
  }

  // What may be tried next

  suggest() {
    const found = suggestions(this.scenario, this.person.id, this.said, this.row.codeFor(this));
    const text = found.open[this.turned % found.open.length];
    this.hint.hidden = !text;
    if (!text) return;
    const count = found.told < found.of ? ` · ${found.told + 1} dari ${found.of}` : "";
    const other = button("Yang lain", () => {
      this.turned += 1;
      this.suggest();
    }, "other");
    other.hidden = found.open.length < 2;
    this.hint.replaceChildren(
      element("p", "", element("span", "", `Coba kirim${count}`), other),
      button(text, () => {
        this.turned = 0;
        this.say({ text });
      }, "suggestion"),
    );
    if (this.log.low) this.log.scrollDown();
  }
}
