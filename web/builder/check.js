// What one file can be told about: the findings of credfolio.record_reader and of some rules.
import { filled, resolved, shapeOf } from "./record.js";

const finding = (rule, pointer, message, fix, severity = "error") => ({ rule, pointer, message, fix, severity });
const inWords = (pointer) => pointer.reduce((words, step) => words + (typeof step === "number" ? `[${step + 1}]` : words ? `.${step}` : step), "") || "the record";
const PATTERNS = [
  [(p) => p.includes("]/[") || p.includes(")?/["), "expected a reference of the form issuer/credential", "write the issuer's folder, a slash and the file's name without .yml"],
  [(p) => p.startsWith("^[a-z0-9](?:"), "expected an id: lower-case letters, digits and hyphens", "write it like active-listening"],
  [(p) => p.includes("[a-z]{2,3}(-"), "expected a language tag", "write en, es, fr-CA and so on"],
  [(p) => p.includes("10\\."), "expected a DOI", "write it like 10.1000/182, without https://doi.org/"],
];

function walk(value, schema, root, pointer, found) {
  const here = resolved(schema, root);
  if (!here || value === undefined) return;
  const wrong = (message, fix, shown = typeof value === "string" ? `, found "${value}"` : Array.isArray(value) ? ", found a list" : ", found keys and values") =>
    found.push(finding("wrong-value", pointer, `${inWords(pointer)}: ${message}${shown}`, fix));
  if (here.anyOf) {
    if (typeof value === "string") return;
    walk(value, shapeOf(here, root), root, pointer, found);
    return;
  }
  if (here.type === "array") {
    if (!Array.isArray(value)) { wrong("expected a list", "begin each item on its own line with a hyphen and a space"); return; }
    value.forEach((one, n) => walk(one, here.items, root, [...pointer, n], found));
    return;
  }
  if (here.type === "object") {
    if (typeof value !== "object" || Array.isArray(value)) { wrong("expected keys and values", "write the keys on the lines below, two spaces in"); return; }
    for (const key of here.required ?? []) {
      if (filled(value[key]) === undefined) {
        const where = pointer.length ? ` in ${inWords(pointer)}` : "";
        found.push(finding("missing-key", [...pointer, key], `${key} is missing${where}`, `add a line \`${key}: …\``));
      }
    }
    for (const [key, one] of Object.entries(value)) {
      const rule = here.properties?.[key] ?? (typeof here.additionalProperties === "object" ? here.additionalProperties : null);
      if (rule) walk(one === null ? undefined : one, rule, root, [...pointer, key], found);
      else if (here.additionalProperties === false) {
        found.push(finding("unknown-key", [...pointer, key], `the key "${key}" is not known${pointer.length ? ` in ${inWords(pointer)}` : ""}`,
          pointer.length ? "delete it, or move the words to a known key" : "Your own keys go under `extra:`."));
      }
    }
    return;
  }
  if (typeof value !== "string") { wrong("expected text", "write plain text behind the colon; quote it if it holds ': '"); return; }
  const text = value.trim();
  if (here.enum) {
    const yesNo = here.enum.includes(true);
    if (yesNo && !/^(yes|no|true|false|on|off)$/i.test(text)) wrong("expected yes or no", "write yes or no");
    else if (!yesNo && !here.enum.includes(value)) wrong(`expected one of ${here.enum.join(", ")}`, "Choose one of the words listed.");
  } else if (here.type === "integer") {
    if (!/^\d+$/.test(text)) wrong("expected a whole number such as 12", "write digits only");
  } else if (Array.isArray(here.type) && here.type[0] === "number") {
    if (!/^\d+(\.\d+)?$/.test(text)) wrong("expected a number such as 1.5", "write digits, with a point for fractions and no unit");
  } else if (here.format === "date") {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`);
    if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) wrong("expected a real date written YYYY-MM-DD", "write the date as 2026-05-31");
  } else if (here.format === "uri") {
    if (!/^https?:\/\/[^\s/@]+\.[^\s@]+$/.test(text)) wrong("expected a web address", "copy the address from the browser, beginning with https://");
  } else if (here.maxLength && [...value].length > here.maxLength) {
    wrong(`expected at most ${here.maxLength} characters`, "shorten the text");
  } else if (here.maxLength === 500 && value.includes("\n")) {
    wrong("expected one line", "join the lines, or shorten the text");
  } else if (here.pattern && !new RegExp(here.pattern, "u").test(value)) {
    const [, message, fix] = PATTERNS.find(([fits]) => fits(here.pattern)) ?? [0, "expected another form", "see the reference of this record for the form"];
    wrong(message, fix);
  }
}

function rules(data, form, found) {
  const parts = Array.isArray(data.parts) ? data.parts : [];
  const n = parts.findIndex((part, at) => part && /^\d+$/.test(part.number ?? "") && Number(part.number) !== at + 1);
  if (n >= 0) {
    found.push(finding("part-numbers", ["parts", n, "number"], `part number ${parts[n].number} stands where ${n + 1} is expected`,
      `write \`number: ${n + 1}\`, and correct the parts after it`));
  }
  const evidence = new Set();
  parts.forEach((part, p) => {
    for (const key of ["prompts", "levels", "rubric", "evidence_items"]) {
      const seen = key === "evidence_items" ? evidence : new Set();
      (Array.isArray(part?.[key]) ? part[key] : []).forEach((one, at) => {
        if (!one?.id) return;
        if (seen.has(one.id)) {
          found.push(finding("duplicate-part-id", ["parts", p, key, at, "id"], `the id "${one.id}" is used before in part ${part.number}`, "choose another id for one of the two"));
        }
        seen.add(one.id);
      });
    }
  });
  const competency = typeof data.competency === "string" ? data.competency : "";
  const ands = (competency.match(/\band\b/gi) ?? []).length;
  const said = /^\s*(?:[-*+]|\d+[.)])\s/m.test(competency) ? "is a list" : ands > 4 ? `says “and” ${ands} times` : "";
  if (said) found.push(finding("single-competency", ["competency"], `the competency ${said}; expected one thing that the educator can do`, "keep the sentence that the evidence shows", "hint"));
  if (data.status === "active") {
    for (const [key, words] of form.needed) {
      if (filled(data[key]) === undefined) {
        found.push(finding("incomplete-definition", [key], `the status is active, but ${words} is not there`, "write it, or leave the status at draft"));
      }
    }
  }
}

// All findings about `data`, in the order of the form.
export function check(data, form) {
  const found = [];
  const value = filled(data) ?? {};
  walk(value, form.schema, form.schema, [], found);
  rules(value, form, found);
  return found;
}
