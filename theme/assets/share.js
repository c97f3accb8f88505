// @ts-nocheck
// The share panel: what its embed file holds, laid out when somebody opens the panel.
// Without this script the panel has its plain links.

const panel = document.querySelector("details[data-share]");

function make(tag, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

function copyButton(label, copy, said) {
  const button = make("button", { type: "button", className: "cf-button", textContent: label });
  button.addEventListener("click", async () => {
    try {
      await copy();
      said.textContent = "Copied.";
    } catch {
      said.textContent = "Your browser does not let this page copy. Select the text and copy it.";
    }
  });
  return button;
}

// HTML for programs that take it, plain text for the others.
function copyBoth(html, text) {
  if (!window.ClipboardItem) return navigator.clipboard.writeText(html);
  const blob = (value, type) => new Blob([value], { type });
  return navigator.clipboard.write([
    new ClipboardItem({ "text/html": blob(html, "text/html"), "text/plain": blob(text, "text/plain") }),
  ]);
}

const NAMES = { badge: "Badge alone", card: "Card", wall: "All badges" };

function embedding(snippets) {
  const keys = Object.keys(snippets);
  const kinds = [...new Set(keys.map((key) => key.split("-")[0]))];
  const kind = make("select", { name: "kind" });
  for (const one of kinds) kind.append(make("option", { value: one, textContent: NAMES[one] || one }));
  const scheme = make("select", { name: "scheme" });
  for (const one of ["light", "dark"]) scheme.append(make("option", { value: one, textContent: one }));
  const code = make("textarea", { readOnly: true, rows: 5, spellcheck: false });
  const said = make("span");
  said.setAttribute("role", "status");
  const show = () => {
    scheme.disabled = kind.value === "badge";
    code.value = snippets[kind.value] || snippets[`${kind.value}-${scheme.value}`];
    said.textContent = "";
  };
  for (const one of [kind, scheme]) one.addEventListener("change", show);
  show();
  return make(
    "details",
    {},
    make("summary", { textContent: "Put it on a website" }),
    make("p", {}, make("label", {}, "What ", kind), " ", make("label", {}, "Colours ", scheme)),
    make("label", {}, "HTML", code),
    make("p", {}, copyButton("Copy the HTML", () => navigator.clipboard.writeText(code.value), said), " ", said),
  );
}

function signing(signature) {
  const said = make("span");
  said.setAttribute("role", "status");
  const text = make("textarea", { readOnly: true, rows: 4, value: signature.text, spellcheck: false });
  return make(
    "details",
    {},
    make("summary", { textContent: "Put it under your e-mails" }),
    make("label", {}, "As text", text),
    make("p", {}, copyButton("Copy the signature", () => copyBoth(signature.html, signature.text), said), " ", said),
  );
}

function mastodon(way) {
  const field = make("input", { name: "server", placeholder: "mastodon.example", autocomplete: "off", required: true });
  const said = make("span");
  said.setAttribute("role", "status");
  const form = make("form", { className: "cf-sharebox__server" }, make("label", {}, "Your Mastodon server ", field), make("button", { type: "submit", className: "cf-button", textContent: "Share" }), said);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const server = field.value.trim().replace(/^https?:\/\//, "").replace(/\/.*$/, "");
    if (!/^[a-z0-9.-]+\.[a-z]{2,}$/i.test(server)) {
      said.textContent = "Write the server's name, such as mastodon.example.";
      field.focus();
      return;
    }
    open(`https://${server}${way}`, "_blank", "noopener");
  });
  return make("details", {}, make("summary", { textContent: "Share on Mastodon" }), form);
}

async function fill() {
  const inside = panel.querySelector(".cf-sharebox__in");
  const waiting = make("p", { textContent: "One moment" });
  waiting.setAttribute("role", "status");
  inside.append(waiting);
  try {
    const answer = await fetch(panel.dataset.share);
    if (!answer.ok) throw new Error(String(answer.status));
    const { credfolio } = await answer.json();
    waiting.remove();
    inside.append(mastodon(panel.dataset.mastodon), embedding(credfolio.snippets), signing(credfolio.signature));
  } catch {
    waiting.textContent = "The rest could not be loaded. Close this and open it again.";
    panel.addEventListener("toggle", () => { if (panel.open) { waiting.remove(); fill(); } }, { once: true });
  }
}

if (panel) {
  let begun = false;
  panel.addEventListener("toggle", () => {
    if (panel.open && !begun) {
      begun = true;
      fill();
    }
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) {
      panel.open = false;
      panel.querySelector("summary").focus();
    }
  });
}
