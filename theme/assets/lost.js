// @ts-nocheck
// The page for addresses that are not there: make the most of what the address itself says.
const here = document.querySelector("script[data-root]");
const root = new URL(here.dataset.root.replace(/\.?$/, ""), location.href).pathname;
const path = location.pathname.startsWith(root) ? location.pathname.slice(root.length) : "";
const steps = path.replace(/\/?(index\.html?)?$/i, "").split("/").filter(Boolean);

// What it was about comes first, and the rest of the list goes.
const kind = /\.(json|svg|png)$/i.test(path) && steps[0] !== "assets" ? "badge" : steps[0];
const said = document.querySelector(`[data-lost="${CSS.escape(kind || "")}"]`);
if (said) {
  for (const other of document.querySelectorAll("[data-lost]")) other.hidden = other !== said;
}

// The words of an old address are a good search.
const input = document.getElementById("lost-q");
if (kind === "catalog" && steps.length > 1) {
  input.value = steps[steps.length - 1].replace(/\.\w+$/, "").replace(/[-_]+/g, " ").slice(0, 80);
}

// The same address as this site writes it, or the page above; offered only where it is there.
async function isThere(address) {
  try {
    return (await fetch(address, { method: "HEAD" })).ok;
  } catch (error) {
    return false;
  }
}
const plain = steps.map((step) => step.toLowerCase().replace(/_/g, "-"));
const nearer = [plain, plain.slice(0, -1)]
  .filter((way) => way.length > 1)
  .map((way) => root + way.join("/") + "/")
  .filter((address) => address !== location.pathname);
const offer = document.querySelector("[data-lost-nearer]");
for (const address of nearer) {
  if (kind !== "badge" && (await isThere(address))) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = address;
    offer.append("This may be what you want: ", link);
    break;
  }
}
