// The page: three phones, a clock and a new beginning, all through the JSON interface that scripts use too.
// Whatever people or the product wrote is set as text, never as HTML.
"use strict";

const PEOPLE = [
  { id: "sri", name: "Bu Sri", role: "sekretaris", face: "S" },
  { id: "tini", name: "Bu Tini", role: "anggota", face: "T" },
  { id: "nurul", name: "Mbak Nurul", role: "pendamping", face: "N" },
];
const SUGGESTIONS = {
  demo: [
    { person: "sri", text: "daftar bu siti aminah 45 th" },
    { person: "sri", text: "wingi kumpulan omahe bu sri, hadir semua kecuali bu tini izin" },
    { person: "nurul", text: "sudah siap jadi koperasi?" },
  ],
};
const SECOND = 1000;
const DAYS = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];
const PASARAN = ["Legi", "Pahing", "Pon", "Wage", "Kliwon"];
const MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
  "November", "Desember"];
const ORDINAL_OF_1970 = 719163;
const TAGS = { reminder: "Pengingat", alert: "Kabar penting" };
const WITHOUT_WORDS = { sticker: "(stiker)", voice: "(pesan suara)", photo: "(foto)" };

// ---- Small tools

const find = (selector, within = document) => within.querySelector(selector);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function element(tag, kind, text) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}

function button(label, act) {
  const made = element("button", "", label);
  made.type = "button";
  made.addEventListener("click", () => act(made));
  return made;
}

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(path, body) {
  const options = body && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  const answer = await fetch(path, options);
  const content = await answer.json();
  if (!answer.ok) throw new Refused(answer.status, content.error);
  return content;
}

function notify(words) {
  const notice = find("#notice");
  notice.textContent = words;
  notice.hidden = !words;
}

// ---- Time, read off the text as it was sent: the phones' zone, not the browser's

const dayOf = (at) => at.slice(0, 10);
const timeOf = (at) => at.slice(11, 16).replace(":", ".");

function dayInWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  const since1970 = Date.UTC(year, month - 1, date) / 86400000;
  const weekday = DAYS[(since1970 + 4) % 7];
  const pasaran = PASARAN[(since1970 + ORDINAL_OF_1970) % 5];
  return `${weekday} ${pasaran}, ${date} ${MONTHS[month - 1]} ${year}`;
}

function showClock(at) {
  find("#day").textContent = dayInWords(dayOf(at));
  find("#time").textContent = `pukul ${timeOf(at)} WIB`;
  find("#now").dataset.now = at;
}

// ---- A phone

class Phone {
  constructor(person) {
    this.person = person;
    this.root = find("#phone").content.firstElementChild.cloneNode(true);
    this.root.classList.add(person.id);
    this.root.id = `phone-${person.id}`;
    this.root.dataset.person = person.id;
    this.root.setAttribute("aria-label", `HP ${person.name}`);
    find(".face", this.root).textContent = person.face;
    find("h2", this.root).textContent = person.name;
    find(".role", this.root).textContent = person.role;
    this.log = find(".log", this.root);
    this.field = find("textarea", this.root);
    this.field.setAttribute("aria-label", `Pesan dari ${person.name}`);
    this.field.addEventListener("input", () => this.fitField());
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    find("form", this.root).addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.reading = Promise.resolve();
    this.begin();
  }

  begin(era) {
    this.era = era;
    this.received = 0;
    this.said = 0;
    this.items = []; // in the order shown: {key: [n, k], day, node, chip}
    this.pending = new Map(); // update id -> node
    this.waiting = 0;
    this.hello = element("p", "hello", "Belum ada pesan. Tulis saja, seperti mengobrol biasa.");
    this.tail = element("div", "tail"); // what is under way, below all that is settled
    this.typing = element("p", "typing", "Carik menulis");
    this.typing.hidden = true;
    this.tail.append(this.typing);
    this.log.replaceChildren(this.hello, this.tail);
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
      call(`/simulator/said?person=${who}&after=${this.said}`),
    ]);
    const first = this.era === undefined;
    if (said.era !== this.era) {
      this.begin(said.era);
      if (!first) {
        await this.readNow();
        return;
      }
    }
    for (const words of said.said) this.showSaid(words);
    for (const message of heard.messages) this.showReceived(message);
    if (heard.messages.length && !first) news(this);
  }

  showSaid(words) {
    this.said = words.k;
    this.pending.get(words.update)?.remove();
    this.pending.delete(words.update);
    const node = this.mine(words.text || WITHOUT_WORDS[words.kind] || " ", words.kind === "tap");
    find(".at", node).textContent = timeOf(words.at);
    this.put([words.after, words.k], words.at, node);
  }

  showReceived(message) {
    this.received = message.n;
    const node = element("article", `bubble ${message.kind}`);
    const words = element("div", "words");
    if (TAGS[message.kind]) words.append(element("span", "tag", TAGS[message.kind]));
    words.append(element("div", "text", message.text), element("span", "at", timeOf(message.at)));
    node.append(words);
    node.dataset.n = message.n;
    if (message.buttons.length) node.append(this.buttons(message.buttons));
    this.put([message.n, 0], message.at, node);
  }

  buttons(offered) {
    const row = element("div", "buttons");
    for (const { id, label } of offered) row.append(button(label, () => this.say({ tap: id }, label)));
    return row;
  }

  mine(text, tapped) {
    const node = element("article", `bubble mine${tapped ? " tapped" : ""}`);
    const words = element("div", "words");
    words.append(element("div", "text", text), element("span", "at", ""));
    node.append(words);
    return node;
  }

  put(key, at, node) {
    const low = this.atBottom();
    let place = this.items.length;
    while (place > 0 && before(key, this.items[place - 1].key)) place -= 1;
    const next = this.items[place];
    this.log.insertBefore(node, next ? next.chip || next.node : this.tail);
    this.items.splice(place, 0, { key, day: dayOf(at), node, chip: null });
    this.dateChip(place);
    if (next) this.dateChip(place + 1);
    this.hello.hidden = true;
    if (low) this.scrollDown();
  }

  dateChip(place) {
    const item = this.items[place];
    item.chip?.remove();
    item.chip = place && this.items[place - 1].day === item.day ? null : element("p", "date", dayInWords(item.day));
    if (item.chip) this.log.insertBefore(item.chip, item.node);
  }

  atBottom() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
  }

  scrollDown() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  wait(more) {
    this.waiting = Math.max(0, this.waiting + more);
    this.typing.hidden = !this.waiting;
    this.scrollDown();
  }

  // Saying

  onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.field.value.trim();
    if (!text) return;
    this.write("");
    this.say({ text }, text);
  }

  write(text) {
    this.field.value = text;
    this.fitField();
  }

  fitField() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  say(what, shown) {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0"));
    const body = { person: this.person.id, id: id.join(""), ...what };
    const node = this.mine(shown, "tap" in what);
    node.classList.add("pending");
    this.pending.set(body.id, node);
    this.tail.insertBefore(node, this.typing);
    this.hello.hidden = true;
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

  offerAgain(body, node) {
    if (!node.isConnected) return; // it got through, only the answer did not
    const fault = element("div", "fault", "Belum terkirim. ");
    fault.append(button("Kirim lagi", () => {
      fault.remove();
      this.deliver(body, node); // the same id: sent twice is said once
    }));
    node.append(fault);
  }
}

const before = ([n, k], [m, l]) => n < m || (n === m && k < l);

// ---- The page

const phones = PEOPLE.map((person) => new Phone(person));
const phoneOf = (id) => phones.find((phone) => phone.person.id === id);
const tabOf = (phone) => find(`#tab-${phone.person.id}`);

function choose(chosen) {
  for (const phone of phones) {
    phone.root.classList.toggle("chosen", phone === chosen);
    tabOf(phone).setAttribute("aria-selected", String(phone === chosen));
  }
  tabOf(chosen).classList.remove("news");
  chosen.scrollDown();
}

function news(phone) {
  if (!phone.root.classList.contains("chosen")) tabOf(phone).classList.add("news");
}

function tab(phone) {
  const made = button(phone.person.name, () => choose(phone));
  made.id = `tab-${phone.person.id}`;
  made.setAttribute("role", "tab");
  made.setAttribute("aria-controls", phone.root.id);
  return made;
}

function suggest(suggestions) {
  find("#suggestions").replaceChildren(...suggestions.map(({ person, text }) => {
    const phone = phoneOf(person);
    const made = button("", () => {
      choose(phone);
      phone.write(text);
      phone.field.focus();
    });
    made.append(element("b", "", phone.person.name), ` ${text}`);
    const item = element("li");
    item.append(made);
    return item;
  }));
}

const EMPTY_STORY = (code) => [
  { person: "sri", text: "mau bikin kelompok" },
  { person: "sri", text: "carane piye?" },
  { person: "nurul", text: code ? `/start ${code}` : "sudah siap jadi koperasi?" },
];

async function alone(act, refused) {
  const controls = document.querySelectorAll(".moves button, .choices button");
  controls.forEach((control) => { control.disabled = true; });
  try {
    notify("Sebentar…");
    notify((await act()) || "");
    await refresh();
  } catch (error) {
    notify(error.status === 409 ? refused : "Belum bisa. Coba lagi sebentar lagi.");
  } finally {
    controls.forEach((control) => { control.disabled = false; });
  }
}

function forward(duration) {
  return alone(
    async () => { showClock((await call("/simulator/clock", { forward: duration })).now); },
    "Jam tidak bisa dimajukan: Carik sedang dipakai sungguhan.",
  );
}

function reset(scenario) {
  find(".again").open = false;
  return alone(async () => {
    const code = (await call("/simulator/reset", { scenario })).facilitator_code;
    suggest(scenario === "demo" ? SUGGESTIONS.demo : EMPTY_STORY(code));
    return code ? `Kode untuk pendamping pertama: ${code}` : "";
  }, "Tidak bisa mulai lagi: Carik sedang dipakai sungguhan.");
}

async function refresh() {
  const [clock] = await Promise.all([call("/simulator/clock"), ...phones.map((phone) => phone.read())]);
  showClock(clock.now);
}

async function follow() {
  let lost = false;
  for (;;) {
    try {
      await refresh();
      if (lost) notify("");
      lost = false;
    } catch {
      lost = true;
      notify("Sambungan terputus. Ditunggu sebentar; yang sudah tersimpan tetap ada.");
    }
    await pause(document.hidden ? 5 * SECOND : SECOND);
  }
}

find("#phones").append(...phones.map((phone) => phone.root));
find("#tabs").append(...phones.map(tab));
choose(phones[0]);
suggest(SUGGESTIONS.demo);
for (const control of document.querySelectorAll("[data-forward]")) {
  control.addEventListener("click", () => forward(control.dataset.forward));
}
for (const control of document.querySelectorAll("[data-reset]")) {
  control.addEventListener("click", () => reset(control.dataset.reset));
}
follow();
