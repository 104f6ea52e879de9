// Making elements. Whatever people or the product wrote is set as text, never as HTML.

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  send: "M3 20.5 22 12 3 3.5v6.6L15 12 3 13.9z",
  more: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  close: "m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z",
  pencil: "M4 16.7V20h3.3L17.4 9.9l-3.3-3.3zM20 7.3a1 1 0 0 0 0-1.3l-2-2a1 1 0 0 0-1.3 0l-1.5 1.5 3.3 3.3z",
  down: "m12 16.5-7-7L6.4 8l5.6 5.6L17.6 8 19 9.5z",
  file: "M6 2h8l5 5v15H6zm7 1.8V8h4.2zM9 12v1.6h7V12zm0 4v1.6h7V16z",
  number: "M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4c0-1.1.9-2 2-2zm0 3v12h10V5zm4 13.6v1.6h2v-1.6z",
  sticker: "M12 3a9 9 0 1 0 0 18c1 0 8.9-7.6 9-9a9 9 0 0 0-9-9zM8.8 9.5a1.3 1.3 0 1 1 0 .1zm4 0a1.3 1.3 0 1 1 "
    + "0 .1zM8 13.5h8a4 4 0 0 1-8 0z",
  voice: "M12 2a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V5a3 3 0 0 1 3-3zM5.5 11h1.7a4.8 4.8 0 0 0 9.6 0h1.7a6.5 6.5 0 0 1-5.6 "
    + "6.4V21h-1.8v-3.6A6.5 6.5 0 0 1 5.5 11z",
  photo: "M4 6h4l1.5-2h5L16 6h4a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zm8 3a4 4 0 1 0 0 8 "
    + "4 4 0 0 0 0-8z",
};

export const find = (selector, within = document) => within.querySelector(selector);

export function element(tag, kind, ...inside) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  made.append(...inside);
  return made;
}

export function button(inside, act, kind = "") {
  const made = element("button", kind, ...[inside].flat());
  made.type = "button";
  made.addEventListener("click", () => act(made));
  return made;
}

// A button that shows only a picture says its name to those who do not see it.
export function iconButton(name, label, act, kind = "icon") {
  const made = button(icon(name), act, kind);
  made.setAttribute("aria-label", label);
  made.title = label;
  return made;
}

export function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": true })) {
    picture.setAttribute(key, value);
  }
  path.setAttribute("d", PATHS[name]);
  path.setAttribute("fill", "currentColor");
  path.setAttribute("fill-rule", "evenodd");
  picture.append(path);
  return picture;
}

// A small menu: closed by Escape, by a click elsewhere, or by what was chosen in it.
export function menu(details) {
  const close = () => { details.open = false; };
  document.addEventListener("click", (event) => { if (!details.contains(event.target)) close(); });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    close();
    find("summary", details).focus();
  });
  return close;
}
