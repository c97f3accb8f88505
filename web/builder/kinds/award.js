// An award: portfolios/<handle>/awards/<id>.yml. Two people come here. The earner may not
// record it, so the form ends with a request to the issuer; an editor or approver of the
// issuer records it for somebody, and the form ends with the file.
import { button, h, the } from "../../../theme/assets/dom.js";
import { typedIn } from "../../dom/field.js";
import { idOf } from "../form.js";
import { digestOf, earned, keeping } from "../kept.js";
import { isTable, readYaml } from "../record.js";
import { levelsOf } from "../rules/judged.js";
import { inside, listOf, textIn } from "../written.js";
import { isId, slug } from "./names.js";

/**
 * @import { Draft } from "../drafts.js"
 * @import { Form, FormData, Kind } from "../form.js"
 * @import { Schema, Written, WrittenMap } from "../record.js"
 * @import { Finding, Pointer } from "../said.js"
 * @typedef {{
 *   number: string, title: string, scale: string, levels: {id: string, name: string}[],
 * }} OutlinePart
 * @typedef {{
 *   id: string, title: string, type: string, consent_needed: string, part: string,
 * }} OutlineItem
 * @typedef {{
 *   ref: string, title: string, version: string, versions: string[], issuers: string[],
 *   parts: OutlinePart[], items: OutlineItem[],
 * }} Outline what a form needs of a published definition
 */

const WHICH = ["credential", "stack", "version", "awarded_on", "name_as_awarded", "educator"];
const WORK = ["activity", "role_at_time", "school", "district", "evidence", "narrative"];
const SEEN = ["visibility", "show_evidence", "show_results"];
/** @type {Record<string, [string, string[]][]>} */
const STEPS = {
  earner: [
    ["What you earned", WHICH],
    ["Your work", WORK],
    ["Who may see it", SEEN],
  ],
  issuer: [
    ["What was earned", [...WHICH, "issuer", "approved_by"]],
    ["How it was judged", ["results", "submissions"]],
    ["The work", WORK],
    [
      "What it counted for",
      ["credits_earned", "expires_on", "back_dated_for", "back_dating_reason"],
    ],
    ["Who may see it", SEEN],
  ],
};
/** @param {Written} value */
const texts = (value) => listOf(value).filter((each) => typeof each === "string");
/** @param {Draft | null} draft */
const roleOf = (draft) => draft?.role ?? "earner";

/**
 * What a form needs of a published definition.
 * @param {string} ref
 * @param {WrittenMap} data
 * @returns {Outline}
 */
function outline(ref, data) {
  const parts = listOf(data.parts).map((part) => ({ part, number: textIn(part, "number") }));
  const version = textIn(data, "version");
  const versions = [version, ...listOf(data.changelog).map((each) => textIn(each, "version"))];
  return {
    ref,
    title: textIn(data, "title"),
    version,
    versions: [...new Set(versions.filter(Boolean))],
    issuers: [ref.split("/")[0], ...texts(data.co_issuers)],
    parts: parts.map(({ part, number }) => ({
      number,
      title: textIn(part, "title"),
      scale: textIn(part, "scale"),
      levels: levelsOf(part),
    })),
    items: parts.flatMap(({ part, number }) =>
      listOf(inside(part, "evidence_items")).map((item) => ({
        id: textIn(item, "id"),
        title: textIn(item, "title"),
        type: textIn(item, "type"),
        consent_needed: textIn(item, "consent_needed"),
        part: number,
      })),
    ),
  };
}

/** @type {Map<string, Outline>} */
const DEFINITIONS = new Map();
/**
 * The definition that `data` names, fetched once; null if there is none.
 * @param {WrittenMap} data
 * @param {FormData} form
 * @param {string} root
 * @returns {Promise<Outline | null>}
 */
export async function definitionOf(data, form, root) {
  const [stack, credential] = [textIn(data, "stack"), textIn(data, "credential")];
  if (stack && !credential) {
    const [, title, version = ""] = form.stacks.find(([ref]) => ref === stack) ?? [];
    const versions = [version].filter(Boolean);
    const issuers = [stack.split("/")[0]];
    return title ? { ref: stack, title, version, versions, issuers, parts: [], items: [] } : null;
  }
  if (!form.credentials.some(([ref]) => ref === credential)) return null;
  const known = DEFINITIONS.get(credential);
  if (known) return known;
  const answer = await fetch(`${root}catalog/${credential}/definition.yml`).catch(() => null);
  const read = answer?.ok ? readYaml(await answer.text()) : null;
  if (!read?.data) return null;
  const made = outline(credential, read.data);
  DEFINITIONS.set(credential, made);
  return made;
}

/**
 * Results part by part, with the levels of the definition; by criterion it is the plain list.
 * @param {Form} form
 * @param {Pointer} pointer
 */
function results(form, pointer) {
  const parts = form.definition?.parts ?? [];
  const given = listOf(form.get(pointer));
  const simple = given.every(
    (one) =>
      isTable(one) &&
      parts.some((part) => part.number === one.part) &&
      Object.keys(one).every((key) => ["part", "level", "points"].includes(key)),
  );
  if (!parts.length || !simple || form.wantsCriteria) return null;
  /**
   * @param {string} number
   * @param {string} key
   * @param {string} value
   */
  const put = (number, key, value) => {
    const kept = listOf(form.get(pointer)).filter((one) => inside(one, "part") !== number);
    if (value) kept.push({ part: number, [key]: value });
    form.set(
      pointer,
      kept.sort((a, b) => Number(inside(a, "part")) - Number(inside(b, "part"))),
    );
  };
  /** @param {OutlinePart} part */
  const row = (part) => {
    const now = given.find((one) => inside(one, "part") === part.number);
    const id = `f-results-part-${part.number}`;
    const control =
      part.levels.length && part.scale !== "points"
        ? h(
            "select",
            {
              id,
              /** @param {Event} event */
              onchange: (event) => put(part.number, "level", typedIn(event)),
            },
            h("option", { value: "" }, "choose"),
            part.levels.map((level) =>
              h(
                "option",
                { value: level.id, selected: level.id === inside(now, "level") },
                level.name ?? level.id,
              ),
            ),
          )
        : h("input", {
            id,
            type: "text",
            inputmode: "decimal",
            value: textIn(now, "points"),
            /** @param {Event} event */
            oninput: (event) => put(part.number, "points", typedIn(event)),
          });
    return h(
      "div",
      { class: "cf-builder__field" },
      h(
        "label",
        { for: id },
        `Part ${part.number}: ${part.title}${part.scale === "points" ? " (points)" : ""}`,
      ),
      control,
    );
  };
  return h(
    "fieldset",
    { class: "cf-builder__group", id: idOf(pointer) },
    h("legend", {}, form.label(pointer)),
    h(
      "p",
      { class: "cf-builder__help" },
      "The level that each part reached, in the attempt that passed. The levels are those of " +
        "the definition.",
    ),
    parts.map(row),
    h(
      "p",
      { class: "cf-actions" },
      button("Judge criterion by criterion", () => {
        form.wantsCriteria = true;
        form.again();
      }),
    ),
    h("p", { class: "cf-builder__problem", id: `${idOf(pointer)}-problem` }),
  );
}

/**
 * Evidence: what the definition asks for can be put in with one press.
 * @param {Form} form
 * @param {Pointer} pointer
 * @param {Schema} schema
 */
function evidence(form, pointer, schema) {
  const asked = (form.definition?.items ?? []).filter(
    (item) => item.id && !listOf(form.get(pointer)).some((one) => inside(one, "id") === item.id),
  );
  const whole = form.repeat(pointer, schema);
  if (asked.length) {
    whole.append(
      h(
        "p",
        { class: "cf-actions" },
        button(`Put in what “${form.definition?.title}” asks for`, () => {
          form.set(pointer, [
            ...listOf(form.get(pointer)),
            ...asked.map((item) => ({
              id: item.id,
              title: item.title,
              part: item.part,
              ...(item.type ? { kind: item.type } : {}),
            })),
          ]);
          form.again();
        }),
      ),
    );
  }
  return whole;
}

/**
 * @param {Form} form
 * @param {Pointer} pointer
 * @param {Schema} schema
 */
function studentData(form, pointer, schema) {
  const frame = form.input(pointer, schema);
  const consent = [...pointer.slice(0, -1), "consent"];
  const select = the("select", HTMLSelectElement, frame);
  select.addEventListener("change", () => {
    const group = document.getElementById(idOf(consent));
    const isConsented = select.value === "consented";
    if (group) group.hidden = !isConsented;
    if (!isConsented && form.get(consent)) form.set(consent, null);
  });
  return frame;
}

/**
 * @param {Form} form
 * @param {Pointer} pointer
 * @param {Schema} schema
 */
function consent(form, pointer, schema) {
  const group = form.group(pointer, schema);
  group.hidden = form.get([...pointer.slice(0, -1), "student_data"]) !== "consented";
  return group;
}

/** @type {Kind} */
export const award = {
  drafts: "credfolio-award-drafts",
  noun: "award",
  up: "../../../",
  place: "educator",
  fresh: () => ({}),
  titleOf: (data) =>
    data.name_as_awarded && earned(data)
      ? `${earned(data)} of ${data.name_as_awarded}`
      : data.credential || data.name_as_awarded,
  suggestedId: (data) => slug(earned(data).split("/").pop()),
  path: (data, id) => `portfolios/${data.educator || "a-portfolio"}/awards/${id || "an-award"}.yml`,
  idOf: (path) =>
    path
      .split("/")
      .at(-1)
      ?.replace(/\.yml$/, "") ?? "",
  placeOf: (path) => path.split("/")[1],
  pathPattern: /^portfolios\/[a-z0-9-]+\/awards\/[a-z0-9-]+\.yml$/,
  definitionOf,
  steps: (draft) => STEPS[roleOf(draft)],
  ones: {
    evidence: "piece of evidence",
    results: "result",
    submissions: "submission",
    assessments: "assessment",
    credits_earned: "credit",
  },
  labels: {
    credential: "Micro-credential",
    stack: "Or a stack that was completed",
    awarded_on: "Day of the award",
    name_as_awarded: "Name on the certificate",
    educator: "Portfolio",
    approved_by: "Who is asked to approve it",
    approval: "Approval",
    back_dated_for: "Kind of reason",
    issuer: "Issuer, if it was a co-issuer",
    results: "Results",
    activity: "When the work was done",
    from: "From",
    until: "Until",
    role_at_time: "Role at the time",
    visible: "Shown on the page",
    digest: "Digest of the file",
    student_data: "Are students in it?",
    source: "Who says so",
    show_evidence: "Show the evidence",
    show_results: "Show the results",
    visibility: "Who may see it",
    kind: "What it is",
    url: "Web address",
    students: "The students agreed",
    guardians: "Their families agreed",
    reference: "Where the signed forms are kept",
    back_dating_reason: "Why it is recorded so late",
  },
  help: {
    credential: "One that is published on this site.",
    educator:
      "The last part of the portfolio's address, such as amara-okafor-lind. It is not looked up " +
      "here, so that nobody can try out names. No portfolio yet? Make one first.",
    version: "The version of the definition by which the work was judged.",
    name_as_awarded: "As it was at the time; it stays so on the certificate.",
    issuer: "Leave it out unless a co-issuer awarded it.",
    url: "An address that everybody may open. Leave it out if there is none.",
    id: "A short name of its own, in lower-case words joined by hyphens.",
    visible: "No: the page then says only that there was such a piece.",
    comment:
      "Never published by the site; in a public repository anybody can read it all the same.",
    student_data: "What can be seen, heard or read in the evidence itself.",
    evidence: "What may be shown. Name no student and no colleague in any of it.",
    narrative: "The holder's own account of the work.",
  },
  words: {
    student_data: {
      none: "No student can be recognized, seen, or heard",
      deidentified: "Students' work, with all that could identify them taken out",
      consented: "Students can be recognized, and their families agreed in writing",
    },
    visibility: {
      public: "As the portfolio is",
      unlisted: "Only people who have the address",
      private: "Nobody: no page",
    },
    source: { issuer: "the issuer", holder: "the earner" },
  },
  hidden: (list, key, form) =>
    list === "evidence" &&
    (key === "archived_url" ||
      key === "file" ||
      (key === "source" && roleOf(form.draft) === "earner")),
  fields: {
    results,
    evidence,
    student_data: studentData,
    consent: (form, pointer, schema) =>
      pointer[0] === "evidence" ? consent(form, pointer, schema) : null,
  },
  choices: (pointer, form) => {
    const [key] = pointer;
    if (pointer.length === 1 && key === "credential") return form.form.credentials;
    if (pointer.length === 1 && key === "stack")
      return form.form.stacks.map(([ref, title]) => [ref, title]);
    const { definition } = form;
    if (pointer.length === 1 && key === "version" && definition?.versions.length)
      return definition.versions.map((one) => [
        one,
        one === definition.version ? `${one} (the present one)` : one,
      ]);
    if (pointer.length === 1 && key === "issuer")
      return form.form.issuers.filter(([id]) => !definition || definition.issuers.includes(id));
    if (pointer.at(-1) === "part" && definition?.parts.length)
      return definition.parts.map((part) => [part.number, `${part.number}: ${part.title}`]);
    return null;
  },
  file: {
    label: "Name of the file",
    help: "A permanent part of its address. Left empty, it is the name of the micro-credential.",
  },
  // Asked first, because it decides how the form ends.
  ask: (draft, put) =>
    h(
      "fieldset",
      { class: "cf-builder__who" },
      h("legend", {}, "Who are you?"),
      [
        [
          "earner",
          "I earned it",
          "You ask the issuer to record it. Nobody records their own award.",
        ],
        [
          "issuer",
          "I record it for somebody",
          "You are an editor or approver of the issuer, and it is not your own.",
        ],
      ].map(([value, words, more]) =>
        h(
          "label",
          { class: "cf-check" },
          h("input", {
            type: "radio",
            name: "role",
            value,
            checked: roleOf(draft) === value,
            onchange: () => put(value),
          }),
          h("span", {}, h("strong", {}, words), ` ${more}`),
        ),
      ),
    ),
  // What the request or the file says: an earner speaks for themselves, not for the issuer.
  recordOf: (draft, form) => {
    if (draft.path) return draft.data;
    // The approver confirms it later, with an account of their own.
    if (roleOf(draft) === "issuer") {
      const digest = digestOf(draft.data, form.form.kept);
      return { ...draft.data, ...(digest ? { digest } : {}), approval: "recorded" };
    }
    const {
      results: _,
      submissions,
      approved_by,
      issuer,
      credits_earned,
      expires_on,
      back_dated_for,
      back_dating_reason,
      ...rest
    } = draft.data;
    return {
      ...rest,
      evidence: listOf(rest.evidence).map((one) => {
        const piece = isTable(one) ? one : {};
        return { ...piece, source: Object.values(piece).some(Boolean) ? "holder" : null };
      }),
    };
  },
  asks: (draft) => roleOf(draft) === "earner" && !draft.path,
  request: (draft, form, made) => ({
    template: "award.yml",
    title: `Award: ${form.definition?.title ?? earned(draft.data)}`,
    credential: earned(draft.data),
    educator: textIn(draft.data, "educator"),
    awarded_on: textIn(draft.data, "awarded_on"),
    version: textIn(draft.data, "version"),
    evidence:
      listOf(draft.data.evidence)
        .filter((one) => !/^(no|false)$/i.test(textIn(one, "visible")))
        .map((one) => textIn(one, "url"))
        .find(Boolean) ?? "",
    record: made,
  }),
  problems: (draft, form) => {
    /** @type {Finding[]} */
    const found = [];
    /**
     * @param {string} rule
     * @param {string} key
     * @param {string} message
     * @param {string} fix
     */
    const put = (rule, key, message, fix, severity = "error") =>
      found.push({ rule, pointer: [key], message, fix, severity });
    if (!draft.path && draft.data.educator && !isId(textIn(draft.data, "educator")))
      put(
        "handle",
        "educator",
        "a handle has lower-case letters, digits and hyphens",
        "copy the last part of the portfolio's address",
      );
    if (!draft.path && !draft.data.educator)
      put(
        "no-folder",
        "educator",
        "the portfolio is missing",
        "write its handle",
        roleOf(draft) === "earner" ? "hint" : "error",
      );
    const known = form.definition?.versions ?? [];
    const version = textIn(draft.data, "version");
    if (version && known.length && !known.includes(version))
      put(
        "unknown-version",
        "version",
        "the definition has no such version",
        `write one of ${known.join(", ")}`,
      );
    return found;
  },
  after: (draft, form) =>
    roleOf(draft) === "earner" && !draft.path
      ? [
          "You send the request, and tick on its page that it is about you.",
          "An editor of the issuer compares it with their files, makes the record of it with how " +
            "you were judged and who confirmed it, and proposes that.",
          "When that is accepted, the award is in your portfolio. You may change how it is " +
            "shown at any time.",
        ]
      : [
          ...keeping(draft.data, form.form.kept),
          "The check compares it with the definition, and sees that you are not the earner and " +
            "that who judged and confirmed was on the issuer's lists.",
          "A maintainer or another editor accepts it. If it is your own award, the check refuses " +
            "it: have somebody else propose it.",
          "Then it is published and signed. What it says is not changed afterwards; only how it " +
            "is shown, and its end.",
        ],
};
