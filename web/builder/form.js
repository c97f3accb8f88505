// The schema as fields. Each field writes into the one object that the form is about. What one kind
// of record asks for beyond its schema (choices, plain words, fields of its own) is in kinds/.
import { button, h } from "../../theme/assets/dom.js";
import { isTicked, typedIn } from "../dom/field.js";
import { distinct, shortName } from "./kinds/names.js";
import { wordsOf } from "./labels.js";
import { isTable, resolved, shapeOf } from "./record.js";
import { isNamedElsewhere } from "./rules/judged.js";
import { inside, listOf } from "./written.js";

/**
 * @import { Draft } from "./drafts.js"
 * @import { Outline } from "./kinds/award.js"
 * @import { Schema, Written, WrittenMap } from "./record.js"
 * @import { Row } from "./rules/rows.js"
 * @import { Finding, Pointer, Told } from "./said.js"
 * @typedef {[value: string, words: string, ...more: string[]]} Choice
 * @typedef {{
 *   schema: Schema, schema_name: string, told: Told, notes: Record<string, string>,
 *   needed: [string, string][], issuers: Choice[], credentials: Choice[], stacks: Choice[],
 *   jurisdictions: Choice[], handles: string[], offices: string[], rows: Row[],
 *   kept: Record<string, Record<string, string>>,
 * }} FormData what the build says of a kind of record
 * @typedef {{text: string, nested: Item[]}} Item a step of a method and those below it
 * @typedef {(form: Form, pointer: Pointer, schema: Schema) => HTMLElement | null} Field
 * @typedef {Record<string, string>} Words
 */

/**
 * What sets one kind of record apart from another.
 * @typedef {{
 *   drafts: string, noun: string, up: string, place?: string, fresh: () => WrittenMap,
 *   titleOf: (data: WrittenMap) => Written, suggestedId: (data: WrittenMap) => string,
 *   path: (data: WrittenMap, id: string) => string, idOf: (path: string) => string,
 *   placeOf?: (path: string) => string, pathPattern: RegExp,
 *   steps: (draft: Draft) => [string, string[]][], ones?: Words, labels?: Words, help?: Words,
 *   words?: Record<string, Words>, fields?: Record<string, Field>,
 *   hidden?: (list: string, key: string, form: Form) => boolean,
 *   choices?: (pointer: Pointer, form: Form) => Choice[] | null,
 *   file: {label: string, help: string, after?: string, suggest?: [string, () => string]},
 *   ask?: (draft: Draft, put: (role: string) => void) => HTMLElement,
 *   asks?: (draft: Draft) => boolean, recordOf?: (draft: Draft, form: Form) => WrittenMap,
 *   request?: (draft: Draft, form: Form, made: string) => Record<string, string>,
 *   problems: (draft: Draft, form: Form) => Finding[],
 *   after: (draft: Draft, form: Form) => string[],
 *   definitionOf?: (data: WrittenMap, form: FormData, root: string) => Promise<Outline | null>,
 * }} Kind
 */

const LEVELS_FIRST =
  "Write the levels of this part first; then come back to this step to describe the work at each.";

const SHORT_NAME = "Its short name, made from its words";

/**
 * @param {Written[] | WrittenMap} holder
 * @param {Pointer[number]} step
 * @param {Written} value
 */
function put(holder, step, value) {
  if (Array.isArray(holder)) holder[Number(step)] = value;
  else holder[step] = value;
}

/** @param {Element | null} element */
export function focusOn(element) {
  if (element instanceof HTMLElement) element.focus();
}

/**
 * The words of what holds where nothing is chosen.
 * @param {unknown} value
 * @param {Choice[]} choices
 */
function usual(value, choices) {
  const found = choices.find(([word]) => word === value);
  if (found) return found[1];
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** @type {Record<string, string[]>} the keys that a form of a passing rule asks for */
const RULE_FIELDS = {
  all_of: ["all_of"],
  any_of: ["any_of", "all_of"],
  some_of: ["some_of", "all_of"],
  points: ["points"],
};
/** @type {Record<string, WrittenMap>} */
const NEW_RULES = {
  all_of: { all_of: [] },
  any_of: { any_of: [] },
  some_of: { some_of: {} },
  points: { points: {} },
};

/**
 * Which of the forms of a passing rule is chosen.
 * @param {Written} rule
 */
function ruleKind(rule) {
  if (!rule) return "";
  if (rule === "all") return rule;
  return ["points", "some_of", "any_of", "all_of"].find((kind) => inside(rule, kind)) ?? "all";
}

/** @type {Record<string, string[]>} what an item of a list takes its short name from */
const NAMED_BY = {
  prompts: ["label", "text"],
  evidence_items: ["title"],
  rubric: ["name"],
  levels: ["name"],
};

/**
 * The short name of an item, of its first words.
 * @param {Written} holder
 * @param {string[]} keys
 */
function nameFrom(holder, keys) {
  const words = keys.map((key) => String(inside(holder, key) ?? "").trim()).find(Boolean) ?? "";
  return shortName(words);
}

/** @param {Pointer} pointer */
export const idOf = (pointer) => `f-${pointer.join("-")}`;

export class Form {
  /**
   * `changed()` is called after each change of the data; `said(sentence)` speaks.
   * @param {FormData} form
   * @param {Kind} kind
   * @param {() => void} changed
   * @param {(sentence: string) => void} said
   */
  constructor(form, kind, changed, said) {
    this.form = form;
    this.kind = kind;
    this.root = form.schema;
    this.changed = changed;
    this.said = said;
    /** @type {WrittenMap} */
    this.data = {};
    /** @type {Draft | null} */
    this.draft = null;
    /** @type {Outline | null} */
    this.definition = null;
    this.wantsCriteria = false;
    /**
     * The short name that the form gave to an item.
     * @type {WeakMap<WrittenMap, string>}
     */
    this.gave = new WeakMap();
    this.again = () => {};
    /** Every key that a record of this kind may have. */
    this.keys = new Set(
      [this.root, ...Object.values(this.root.$defs ?? {})].flatMap((one) =>
        Object.keys(one.properties ?? {}),
      ),
    );
  }

  /** @param {string[]} keys */
  fields(keys) {
    return h(
      "div",
      {},
      keys
        .filter((key) => this.root.properties?.[key])
        .map((key) => this.field([key], this.root.properties?.[key])),
    );
  }

  /** @param {string} key */
  one(key) {
    return this.kind.ones?.[key] ?? wordsOf(key).toLowerCase().replace(/s$/, "");
  }
  /**
   * @param {Pointer} pointer
   * @returns {string}
   */
  label(pointer) {
    const key = String(pointer.at(-1));
    return this.kind.labels?.[key] ?? wordsOf(key);
  }
  /**
   * What is chosen from at `pointer` as [value, words], or null.
   * @param {Pointer} pointer
   * @param {Schema} schema
   * @returns {Choice[] | null}
   */
  choices(pointer, schema) {
    const own = this.kind.choices?.(pointer, this);
    if (own) return own;
    const key = String(pointer.at(-1));
    if (key === "jurisdiction") return this.form.jurisdictions;
    const words = this.kind.words?.[key] ?? {};
    return schema.enum
      ? (schema.enum.includes(true) ? ["yes", "no"] : schema.enum.map(String)).map((word) => [
          word,
          words[word] ?? word.replaceAll("-", " "),
        ])
      : null;
  }

  /**
   * @param {Pointer} pointer
   * @returns {Written}
   */
  get(pointer) {
    /** @type {Written} */
    let here = this.data;
    for (const step of pointer) here = inside(here, step);
    return here;
  }

  /**
   * @param {Pointer} pointer
   * @param {Written} value
   */
  set(pointer, value) {
    /** @type {Written[] | WrittenMap} */
    let here = this.data;
    for (const [n, step] of pointer.slice(0, -1).entries()) {
      let next = inside(here, step);
      if (!Array.isArray(next) && !isTable(next)) {
        next = typeof pointer[n + 1] === "number" ? [] : {};
        put(here, step, next);
      }
      here = next;
    }
    const list = String(pointer.at(-3));
    const named = NAMED_BY[list]?.includes(String(pointer.at(-1))) ? NAMED_BY[list] : null;
    const before = named && nameFrom(here, named);
    put(here, pointer[pointer.length - 1], value);
    if (named) this.nameItem(pointer, here, named, before ?? "");
    this.changed();
  }

  /**
   * The short name of an item follows its words, until somebody writes one, the file has one or
   * something else names the item by it.
   * @param {Pointer} pointer
   * @param {Written} item
   * @param {string[]} named
   * @param {string} before
   */
  nameItem(pointer, item, named, before) {
    if (!isTable(item)) return;
    const now = inside(item, "id");
    const others = listOf(this.get(pointer.slice(0, -2))).filter((one) => one !== item);
    const taken = new Set(others.map((one) => inside(one, "id")));
    // A draft that was kept is read again, and what the form gave to it is told by its words.
    const isAsGiven = now === this.gave.get(item) || (before && now === distinct(before, taken));
    const isOurs = !now || (isAsGiven && !this.draft?.original);
    if (!isOurs || isNamedElsewhere(this.data, pointer, now)) return;
    const id = distinct(nameFrom(item, named), taken);
    item.id = id;
    this.gave.set(item, id);
    const field = document.getElementById(idOf([...pointer.slice(0, -1), "id"]));
    if (field instanceof HTMLInputElement) field.value = id;
  }

  /**
   * A sentence of the check with the labels of this form instead of the keys of the file.
   * @param {string} text
   * @param {Pointer} pointer
   */
  inWords(text, pointer) {
    /** @param {string} key */
    const label = (key) => `“${this.kind.labels?.[key] ?? wordsOf(key)}”`;
    /** @param {string} all @param {string} key */
    const put = (all, key) => (this.keys.has(key) ? label(key) : all);
    const own = String(pointer.findLast((step) => typeof step === "string") ?? "");
    // What is no key of the form may be any text, such as "c++", and is no pattern.
    const head = this.keys.has(own) ? new RegExp(`^["“]?${own}["”]?(?=:| )`, "i") : null;
    return (head ? text.replace(head, label(own)) : text)
      .replace(/`([a-z_]+)(?::[^`]*)?`/g, put)
      .replace(/(?<![\w“/.])([a-z]+(?:_[a-z]+)+)(?![\w/])/g, put);
  }

  /**
   * @param {Pointer} pointer
   * @param {Schema | undefined} given
   * @returns {HTMLElement | null}
   */
  field(pointer, given) {
    const schema = resolved(given, this.root) ?? {};
    const key = String(pointer.at(-1));
    const own = this.kind.fields?.[key]?.(this, pointer, schema);
    if (own) return own;
    if (key === "id" && NAMED_BY[String(pointer.at(-3))])
      return h(
        "details",
        { class: "cf-builder__more" },
        h("summary", {}, SHORT_NAME),
        this.input(pointer, schema, SHORT_NAME),
      );
    if (key === "items" && pointer.at(-3) === "groups") return this.outline(pointer);
    if (key === "passing_rule") return this.passing(pointer);
    if (key === "levels" && schema.type === "object") return this.rubricLevels(pointer);
    if (schema.type === "array" && resolved(schema.items, this.root)?.enum && key !== "order")
      return this.boxes(pointer, schema);
    if (schema.type === "array") return this.repeat(pointer, schema);
    if (schema.properties) return this.group(pointer, schema);
    if (schema.additionalProperties) return null;
    return this.input(pointer, schema);
  }

  /**
   * @param {Pointer} pointer
   * @param {Schema} schema
   */
  about(pointer, schema) {
    const note = pointer.length === 1 ? this.form.notes[pointer[0]] : "";
    return (this.kind.help?.[String(pointer.at(-1))] ?? note) || schema.description || "";
  }

  /**
   * A label, its help, the control, and the place where a problem is said.
   * @param {Pointer} pointer
   * @param {Schema} schema
   * @param {HTMLElement} control
   * @param {string} label
   */
  frame(pointer, schema, control, label = this.label(pointer)) {
    const id = idOf(pointer);
    const help = this.about(pointer, schema);
    control.id = id;
    control.setAttribute("aria-describedby", `${help ? `${id}-help ` : ""}${id}-problem`);
    const needed =
      pointer.length === 1 && (this.root.required ?? []).includes(String(pointer[0]))
        ? " needed"
        : pointer.length === 1 && this.form.needed.some(([name]) => name === pointer[0])
          ? " needed for active"
          : null;
    return h(
      "div",
      { class: "cf-builder__field" },
      h("label", { for: id }, label, needed ? h("span", { class: "cf-limit" }, needed) : null),
      help ? h("p", { class: "cf-builder__help", id: `${id}-help` }, help) : null,
      control,
      h("p", { class: "cf-builder__problem", id: `${id}-problem` }),
    );
  }

  /**
   * @param {Pointer} pointer
   * @param {Schema} schema
   * @param {string} [label]
   */
  input(pointer, schema, label) {
    const now = this.get(pointer);
    const value = typeof now === "string" ? now : "";
    /** @param {Event} event */
    const act = (event) => this.set(pointer, typedIn(event));
    const choices = this.choices(pointer, schema);
    if (choices) {
      const known = choices.some(([word]) => word === value);
      return this.frame(
        pointer,
        schema,
        h(
          "select",
          { onchange: act },
          h(
            "option",
            { value: "" },
            schema.default === undefined || !schema.enum
              ? "choose"
              : `as usual (${usual(schema.default, choices)})`,
          ),
          (value && !known ? [...choices, [value, value]] : choices).map(([word, words]) =>
            h("option", { value: word, selected: word === value }, words),
          ),
        ),
        label,
      );
    }
    if (schema.maxLength === 20000)
      return this.frame(pointer, schema, h("textarea", { rows: "2", value, oninput: act }), label);
    const example =
      schema.format === "date" ? "such as 2026-05-31" : schema.format === "uri" ? "https://" : null;
    return this.frame(
      pointer,
      schema,
      h("input", {
        type: "text",
        value,
        placeholder: example,
        inputmode: schema.type === "integer" ? "numeric" : null,
        oninput: act,
        autocomplete: "off",
      }),
      label,
    );
  }

  /**
   * @param {Pointer} pointer
   * @param {Schema} schema
   */
  group(pointer, schema) {
    return h(
      "fieldset",
      { class: "cf-builder__group", id: idOf(pointer) },
      h("legend", {}, this.label(pointer)),
      this.about(pointer, schema)
        ? h("p", { class: "cf-builder__help" }, this.about(pointer, schema))
        : null,
      Object.entries(schema.properties ?? {}).map(([key, inner]) =>
        this.field([...pointer, key], inner),
      ),
    );
  }

  /**
   * @param {Pointer} pointer
   * @param {Schema} schema
   */
  boxes(pointer, schema) {
    const has = () => listOf(this.get(pointer));
    const words = (resolved(schema.items, this.root)?.enum ?? []).map(String);
    return h(
      "fieldset",
      { class: "cf-builder__group", id: idOf(pointer) },
      h("legend", {}, this.label(pointer)),
      this.about(pointer, schema)
        ? h("p", { class: "cf-builder__help" }, this.about(pointer, schema))
        : null,
      words.map((word) =>
        h(
          "label",
          { class: "cf-check" },
          h("input", {
            type: "checkbox",
            checked: has().includes(word),
            /** @param {Event} event */
            onchange: (event) =>
              this.set(
                pointer,
                isTicked(event) ? [...has(), word] : has().filter((other) => other !== word),
              ),
          }),
          this.kind.words?.[String(pointer.at(-1))]?.[word] ?? wordsOf(word.replaceAll("-", " ")),
        ),
      ),
    );
  }

  /**
   * @param {Pointer} pointer
   * @param {Schema} schema
   */
  repeat(pointer, schema) {
    const key = String(pointer.at(-1));
    const item = resolved(schema.items, this.root) ?? {};
    const holder = h("div", {});
    const name = this.one(key);
    /** @type {{n: number, value: Written} | null} */
    let undone = null;
    // What may be one or many is written as one by hand, and is a list here.
    const given = this.get(pointer);
    if (isTable(given)) this.set(pointer, [given]);
    const values = () => listOf(this.get(pointer));
    /**
     * @param {Written[]} next
     * @param {string} focus
     * @param {string} sentence
     */
    const put = (next, focus, sentence) => {
      this.set(pointer, next);
      draw();
      focusOn(holder.querySelector(focus));
      this.said(sentence);
    };
    const draw = () => {
      const all = values();
      holder.replaceChildren(
        ...all.map((_, n) => {
          const here = [...pointer, n];
          const title = `${wordsOf(name)} ${n + 1}`;
          /** @param {number} by */
          const shift = (by) => {
            const next = [...all];
            next.splice(n + by, 0, ...next.splice(n, 1));
            if (key === "parts")
              next.forEach((part, at) => {
                if (isTable(part)) part.number = String(at + 1);
              });
            put(next, `[data-move="${n + by}"]`, `${title} is now number ${n + by + 1}`);
          };
          return h(
            "fieldset",
            { class: "cf-builder__item", id: idOf(here) },
            h("legend", {}, title),
            item.properties
              ? Object.entries(item.properties)
                  .filter(([inner]) => !this.kind.hidden?.(key, inner, this))
                  .map(([inner, rule]) => this.field([...here, inner], rule))
              : this.input(here, item, title),
            h(
              "p",
              { class: "cf-actions" },
              button("Up", () => shift(-1), {
                disabled: n === 0,
                "data-move": n,
                "aria-label": `Move ${title} up`,
              }),
              button("Down", () => shift(1), {
                disabled: n === all.length - 1,
                "aria-label": `Move ${title} down`,
              }),
              button(
                "Remove",
                () => {
                  undone = { n, value: all[n] };
                  put(
                    all.filter((_, at) => at !== n),
                    "[data-undo]",
                    `${title} was removed`,
                  );
                },
                { "aria-label": `Remove ${title}` },
              ),
            ),
          );
        }),
        h(
          "p",
          { class: "cf-actions" },
          button(`Add a ${name}`.replace(/^Add a (?=[aeiou])/, "Add an "), () => {
            undone = null;
            const fresh = item.properties
              ? key === "parts"
                ? { number: String(all.length + 1) }
                : {}
              : "";
            put(
              [...all, fresh],
              `#${CSS.escape(idOf([...pointer, all.length]))} :is(input, textarea, select)`,
              `${wordsOf(name)} ${all.length + 1} was added`,
            );
          }),
          undone
            ? button(
                `Bring the ${name} back`,
                () => {
                  if (!undone) return;
                  const { n, value } = undone;
                  undone = null;
                  put(
                    [...all.slice(0, n), value, ...all.slice(n)],
                    `[data-move="${n}"]`,
                    "It is back",
                  );
                },
                { "data-undo": true },
              )
            : null,
        ),
      );
    };
    draw();
    return h(
      "fieldset",
      { class: "cf-builder__group", id: idOf(pointer) },
      h("legend", {}, this.label(pointer)),
      this.about(pointer, schema)
        ? h("p", { class: "cf-builder__help" }, this.about(pointer, schema))
        : null,
      holder,
      h("p", { class: "cf-builder__problem", id: `${idOf(pointer)}-problem` }),
    );
  }

  /**
   * The nested list of a method: a line for each item, two spaces in for a list below it.
   * @param {Pointer} pointer
   */
  outline(pointer) {
    /**
     * @param {Written} all
     * @param {string} indent
     * @returns {string[]}
     */
    const lines = (all, indent) =>
      listOf(all).flatMap((item) => {
        const text = String(inside(item, "text") ?? item ?? "").replace(/\s*\n\s*/g, " ");
        return [indent + text, ...lines(inside(item, "nested"), `${indent}  `)];
      });
    /** @param {string} text */
    const read = (text) => {
      /** @type {Item[]} */
      const top = [];
      const open = [{ indent: -1, items: top }];
      for (const line of text.split("\n").filter((each) => each.trim())) {
        const indent = line.length - line.replace(/^ +/, "").length;
        while (open.length > 1 && open[open.length - 1].indent >= indent) open.pop();
        /** @type {Item} */
        const item = { text: line.trim(), nested: [] };
        open[open.length - 1].items.push(item);
        open.push({ indent, items: item.nested });
      }
      /**
       * @param {Item[]} all
       * @returns {Written[]}
       */
      const short = (all) =>
        all.map((item) =>
          item.nested.length ? { text: item.text, nested: short(item.nested) } : item.text,
        );
      return short(top);
    };
    const area = h("textarea", {
      rows: "4",
      value: lines(this.get(pointer), "").join("\n"),
      /** @param {Event} event */
      oninput: (event) => this.set(pointer, read(typedIn(event))),
    });
    return this.frame(
      pointer,
      {
        description:
          "One step on each line. Begin a line with two spaces to put it below the one before.",
      },
      area,
      "Steps",
    );
  }

  /** @param {Pointer} pointer */
  rubricLevels(pointer) {
    const levels = this.get([...pointer.slice(0, 2), "levels"]);
    const ids = listOf(levels).flatMap((level) => {
      const id = inside(level, "id");
      return typeof id === "string" && id ? [id] : [];
    });
    const known = this.get(pointer);
    const all = [...new Set([...ids, ...Object.keys(isTable(known) ? known : {})])];
    if (!all.length) return h("p", { class: "cf-builder__help" }, LEVELS_FIRST);
    return h(
      "div",
      { id: idOf(pointer) },
      all.map((id) =>
        this.input([...pointer, id], { maxLength: 20000 }, `What work at “${id}” looks like`),
      ),
    );
  }

  /** @param {Pointer} pointer */
  passing(pointer) {
    const now = this.get(pointer);
    const kind = ruleKind(now);
    const shape = shapeOf(this.root.properties?.passing_rule, this.root);
    const more = h("div", {});
    /** @param {string} which */
    const draw = (which) =>
      more.replaceChildren(
        ...(RULE_FIELDS[which] ?? []).map(
          (key) => this.field([...pointer, key], shape?.properties?.[key]) ?? "",
        ),
      );
    draw(kind);
    return h(
      "div",
      {},
      this.frame(
        pointer,
        { description: "When a submission passes." },
        h(
          "select",
          {
            /** @param {Event} event */
            onchange: (event) => {
              const which = typedIn(event);
              this.set(pointer, structuredClone(NEW_RULES[which] ?? which));
              draw(which);
            },
          },
          [
            ["", "choose"],
            ["all", "every part passes"],
            ["all_of", "named parts reach named levels"],
            ["any_of", "one of several parts, and perhaps others"],
            ["some_of", "at least so many of several parts, and perhaps others"],
            ["points", "a number of points, or a percentage of them"],
          ].map(([value, words]) => h("option", { value, selected: value === kind }, words)),
        ),
      ),
      more,
    );
  }
}
