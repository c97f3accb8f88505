// A description from Word, a PDF or plain text becomes a draft: 12 texts in 12 layouts.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { blocksOfHtml } from "../../web/builder/paste/blocks.js";
import { isName } from "../../web/builder/paste/names.js";
import { placed } from "../../web/builder/paste/place.js";

const FOLDER = new URL("pasted/", import.meta.url);
const ISSUERS = /** @type {[string, string][]} */ ([
  ["juniper-university", "Juniper State University, College of Education"],
]);
// Words that a value stands for, and those of headings and of a page's edge.
const UNDERSTOOD = new RegExp(
  `^(?:${[
    "hours|teach|classroom|coach|instructional|counsel|school|librarian|special|educat|paraedu",
    "parapro|princip|family|liaison|leader|mentor|grades?|middle|elementary|early|childhood|badge",
    "working|business|years?|three|every|parts?|about|license|maximum|words?|harlow|catalog|https",
    "competency|statement|method|components|rationale|audience|needed|references|bands|workload",
    "submit|learning|resources|level|number|attempts|renewal|passing|score|criterion|overview",
    "research|intended|commitment|academic|integrity|submission|guidelines|created|somewhere|state",
    "between|under|stood|micro|credential|college|supporting|introductory|rsquo",
  ].join("|")})`,
  "i",
);
const texts = readdirSync(FOLDER).filter((name) => !name.endsWith(".json"));

/** @param {string} name */
const read = (name) => readFileSync(new URL(name, FOLDER), "utf-8");
/** @param {string} name */
function pasted(name) {
  const all = read(name);
  const isHtml = name.endsWith(".html");
  return placed(
    { text: isHtml ? all.replace(/<[^>]*>/g, "") : all, html: isHtml ? all : "" },
    ISSUERS,
  );
}

/**
 * The values of a draft with the way to each; labels that the program makes are no values.
 * @param {unknown} value
 * @param {string[]} way
 * @returns {[string, string][]}
 */
function leaves(value, way = []) {
  if (value === null || typeof value !== "object") return [[way.join("/"), String(value)]];
  return Object.entries(/** @type {object} */ (value))
    .filter(([key]) => key !== "id")
    .flatMap(([key, one]) => leaves(one, [...way, key]));
}

test("there are 12 texts", () => assert.equal(texts.length, 12));

for (const name of texts) {
  const expected = JSON.parse(read(name.replace(/\.\w+$/, ".json")));
  const wanted = leaves(expected);
  const { data, marks } = pasted(name);
  const got = new Map(leaves(data));

  test(`${name}: at least four fifths of the fields are placed`, () => {
    const missing = wanted.filter(([way, text]) => got.get(way) !== text);
    assert.ok(
      missing.length <= wanted.length / 5,
      `${JSON.stringify(missing)} of ${wanted.length}`,
    );
  });

  test(`${name}: nothing is wrong without a mark`, () => {
    const open = marks.filter((one) => !one.sure).map((one) => one.pointer.join("/"));
    const right = new Map(wanted);
    const wrong = [...got].filter(
      ([way, text]) =>
        right.get(way) !== text && !open.some((at) => way === at || way.startsWith(`${at}/`)),
    );
    assert.deepEqual(wrong, []);
  });

  test(`${name}: every word is in the draft or left over`, () => {
    const { left } = pasted(name);
    const kept = JSON.stringify([data, left]).toLowerCase();
    const source = name.endsWith(".html")
      ? read(name).replace(/<(style)[\s\S]*?<\/\1>|<[^>]*>/g, " ")
      : read(name);
    const lines = source.split(/\n|:|\t/).filter((line) => !isName(line.trim()));
    const lost = (lines.join(" ").match(/\p{L}{5,}/gu) ?? []).filter(
      (word) => !kept.includes(word.toLowerCase()) && !UNDERSTOOD.test(word),
    );
    assert.deepEqual(lost, []);
  });
}

test("what is said in other forms is placed too, and what is unclear stays over", () => {
  const { data, marks, left } = placed({
    text: [
      "A Title",
      "=======",
      "",
      "| Cost | $10 or $20 |",
      "| --- | --- |",
      "",
      "Time: two weeks",
      "Competency: Educators listen.",
      "Competency: Educators speak.",
      "Issuer: Somebody Else",
      "Version: next",
      "Glossary",
      "no pair here",
      "",
      "Evidence",
      "Whatever you have.",
      "",
      "Grades: high school, adult learners",
      "Passing: 12 points",
      "Expires after: 18 months",
      "Summary: One. Two. Three. Four.",
    ].join("\n"),
  });
  assert.equal(data.title, "A Title");
  assert.deepEqual(data.grade_bands, ["high", "adult"]);
  assert.deepEqual(data.expires_after, { months: "18" });
  assert.equal(data.competency, "Educators listen.");
  assert.equal(marks.find((one) => one.pointer[0] === "cost")?.sure, false);
  const over = left.map((one) => one.text).join(" ");
  for (const words of ["two weeks", "speak", "Somebody Else", "next", "no pair", "Whatever", "12"])
    assert.ok(over.includes(words), words);
  assert.ok(over.includes("Four."));
});

test("a table that names no levels, and a part that comes twice", () => {
  const { data, left } = placed({
    text:
      "Part A: One\n- Why?\n\n| a | b |\n| c | d |\n\nPart 2\nSay it. 50 words\n\n" +
      "Scoring guide\nYes: it is said.\nPart 2\nAnd again.\n",
  });
  const parts = /** @type {{number: string, title: string, intro?: string}[]} */ (data.parts);
  assert.deepEqual(
    parts.map(({ number, title }) => `${number} ${title}`),
    ["1 One", "2 Part 2"],
  );
  assert.ok(parts[1].intro?.includes("And again."));
  assert.ok(left.some((one) => one.text.includes("c | d")));
});

test("an empty text places nothing", () => {
  assert.deepEqual(placed({ text: " \n\n", html: "<p> </p>" }), { data: {}, marks: [], left: [] });
});

/** @param {string[][]} rows */
const table = (rows) =>
  `<p>Part 1: Film</p><table>${rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`)
    .join("")}</table>`;

test("a table of criteria with an empty row and an empty heading keeps its columns", () => {
  const rows = [["Criterion", "Strong", "", "Weak"], [], ["", ""], ["Sound", "Clear", "?", "Dull"]];
  const { data, left } = placed({ text: "", html: table(rows) });
  const [part] = /** @type {{rubric: object[]}[]} */ (data.parts);
  assert.deepEqual(part.rubric, [
    { id: "sound", name: "Sound", levels: { strong: "Clear", weak: "Dull" } },
  ]);
  assert.deepEqual(left, [{ heading: "Film", text: "?" }]);
});

test("levels that are called the same, or in no Latin letters, have ids of their own", () => {
  const rows = [
    ["", "Met", "Met", "良い", "悪い"],
    ["Sound", "a", "b", "c", "d"],
  ];
  const { data } = placed({ text: "", html: table(rows) });
  const [part] = /** @type {{rubric: {levels: object}[]}[]} */ (data.parts);
  assert.deepEqual(part.rubric[0].levels, { met: "a", "met-2": "b", level: "c", "level-2": "d" });
});

test("rows of text without any text are no rows, and a table in a table loses no words", () => {
  const blocks = placed({ text: "Part 1: Film\n\n| a | b | c |\n|  |  |  |\n| d | e | f |\n" });
  const [part] = /** @type {{rubric: object[]}[]} */ (blocks.data.parts);
  assert.equal(part.rubric.length, 1);
  const html = "<table><tr><td>outer<table><tr><td>inner</table></table>";
  assert.match(JSON.stringify(placed({ text: "", html }).left), /outer.*inner/);
});

test("HTML of nothing but beginnings is read to its end", () => {
  const listed = '<span style="mso-list:ignore">';
  for (const begin of ["<span ", "<a ", "<style>", "<!--", "<![", "<p>x", "<td>x", "<a", listed])
    assert.ok(blocksOfHtml(`<p>Kept</p>${begin.repeat(20_000)}`).length, begin);
  assert.ok(blocksOfHtml(`<p>Kept</p><${"a".repeat(200_000)}`).length);
  assert.deepEqual(blocksOfHtml(`<p>${"long ".repeat(200_001)}</p>`), []);
});

test("what is after the first million characters is left over", () => {
  const { left } = placed({ text: `${"\n".repeat(1_000_000)}The end` });
  assert.deepEqual(left, [{ heading: "", text: "The end" }]);
});

test("what looks like an entity and is none stays as it is written", () => {
  const [one] = blocksOfHtml("<STYLE>p {}</style><p>R&amp;D &constructor; <!-- no --> here</p>");
  assert.equal(one.text, "R&D &constructor; here");
});
