// The preview of a proposal: files that somebody else wrote, fetched when the reader says so, and
// shown under a band that says what they are. Text never becomes HTML here.

import { today } from "../theme/assets/dates.js";
import { button, h, notice, say, the } from "../theme/assets/dom.js";
import { count, fill } from "../theme/assets/wording.js";
import { check } from "./builder/check.js";
import { definitionOf } from "./builder/kinds/award.js";
import { readYaml } from "./builder/record.js";
import { speakWith, summaryOf } from "./builder/said.js";
import { loadPreviews, preview, rootOf } from "./preview/preview.js";
import { asked, placeOf, rawAddress, takenApart } from "./proposal/address.js";
import { changedSections, changesOf } from "./proposal/changes.js";
import { FAILED, fetched } from "./proposal/fetched.js";

/**
 * @import { Name } from "./builder/check.js"
 * @import { FormData } from "./builder/form.js"
 * @import { WrittenMap } from "./builder/record.js"
 * @import { Finding } from "./builder/said.js"
 * @import { PageData } from "./preview/page.js"
 * @import { Kind, Proposed } from "./proposal/address.js"
 * @import { Change } from "./proposal/changes.js"
 * @typedef {{kind: Kind, given: Record<string, string>}} Place
 */

const WORDS = { found: "{message}. {fix}", foundAt: "Line {line}: {message}. {fix}" };
const AT_ONCE = 4;
const MOST_SHOWN = 600; // characters of a text in the comparison
const page = the("[data-proposal]", HTMLElement);
const { raw: template = "", forge = "", repo: own = "", site = "", pulls = "" } = page.dataset;
/** @param {string} name */
const at = (name) => the(`[data-${name}]`, HTMLElement, page);
/** @param {string} text */
const short = (text) =>
  [...text].length > MOST_SHOWN ? `${[...text].slice(0, MOST_SHOWN).join("")}…` : text;
/**
 * @param {string} href
 * @param {string} words
 */
const outside = (href, words) => h("a", { href, rel: "nofollow noopener noreferrer" }, words);

/** @param {Proposed} from */
function band(from) {
  const owner = from.repo.split("/")[0];
  const commit = from.commit ? from.commit.slice(0, 12) : "the current state";
  return h(
    "div",
    { class: "cf-proposal__band", role: "region", "aria-label": "What this is" },
    h(
      "p",
      {},
      h("strong", {}, "A proposal. "),
      `Not published, not checked by ${site}. `,
      h(
        "span",
        { class: "cf-proposal__from" },
        from.repo === own
          ? `From ${from.repo}, where a commit can be anybody's; commit ${commit}. `
          : `By ${owner}, from ${from.repo}; commit ${commit}. `,
      ),
      "Anybody can make a link like this one.",
    ),
    from.pull && pulls
      ? h("p", {}, outside(`${pulls}${from.pull}`, `Back to proposal ${from.pull}`))
      : null,
  );
}

/** @param {Finding[]} found */
function problemList(found) {
  if (!found.length)
    return h(
      "p",
      { class: "cf-proposal__clear" },
      "This file alone has nothing to put right. The check under the proposal looks at the rest.",
    );
  return h(
    "details",
    {
      open: found.some((one) => one.severity === "error"),
      class: "cf-notice cf-notice--warn cf-proposal__problems",
    },
    h("summary", {}, summaryOf(found)),
    h(
      "ul",
      {},
      found.map(({ rule, line = 0, message, fix }) =>
        h(
          "li",
          { "data-rule": rule },
          short(fill(line ? WORDS.foundAt : WORDS.found, { line, message, fix })),
        ),
      ),
    ),
  );
}

/** @param {Change[]} changes */
function comparison(changes) {
  if (!changes.length)
    return h("p", { class: "cf-muted" }, "It says the same as the published version.");
  const [added, gone] = ["Added", "Taken away"];
  return h(
    "details",
    { open: true, class: "cf-proposal__changes" },
    h("summary", {}, `${count(changes.length, "difference")} from the published version`),
    h(
      "dl",
      { class: "cf-dl" },
      changes.map(({ where, before, after }) =>
        h(
          "div",
          {},
          h("dt", {}, where),
          h(
            "dd",
            {},
            before
              ? h(
                  "del",
                  {},
                  h("span", { class: "cf-sr" }, after ? "Was: " : `${gone}: `),
                  short(before),
                )
              : null,
            after
              ? h(
                  "ins",
                  {},
                  h("span", { class: "cf-sr" }, before ? "Would be: " : `${added}: `),
                  short(after),
                )
              : null,
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {Place} place
 * @param {WrittenMap} data
 * @param {HTMLElement} sheet
 * @param {PageData} known
 */
async function compared(place, data, sheet, known) {
  if (place.kind !== "micro-credential")
    return h(
      "p",
      { class: "cf-muted" },
      "The site does not publish this kind of file as it was written, so there is nothing to " +
        "compare it with here.",
    );
  const ref = `${place.given.issuer}/${place.given.id}`;
  if (!Object.hasOwn(known.names.credentials, ref))
    return h("p", { class: "cf-muted" }, "It is new: nothing is published under this name yet.");
  const answer = await fetch(`${rootOf()}catalog/${ref}/definition.yml`).catch(() => null);
  const published = answer?.ok ? readYaml(await answer.text()).data : null;
  if (!published)
    return h(
      "p",
      { class: "cf-muted" },
      "The published version could not be read, so nothing is compared.",
    );
  const { issuer, id, ...before } = { ...published };
  const { issuer: _, id: __, ...after } = data;
  const changes = changesOf(before, after);
  for (const name of changedSections(changes)) {
    const section = sheet.querySelector(`section[id$="-${name}"]`);
    section?.classList.add("cf-proposal__changed");
    section?.querySelector("h2")?.append(" ", h("span", { class: "cf-proposal__mark" }, "changed"));
  }
  return h(
    "div",
    {},
    h("p", {}, h("a", { href: `${rootOf()}catalog/${ref}/` }, "The published page")),
    comparison(changes),
  );
}

// The form of a kind of record, with the command's words; each is fetched once.
/** @type {Record<Kind, [Name, string]>} */
const DOORS = {
  "micro-credential": ["credential", "credential"],
  award: ["award", "award"],
  educator: ["educator", "portfolio"],
};
/** @type {Map<Kind, Promise<{name: Name, form: FormData}>>} */
const forms = new Map();
/** @param {Kind} kind */
function formOf(kind) {
  const [name, door] = DOORS[kind];
  const before = forms.get(kind);
  if (before) return before;
  const asked = fetch(`${rootOf()}contribute/${door}/form.json`)
    .then((answer) => {
      if (!answer.ok) throw new Error(`form.json: ${answer.status}`);
      return answer.json();
    })
    .then((form) => ({ name, form }));
  forms.set(kind, asked);
  return asked;
}

/**
 * @param {Proposed} from
 * @param {string} path
 * @param {HTMLElement} into
 */
async function showFile(from, path, into) {
  const place = placeOf(path);
  const head = h("h2", {}, path);
  into.replaceChildren(head, h("p", { class: "cf-muted" }, "Being fetched."));
  if (!place) {
    into.replaceChildren(
      head,
      h(
        "p",
        { class: "cf-muted" },
        "There is no preview for this kind of file. Read it in the proposal.",
      ),
    );
    return "";
  }
  const { name, form } = await formOf(place.kind);
  speakWith(form.told);
  const address = rawAddress(template, from, path);
  const answer = address ? await fetched(address) : { problem: FAILED };
  if (answer.problem !== undefined) {
    into.replaceChildren(head, notice("warn", answer.problem));
    return "";
  }
  speakWith(form.told); // several files are shown at once, and each kind has patterns of its own
  const read = readYaml(answer.text);
  if (read.finding) {
    into.replaceChildren(head, problemList([read.finding]), source(answer.text));
    return "";
  }
  const data = { ...read.data, ...place.given };
  const { page: known } = await loadPreviews();
  const sheet = preview(place.kind, data);
  const definition = place.kind === "award" ? await definitionOf(read.data, form, rootOf()) : null;
  speakWith(form.told);
  const found = check(name, read.data, form, {
    today: today(),
    given: place.given,
    strict: true,
    definition,
  });
  into.replaceChildren(
    head,
    problemList(found),
    h("div", { "data-compared": "" }),
    frame(sheet),
    source(answer.text),
  );
  the("[data-compared]", HTMLElement, into).append(await compared(place, data, sheet, known));
  return typeof data.title === "string"
    ? data.title
    : typeof data.display_name === "string"
      ? data.display_name
      : "";
}

/**
 * The sheet bears its mark on every edge, so that no picture of a part of it can pass for the page.
 * @param {HTMLElement} sheet
 */
const frame = (sheet) =>
  h(
    "div",
    { class: "cf-proposal__frame" },
    h("p", { class: "cf-proposal__edge" }, "Proposal, not published"),
    sheet,
    h("p", { class: "cf-proposal__edge" }, "Proposal, not published"),
  );
/** @param {string} text */
const source = (text) =>
  h(
    "details",
    {},
    h("summary", {}, "The file as it was written"),
    h(
      "pre",
      { tabindex: "0", "aria-label": "The file", class: "cf-proposal__source" },
      h("code", {}, text),
    ),
  );

/** @param {Proposed} from */
async function show(from) {
  page.setAttribute("aria-busy", "true");
  at("ask").hidden = true;
  at("band").replaceChildren(band(from));
  document.body.classList.add("cf-is-proposal");
  document.title = `Proposal, not published · ${site}`;
  const places = from.files.map((path) =>
    h("section", { class: "cf-proposal__file", "data-file": path }),
  );
  const list =
    from.files.length > 1
      ? h(
          "nav",
          { "aria-label": "Files of the proposal" },
          h(
            "ol",
            {},
            from.files.map((path, n) => {
              places[n].id = `file-${n + 1}`;
              return h("li", {}, h("a", { href: `#file-${n + 1}` }, path));
            }),
          ),
        )
      : "";
  at("files").replaceChildren(list, ...places);
  const waiting = from.files.map((path, n) => ({ path, into: places[n] }));
  /** @type {string[]} */
  const titles = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      titles.push(
        await showFile(from, next.path, next.into).catch(() => {
          next?.into.append(notice("warn", "This file cannot be shown."));
          return "";
        }),
      );
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (from.files.length === 1 && titles[0])
    document.title = `Proposal, not published: ${titles[0].slice(0, 200)} · ${site}`;
  say(`${count(from.files.length, "file")} of a proposal shown`);
  page.setAttribute("aria-busy", "false");
}

/** @param {Proposed} from */
function offer(from) {
  const host = new URL(template).host;
  at("offer").replaceChildren(
    h(
      "p",
      {},
      `This shows ${count(from.files.length, "file")} that somebody proposes, from the ` +
        `repository ${from.repo}:`,
    ),
    h(
      "ul",
      {},
      from.files.map((path) => h("li", {}, h("code", {}, path))),
    ),
    h(
      "p",
      {},
      `Your browser will fetch ${from.files.length === 1 ? "it" : "them"} from ${host}, which ` +
        "will see your network address. Nothing has been fetched yet.",
    ),
    h(
      "p",
      { class: "cf-actions" },
      button(`Show the ${from.files.length === 1 ? "file" : "files"}`, () => show(from), {
        class: "cf-button cf-button--primary",
        "data-show": "",
      }),
    ),
  );
}

function begin() {
  const found = asked(location.search, { template, forge, own });
  if (found.problem !== undefined) at("offer").replaceChildren(notice("warn", found.problem));
  else if (found.files.length) offer(found);
  const address = the("[data-address]", HTMLInputElement, page);
  at("form").hidden = false;
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const parts = takenApart(address.value, template, forge);
    const named = parts
      ? asked(
          `?${new URLSearchParams({ repo: parts.repo, commit: parts.commit, file: parts.file })}`,
          { template, forge, own },
        )
      : null;
    if (!named || named.problem !== undefined) {
      at("offer").replaceChildren(
        notice(
          "warn",
          named?.problem ??
            "This is not the address of a file at one commit that this page may read.",
        ),
      );
      return;
    }
    offer(named);
    the("[data-show]", HTMLElement, at("offer")).focus();
  });
  page.setAttribute("aria-busy", "false");
}

begin();
