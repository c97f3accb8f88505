// A packet as a sheet to judge in: what was submitted on one side, the rubric on the other.
import { button, h, handOver } from "../../theme/assets/dom.js";
import { countWords, judgeWords } from "../../theme/assets/word-count.js";
import { fill } from "../../theme/assets/wording.js";
import { sizeInWords } from "../seal/sizes.js";
import { SAYS } from "./words.js";

/**
 * @import { Item, Limit, Packet, Part } from "./shape.js"
 * @import { Sheet } from "../assess/sheet.js"
 */

/**
 * The parts of a packet, in the form that `readSheet` of assess/ reads.
 * @param {Packet} packet
 * @param {Map<string, Blob>} files  by their names in the archive
 * @returns {Sheet}
 */
export function sheetOf(packet, files) {
  const { sheet } = packet;
  const form = h("form", {
    "data-ref": sheet.ref,
    "data-title": sheet.title,
    "data-version": sheet.version,
  });
  if (sheet.rule) form.append(h("p", { class: "cf-rule" }, sheet.rule));
  const kept = new Set(sheet.kept.map((one) => one.part));
  return {
    form,
    judging: sheet.judging,
    kept: sheet.kept,
    parts: sheet.parts.map((part) => partOf(packet, part, files, kept.has(part.number))),
  };
}

/**
 * @param {Packet} packet
 * @param {Part} part
 * @param {Map<string, Blob>} files
 * @param {boolean} isKept
 */
function partOf(packet, part, files, isKept) {
  const id = `part-${part.number}-title`;
  return h(
    "section",
    {
      class: "cf-part cf-packet",
      "data-part": part.number,
      "aria-labelledby": id,
      lang: packet.sheet.language,
    },
    h(
      "header",
      {},
      h("p", { class: "cf-part__number" }, `Part ${part.number}`),
      h("h2", { id }, part.title),
    ),
    h(
      "div",
      { class: "cf-packet__sides" },
      h(
        "div",
        { class: "cf-packet__work" },
        part.intro.map((one) => h("p", {}, one)),
        part.questions.map((asked) => [
          h(
            "div",
            { class: "cf-field__ask" },
            asked.label && h("strong", {}, `${asked.label}. `),
            asked.text,
          ),
          asked.more.length > 0 &&
            h("ul", { class: "cf-field__more" }, ...asked.more.map((one) => h("li", {}, one))),
          answer(packet.answers[asked.key] ?? "", asked.limit),
        ]),
        part.items.map((item) => itemOf(packet, part, item, files)),
        part.notes.map((one) => h("p", { class: "cf-note" }, one)),
      ),
      isKept
        ? h("p", { class: "cf-note" }, SAYS.kept)
        : judgeOf(part, packet.sheet.judging.minimum != null),
    ),
  );
}

/**
 * @param {string} text
 * @param {Limit | null} limit
 */
function answer(text, limit) {
  if (!text.trim()) {
    return h("div", { class: "cf-assess__answer" }, h("p", { class: "cf-muted" }, SAYS.nothing));
  }
  const judged = judgeWords(countWords(text), limit ?? {}, limit ? limitInWords(limit) : "");
  return h(
    "div",
    { class: "cf-assess__answer" },
    h("blockquote", {}, text),
    h("p", { class: "cf-words", "data-state": judged.state }, judged.text),
  );
}

/** @param {Limit} limit */
function limitInWords({ min, max, kind }) {
  if (kind === "guide") return fill(SAYS.guide, { max: max || min });
  if (min && max) return fill(SAYS.limitBoth, { min, max });
  return max ? fill(SAYS.limitOver, { max }) : fill(SAYS.limitUnder, { min });
}

/**
 * @param {Packet} packet
 * @param {Part} part
 * @param {Item} item
 * @param {Map<string, Blob>} files
 */
function itemOf(packet, part, item, files) {
  /** @param {{ part: number, item: string }} one */
  const isOwn = (one) => one.part === part.number && one.item === item.id;
  const own = packet.files.filter((one) => isOwn(one) && files.has(one.name));
  const links = packet.links.filter(isOwn);
  const texts = item.pieces.map((piece) => packet.answers[piece.key] ?? "").filter(Boolean);
  return h(
    "div",
    { class: "cf-item" },
    h(
      "p",
      {},
      h("strong", {}, item.title),
      item.need !== "required" && h("span", { class: "cf-limit" }, ` ${SAYS.optional}`),
    ),
    item.text && h("p", { class: "cf-row__note" }, item.text),
    texts.map((text) => answer(text, item.limit)),
    item.consent_key && h("p", { class: "cf-consent" }, SAYS.consent),
    own.length + links.length > 0
      ? h(
          "ul",
          { class: "cf-packet__files" },
          ...own.map((one) => {
            const name = `${packet.number}-${one.name.replace("evidence/", "")}`;
            const about = SAYS.students[/** @type {"none"} */ (one.student_data)] ?? "";
            return h(
              "li",
              {},
              // A press, not a link: nothing of it may open under the site's address.
              button(fill(SAYS.save, { file: name }), () =>
                handOver(name, "application/octet-stream", files.get(one.name) ?? ""),
              ),
              h("span", {}, `${sizeInWords(one.bytes)}${about ? `, ${about}` : ""}`),
            );
          }),
          ...links.map((one) => h("li", {}, SAYS.link, linked(one.url))),
        )
      : !texts.length && h("p", { class: "cf-muted" }, SAYS.none),
  );
}

/** @param {string} url */
const linked = (url) =>
  /^https?:\/\//i.test(url)
    ? h("a", { href: url, rel: "nofollow noopener noreferrer" }, url)
    : h("span", {}, url);

/**
 * @param {Part} part
 * @param {boolean} hasPoints  whether the passing rule counts points
 */
function judgeOf(part, hasPoints) {
  const { number, levels, rubric } = part;
  const told = rubric.length ? levels.filter((level) => level.text) : [];
  return h(
    "div",
    { class: "cf-judge cf-packet__judge" },
    h("h3", {}, SAYS.judge),
    part.guide.map((one) => h("p", {}, one)),
    part.checks.length > 0 &&
      h(
        "fieldset",
        { class: "cf-item" },
        h("legend", {}, SAYS.check),
        ...part.checks.map((check) =>
          h(
            "label",
            { class: "cf-check" },
            h("input", { type: "checkbox", name: check.key }),
            h("span", {}, check.text),
          ),
        ),
      ),
    rubric.map((row) =>
      criterion(part, `${number}/criterion/${row.id}`, row.name, row.text, row.levels),
    ),
    told.length > 0 &&
      h(
        "dl",
        { class: "cf-levels" },
        ...told.map((level) => h("div", {}, h("dt", {}, level.name), h("dd", {}, level.text))),
      ),
    levels.length > 0 &&
      !rubric.length &&
      criterion(
        part,
        `${number}/level`,
        SAYS.whole,
        "",
        Object.fromEntries(levels.map((level) => [level.id, level.text])),
      ),
    !levels.length &&
      hasPoints &&
      h(
        "label",
        { class: "cf-field" },
        SAYS.points,
        h("input", {
          ...{ type: "number", min: "0", step: "0.01", "data-points": "" },
          name: `${number}/points`,
        }),
      ),
    h("p", { class: "cf-assess__outcome", "data-outcome": number }),
  );
}

/** What sets two texts of one line apart for those who listen. @param {string} mark */
const heard = (mark) => h("span", { class: "cf-sr" }, mark);

/**
 * @param {Part} part
 * @param {string} name
 * @param {string} title
 * @param {string} about
 * @param {Record<string, string>} words
 */
const criterion = (part, name, title, about, words) =>
  h(
    "fieldset",
    { class: "cf-criterion" },
    h("legend", {}, title),
    about && h("p", { class: "cf-row__note" }, about),
    ...part.levels.map((level) =>
      h(
        "label",
        { class: "cf-level" },
        h("input", {
          ...{ type: "radio", name, value: level.id },
          "data-passing": level.passing ? "yes" : "no",
        }),
        h(
          "span",
          {},
          h("strong", {}, level.name),
          heard(":"),
          level.points !== null && [
            ...[" ", h("span", { class: "cf-points" }, `${level.points} pt`)],
            heard(level.passing ? "," : "."),
          ],
          level.passing && [" ", h("span", { class: "cf-pass" }, SAYS.passes), heard(".")],
          words[level.id] && h("span", { class: "cf-level__text" }, words[level.id]),
        ),
      ),
    ),
    h(
      "label",
      { class: "cf-field" },
      SAYS.saw,
      h("textarea", { rows: 2, name: `${name}/note`, "data-note": "" }),
    ),
  );
