// The JSON interface, which scripts use too.

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function call(path, body) {
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

export function freshId() {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(12)));
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
