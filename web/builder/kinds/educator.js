// A portfolio: portfolios/<handle>/profile.yml. The handle is the folder's name and the address.

import { today } from "../../../theme/assets/dates.js";
import { h, the } from "../../../theme/assets/dom.js";
import { drawnPortrait } from "../../../theme/assets/people/portrait.js";
import { isTicked, typedIn } from "../../dom/field.js";
import { idOf } from "../form.js";
import { isId, slug, unguessable } from "./names.js";

/**
 * @import { Draft } from "../drafts.js"
 * @import { Form, Kind } from "../form.js"
 * @import { Schema } from "../record.js"
 * @import { Pointer } from "../said.js"
 */

/** @type {[string, string[]][]} */
const STEPS = [
  [
    "You",
    [
      "display_name",
      "pronouns",
      "headline",
      "bio",
      "roles",
      "subjects",
      "grades",
      "school",
      "district",
      "years",
      "languages",
    ],
  ],
  ["Who may see it", ["visibility", "consent", "search_indexing", "opt_in_reviewer"]],
  ["Links and look", ["links", "layout", "accent", "hide", "order", "photo", "placeholder"]],
  ["What you show first", ["pinned", "collections"]],
  ["What you are working on", ["goals", "in_progress", "playlists", "learning_log", "licence"]],
];
/** @param {Draft} draft */
const handleOf = (draft) => draft.id || slug(draft.data.display_name);

/**
 * @param {Form} form
 * @param {Pointer} pointer
 * @param {Schema} schema
 */
function accent(form, pointer, schema) {
  const frame = form.input(pointer, schema);
  const text = the("input", HTMLInputElement, frame);
  const known = /^#?[0-9a-f]{6}$/i.test(text.value)
    ? `#${text.value.replace(/^#/, "")}`
    : "#2a6f62";
  text.after(
    h("input", {
      type: "color",
      class: "cf-builder__color",
      value: known,
      "aria-label": "Pick the accent",
      /** @param {Event} event */
      oninput: (event) => {
        text.value = typedIn(event).replace(/^#/, "");
        form.set(pointer, text.value);
      },
    }),
  );
  return frame;
}

/**
 * The drawings to choose from, each shown.
 * @param {Form} form
 * @param {Pointer} pointer
 * @param {Schema} schema
 */
function placeholder(form, pointer, schema) {
  const id = idOf(pointer);
  const now = form.get(pointer) ?? "";
  const root = the("[data-root]", HTMLElement).dataset.root ?? "";
  /** @param {string} value @param {string} words */
  const choice = (value, words) =>
    h(
      "label",
      {},
      h("input", {
        ...{ type: "radio", name: id, value, checked: now === value },
        onchange: () => form.set(pointer, value),
      }),
      value === "" ? null : drawnPortrait(`#${value}`, root),
      words,
    );
  return h(
    "fieldset",
    { class: "cf-builder__group", id },
    h("legend", {}, form.label(pointer)),
    h("p", { class: "cf-builder__help" }, form.about(pointer, schema)),
    h(
      "div",
      { class: "cf-builder__drawings" },
      choice("", "My initials"),
      (form.choices(pointer, schema) ?? []).map(([value, words]) => choice(value, words)),
    ),
    h("p", { class: "cf-builder__problem", id: `${id}-problem` }),
  );
}

const SCOPE =
  "This portfolio with what the form says: name, roles, badges, and the evidence that I chose to " +
  "show.";
const AGREEMENT =
  "The web does not forget, so a portfolio rests on your recorded agreement. It is needed for a " +
  "listed page, and good to have for an unlisted one. You may withdraw it at any time: the page " +
  "is then taken down. What was in a public repository may have been copied by then.";

/**
 * @param {Form} form
 * @param {Pointer} pointer
 * @param {Schema} schema
 */
function consent(form, pointer, schema) {
  const id = idOf(pointer);
  const now = form.get(pointer);
  const more = h("div", {});
  const draw = () =>
    more.replaceChildren(
      ...(form.get(pointer)
        ? Object.entries(schema.properties ?? {}).map(
            ([key, inner]) => form.field([...pointer, key], inner) ?? "",
          )
        : []),
    );
  draw();
  return h(
    "fieldset",
    { class: "cf-builder__group", id },
    h("legend", {}, "Your agreement"),
    h("p", { class: "cf-builder__help" }, AGREEMENT),
    h(
      "label",
      { class: "cf-check" },
      h("input", {
        type: "checkbox",
        checked: Boolean(now),
        /** @param {Event} event */
        onchange: (event) => {
          form.set(
            pointer,
            isTicked(event)
              ? {
                  by: form.get(["display_name"]) ?? "",
                  method: "online-form",
                  on: today(),
                  scope: SCOPE,
                }
              : null,
          );
          draw();
        },
      }),
      "This is about me, and I agree that it is published as I set it here.",
    ),
    more,
    h("p", { class: "cf-builder__problem", id: `${id}-problem` }),
  );
}

/** @type {Kind} */
export const educator = {
  drafts: "credfolio-portfolio-drafts",
  noun: "portfolio",
  up: "../../",
  fresh: () => ({ visibility: "unlisted" }),
  titleOf: (data) => data.display_name,
  suggestedId: (data) => slug(data.display_name),
  path: (_data, id) => `portfolios/${id || "your-handle"}/profile.yml`,
  idOf: (path) => path.split("/")[1],
  pathPattern: /^portfolios\/[a-z0-9-]+\/profile\.yml$/,
  steps: () => STEPS,
  ones: {
    links: "link",
    goals: "goal",
    learning_log: "entry",
    in_progress: "micro-credential",
    grades: "grade band",
    collections: "collection",
    awards: "award",
    credentials: "micro-credential",
    languages: "language",
    subjects: "subject",
    order: "section",
  },
  labels: {
    display_name: "Your name",
    headline: "In one line",
    bio: "About you",
    years: "Years in education",
    visibility: "Who may see your page",
    search_indexing: "May search engines list it",
    opt_in_reviewer: "Open to being asked to assess",
    layout: "What the page leads with",
    accent: "Color of lines and rings",
    placeholder: "Drawing",
    hide: "Leave out",
    order: "Order of the sections",
    pinned: "Awards shown first",
    in_progress: "Working on now",
    learning_log: "Learning log",
    licence: "Your licence",
    from: "From",
    until: "Until",
    by: "By",
    on: "On",
    method: "How the agreement was given",
    scope: "What it covers",
    alt: "The picture in words",
    file: "Name of the file",
  },
  help: {
    headline: "Such as: Grade 5 teacher, learning to ask better questions.",
    bio:
      "A few sentences, as you would introduce yourself. No e-mail address, no telephone number: " +
      "people reach you through your links.",
    school: "Leave it out, or hide it below, if you would rather not be found by it.",
    languages: "Tags such as en or es.",
    links: "Pages of yours that you want people to go to, with https://.",
    pinned:
      "Names of files in your awards folder, without .yml. Add them once your awards are recorded.",
    photo:
      "The picture is next to the profile, as PNG or JPEG. Add it on the forge; here write its " +
      "name and what is shown.",
    hide: "Sections to leave out, and photo, school or district.",
    years: "A number.",
    by: "Who gave it: your own name.",
    goals: "What you are working toward.",
    order: "Sections in the order you want; the others follow as usual.",
    visibility:
      "Unlisted is a page for people who have the address: it is in no list here, and search " +
      "engines are asked to pass it over. In a public repository anybody can read the file all " +
      "the same, whichever you choose.",
  },
  words: {
    roles: {
      "pre-service": "Pre-service teacher",
      district: "District staff",
      coach: "Instructional coach",
    },
    grades: { middle: "Middle school", high: "High school", adult: "Adult learners" },
    visibility: {
      public: "Listed: anybody finds it",
      unlisted: "Unlisted: only people who have the address",
      private: "Private: no page is made",
    },
    layout: {
      resume: "Résumé: what you did, by date",
      wall: "Wall: the badges",
      evidence: "Evidence: the work itself",
    },
    method: {
      "online-form": "on this form",
      "signed-form": "on a signed form",
      "e-mail": "by e-mail",
      "in-person": "in person",
    },
  },
  fields: {
    accent,
    placeholder,
    consent: (form, pointer, schema) =>
      pointer.length === 1 ? consent(form, pointer, schema) : null,
  },
  choices: (pointer, form) => {
    const key = pointer.at(-1);
    const before = pointer.at(-2);
    if (
      before === "in_progress" ||
      before === "credentials" ||
      (key === "credential" && pointer[0] === "goals")
    )
      return form.form.credentials;
    if (key === "stack" && pointer[0] === "goals")
      return form.form.stacks.map(([ref, title]) => [ref, title]);
    return null;
  },
  file: {
    label: "Handle",
    after: "f-display_name",
    help:
      "The permanent last part of your page's address: lower-case words joined by hyphens. Left " +
      "empty, it is made from your name. For an unlisted page take one that nobody guesses.",
    suggest: ["Suggest one that nobody guesses", unguessable],
  },
  problems: (draft, form) => {
    const handle = handleOf(draft);
    /**
     * @param {string} message
     * @param {string} fix
     */
    const put = (message, fix) => [
      { rule: "handle", pointer: ["file"], message, fix, severity: "error" },
    ];
    if (draft.path || !handle) return [];
    if (!isId(handle))
      return put(
        `${handle} cannot be a handle`,
        "choose another: lower-case letters, digits and hyphens",
      );
    if (form.form.handles.includes(handle))
      return put(`the handle ${handle} is taken`, "add a middle name, your subject or your town");
    return [];
  },
  after: (draft) =>
    draft.path
      ? [
          "A comment on your change lists what to fix.",
          "Your own profile is yours to change; a maintainer looks at it and accepts it.",
          "Then your page shows it. If you set it to private, the page is taken down.",
        ]
      : [
          "A comment on your proposal lists what to fix.",
          "A maintainer sees that the portfolio is your own, and accepts it.",
          "Then your page is there. Awards appear there when their issuers record them.",
        ],
};
