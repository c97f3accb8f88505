// Finding and making elements, saying things, handing over files. Text never becomes HTML here.

/**
 * @typedef {Node | string | number | null | undefined | false | Child[]} Child
 * @typedef {string | number | boolean | null | undefined | ((event: Event) => unknown)} Attribute
 * @typedef {Record<string, Attribute>} Attributes
 */

/**
 * The first element that fits, or null.
 * @template {Element} E
 * @param {string} selector
 * @param {new () => E} type
 * @param {ParentNode} within
 * @returns {E | null}
 */
export function maybe(selector, type, within = document) {
  const found = within.querySelector(selector);
  return found instanceof type ? found : null;
}

/**
 * The first element that fits, where the page surely has one.
 * @template {Element} E
 * @param {string} selector
 * @param {new () => E} type
 * @param {ParentNode} within
 * @returns {E}
 */
export function the(selector, type, within = document) {
  const found = maybe(selector, type, within);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

/**
 * All elements that fit.
 * @template {Element} E
 * @param {string} selector
 * @param {new () => E} type
 * @param {ParentNode} within
 * @returns {E[]}
 */
export function all(selector, type, within = document) {
  return [...within.querySelectorAll(selector)].flatMap((found) =>
    found instanceof type ? [found] : [],
  );
}

/**
 * The element around the place of an event that fits `selector`.
 * @param {Event} event
 * @param {string} selector
 */
export function around(event, selector) {
  const found = event.target instanceof Element ? event.target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
}

/**
 * Children as what an element takes: what is null, undefined or false is left out.
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
export function nodes(children) {
  return children.flatMap((child) => {
    if (child === null || child === undefined || child === false) return [];
    if (Array.isArray(child)) return nodes(child);
    return [child instanceof Node ? child : String(child)];
  });
}

/**
 * h("p", {class: "x", onclick: act}, "words", element): an element with attributes and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} attributes
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") made.addEventListener(name.slice("on".length), value);
    else if (name === "value" || name === "checked") Object.assign(made, { [name]: value });
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...nodes(children));
  return made;
}

/**
 * Says a sentence to those who listen and do not look; the same one twice is said twice.
 * @param {string} sentence
 */
export function say(sentence) {
  const place = document.querySelector("[data-said]");
  if (!place) return;
  place.textContent = "";
  setTimeout(() => {
    place.textContent = sentence;
  }, 50);
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string | Blob} text
 */
export function handOver(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * @param {"warn" | "info" | "good"} kind
 * @param {string} sentence
 * @param {Child[]} actions
 */
export function notice(kind, sentence, ...actions) {
  return h(
    "div",
    { class: `cf-notice cf-notice--${kind}`, role: kind === "warn" ? "alert" : "status" },
    h(
      "div",
      {},
      h("p", {}, sentence),
      actions.length > 0 && h("p", { class: "cf-actions" }, ...actions),
    ),
  );
}

/**
 * @param {string} words
 * @param {((event: Event) => unknown) | null} act
 * @param {Attributes} attributes
 */
export function button(words, act, attributes = {}) {
  return h("button", { type: "button", class: "cf-button", onclick: act, ...attributes }, words);
}
