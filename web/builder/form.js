// @ts-nocheck
// The schema as fields. Each field writes into the one object that the form is about. What one kind
// of record asks for beyond its schema (choices, plain words, fields of its own) is in kinds/.
import { button, h } from "../../theme/assets/dom.js";
import { resolved, shapeOf } from "./record.js";

export const wordsOf = (key) =>
  String(key).charAt(0).toUpperCase() + String(key).slice(1).replaceAll("_", " ");
export const idOf = (pointer) => `f-${pointer.join("-")}`;

export class Form {
  // `changed()` is called after each change of the data; `said(sentence)` speaks.
  constructor(form, kind, changed, said) {
    Object.assign(this, {
      form,
      kind,
      root: form.schema,
      changed,
      said,
      data: {},
      definition: null,
    });
  }

  fields(keys) {
    return h(
      "div",
      {},
      keys
        .filter((key) => this.root.properties[key])
        .map((key) => this.field([key], this.root.properties[key])),
    );
  }

  one(key) {
    return this.kind.ones?.[key] ?? wordsOf(key).toLowerCase().replace(/s$/, "");
  }
  label(pointer) {
    return this.kind.labels?.[pointer.at(-1)] ?? wordsOf(pointer.at(-1));
  }
  // What is chosen from at `pointer` as [value, words], or null.
  choices(pointer, schema) {
    const own = this.kind.choices?.(pointer, this);
    if (own) return own;
    const key = pointer.at(-1);
    if (key === "jurisdiction") return this.form.jurisdictions;
    const words = this.kind.words?.[key] ?? {};
    return schema.enum
      ? (schema.enum.includes(true) ? ["yes", "no"] : schema.enum).map((word) => [
          word,
          words[word] ?? word,
        ])
      : null;
  }

  get(pointer) {
    return pointer.reduce((here, step) => here?.[step], this.data);
  }

  set(pointer, value) {
    let here = this.data;
    pointer.slice(0, -1).forEach((step, n) => {
      if (here[step] === null || typeof here[step] !== "object")
        here[step] = typeof pointer[n + 1] === "number" ? [] : {};
      here = here[step];
    });
    here[pointer.at(-1)] = value;
    this.changed();
  }

  field(pointer, given) {
    const schema = resolved(given, this.root);
    const key = pointer.at(-1);
    const own = this.kind.fields?.[key]?.(this, pointer, schema);
    if (own) return own;
    if (key === "items" && pointer.at(-3) === "groups") return this.outline(pointer);
    if (key === "passing_rule") return this.passing(pointer);
    if (key === "levels" && schema.type === "object") return this.rubricLevels(pointer);
    if (schema.type === "array" && resolved(schema.items, this.root).enum && key !== "order")
      return this.boxes(pointer, schema);
    if (schema.type === "array") return this.repeat(pointer, schema);
    if (schema.properties) return this.group(pointer, schema);
    if (schema.additionalProperties) return null;
    return this.input(pointer, schema);
  }

  about(pointer, schema) {
    const note = pointer.length === 1 ? this.form.notes[pointer[0]] : "";
    return (this.kind.help?.[pointer.at(-1)] ?? note) || schema.description || "";
  }

  // A label, its help, the control, and the place where a problem is said.
  frame(pointer, schema, control, label = this.label(pointer)) {
    const id = idOf(pointer);
    const help = this.about(pointer, schema);
    control.id = id;
    control.setAttribute("aria-describedby", `${help ? `${id}-help ` : ""}${id}-problem`);
    const needed =
      pointer.length === 1 && (this.root.required ?? []).includes(pointer[0])
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

  input(pointer, schema, label) {
    const value = this.get(pointer) ?? "";
    const act = (event) => this.set(pointer, event.target.value);
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
              : `as usual (${(choices.find(([word]) => word === schema.default) ?? [0, schema.default === false ? "no" : schema.default === true ? "yes" : schema.default])[1]})`,
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

  group(pointer, schema) {
    return h(
      "fieldset",
      { class: "cf-builder__group", id: idOf(pointer) },
      h("legend", {}, this.label(pointer)),
      this.about(pointer, schema)
        ? h("p", { class: "cf-builder__help" }, this.about(pointer, schema))
        : null,
      Object.entries(schema.properties).map(([key, inner]) => this.field([...pointer, key], inner)),
    );
  }

  boxes(pointer, schema) {
    const has = () => (Array.isArray(this.get(pointer)) ? this.get(pointer) : []);
    const words = resolved(schema.items, this.root).enum;
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
            onchange: (event) =>
              this.set(
                pointer,
                event.target.checked ? [...has(), word] : has().filter((other) => other !== word),
              ),
          }),
          this.kind.words?.[pointer.at(-1)]?.[word] ?? wordsOf(word.replaceAll("-", " ")),
        ),
      ),
    );
  }

  repeat(pointer, schema) {
    const key = pointer.at(-1);
    const item = resolved(schema.items, this.root);
    const holder = h("div", {});
    const name = this.one(key);
    let undone = null;
    const values = () => (Array.isArray(this.get(pointer)) ? this.get(pointer) : []);
    const put = (next, focus, sentence) => {
      this.set(pointer, next);
      draw();
      holder.querySelector(focus)?.focus();
      this.said(sentence);
    };
    const draw = () => {
      const all = values();
      holder.replaceChildren(
        ...all.map((_, n) => {
          const here = [...pointer, n];
          const title = `${wordsOf(name)} ${n + 1}`;
          const shift = (by) => {
            const next = [...all];
            next.splice(n + by, 0, ...next.splice(n, 1));
            if (key === "parts")
              next.forEach((part, at) => {
                if (part) part.number = String(at + 1);
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

  // The nested list of a method: a line for each item, two spaces in for a list below it.
  outline(pointer) {
    const lines = (all, indent) =>
      (Array.isArray(all) ? all : []).flatMap((item) => {
        const text = String(item?.text ?? item ?? "").replace(/\s*\n\s*/g, " ");
        return [indent + text, ...lines(item?.nested, `${indent}  `)];
      });
    const read = (text) => {
      const top = [];
      const open = [[-1, top]];
      for (const line of text.split("\n").filter((each) => each.trim())) {
        const indent = /^ */.exec(line)[0].length;
        while (open.length > 1 && open.at(-1)[0] >= indent) open.pop();
        const item = { text: line.trim(), nested: [] };
        open.at(-1)[1].push(item);
        open.push([indent, item.nested]);
      }
      const short = (all) =>
        all.map((item) =>
          item.nested.length ? { text: item.text, nested: short(item.nested) } : item.text,
        );
      return short(top);
    };
    const area = h("textarea", {
      rows: "4",
      value: lines(this.get(pointer), "").join("\n"),
      oninput: (event) => this.set(pointer, read(event.target.value)),
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

  rubricLevels(pointer) {
    const levels = this.get([...pointer.slice(0, 2), "levels"]);
    const ids = (Array.isArray(levels) ? levels : []).map((level) => level?.id).filter(Boolean);
    const known = this.get(pointer);
    const all = [
      ...new Set([...ids, ...Object.keys(known && typeof known === "object" ? known : {})]),
    ];
    if (!all.length)
      return h(
        "p",
        { class: "cf-builder__help" },
        "Write the levels of this part first; then come back to this step to describe the work at each.",
      );
    return h(
      "div",
      { id: idOf(pointer) },
      all.map((id) =>
        this.input([...pointer, id], { maxLength: 20000 }, `What work at “${id}” looks like`),
      ),
    );
  }

  passing(pointer) {
    const now = this.get(pointer);
    const kind =
      now === "all" || !now ? (now ?? "") : now.points ? "points" : now.all_of ? "all_of" : "all";
    const shape = shapeOf(this.root.properties.passing_rule, this.root);
    const more = h("div", {});
    const draw = (which) =>
      more.replaceChildren(
        ...(which === "all_of" || which === "points"
          ? [this.field([...pointer, which], shape.properties[which])]
          : []),
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
            onchange: (event) => {
              const which = event.target.value;
              this.set(
                pointer,
                which === "all_of" ? { all_of: [] } : which === "points" ? { points: {} } : which,
              );
              draw(which);
            },
          },
          [
            ["", "choose"],
            ["all", "every part passes"],
            ["all_of", "named parts reach named levels"],
            ["points", "a number of points"],
          ].map(([value, words]) => h("option", { value, selected: value === kind }, words)),
        ),
      ),
      more,
    );
  }
}
