// A suggestion to an issuer: what a reader searched for, carried into the message. Without it the
// links open a message that names nothing.
import { all, the } from "./dom.js";
import { fill } from "./wording.js";

const SAYS = {
  subject: "A micro-credential that is missing: {wanted}",
  body:
    "Hello,\n\nI looked in the catalog for this and found nothing that fits:\n\n{wanted}\n\n" +
    "The search was: {address}\n",
};

const place = the("[data-suggest]", HTMLElement);
const links = all("a[data-mail]", HTMLAnchorElement, place);
const catalog = new URL("../../catalog/", import.meta.url);

/** @param {string} wanted */
function carry(wanted) {
  catalog.search = String(new URLSearchParams({ q: wanted }));
  const values = { wanted, address: catalog.href };
  for (const link of links) {
    const subject = encodeURIComponent(fill(SAYS.subject, values));
    const body = encodeURIComponent(fill(SAYS.body, values));
    link.href = `mailto:${link.dataset.mail}?subject=${subject}&body=${body}`;
  }
}

const given = new URLSearchParams(location.search).get("wanted") ?? "";
const plain = new Map(links.map((link) => [link, link.href]));
const input = the("#wanted", HTMLInputElement);
input.value = given.trim().slice(0, input.maxLength);
const take = () => {
  const wanted = input.value.trim();
  if (wanted) carry(wanted);
  else for (const link of links) link.href = plain.get(link) ?? link.href;
};
input.addEventListener("input", take);
the("p", HTMLElement, place).hidden = !links.length;
if (links.length && given) take();
