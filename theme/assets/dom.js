// @ts-nocheck
// Making elements, saying things, handing over files. Text never becomes HTML here.

// h("p", {class: "x", onclick: act}, "words", element): an element with attributes and children.
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const count = (n, one, many = one + "s") => `${n} ${n === 1 ? one : many}`;

export function listed(words, last = "and") {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

// Said to those who listen and not look; the same sentence twice is said twice.
export function say(sentence) {
  const place = document.querySelector("[data-said]");
  if (!place) return;
  place.textContent = "";
  setTimeout(() => { place.textContent = sentence; }, 50);
}

// "2026-03-09" as "9 March 2026", the way the site writes dates.
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
export function dayInWords(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

// Today where the reader is, as "2026-03-09".
export function today() {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
}

export function handOver(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function notice(kind, sentence, ...actions) {
  return h("div", { class: `cf-notice cf-notice--${kind}`, role: kind === "warn" ? "alert" : "status" },
    h("div", {}, h("p", {}, sentence), actions.length ? h("p", { class: "cf-actions" }, ...actions) : null));
}

export function button(words, act, attributes = {}) {
  return h("button", { type: "button", class: "cf-button", onclick: act, ...attributes }, words);
}

const FACTS = new Map();
// The facts of a credential or stack: {facts} or {missing: true} (not in the catalog) or {failed: true}.
export function loadFacts(root, ref, kind = "credential") {
  const [issuer, id] = ref.split("/");
  const address = `${root}catalog/${issuer}/${kind === "stack" ? "stacks/" : ""}${id}/facts.json`;
  if (!FACTS.has(address)) {
    FACTS.set(address, fetch(address).then(
      async (answer) => (answer.ok ? { facts: await answer.json() } : { missing: answer.status === 404, failed: answer.status !== 404 }),
    ).catch(() => ({ failed: true })).then((found) => {
      if (found.failed) FACTS.delete(address); // so that another try may succeed
      return found;
    }));
  }
  return FACTS.get(address);
}
