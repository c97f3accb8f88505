// The page as it will look, from the classes of the real one. Text never becomes HTML here.
import { h } from "../../theme/assets/dom.js";
import { filled } from "./record.js";

const list = (value) => (Array.isArray(value) ? value : []);
const text = (value) => (typeof value === "string" ? value : "");

// **bold**, *italic* and the words of links; everything else as it is typed.
function inline(words) {
  return text(words).split(/(\*\*[^*]+\*\*|\*[^*\n]+\*|\[[^\]]+\]\([^)\s]+\))/).map((piece) => {
    if (/^\*\*[^*]+\*\*$/.test(piece)) return h("strong", {}, piece.slice(2, -2));
    if (/^\*[^*]+\*$/.test(piece)) return h("em", {}, piece.slice(1, -1));
    const link = /^\[([^\]]+)\]\((https:\/\/[^)\s]+)\)$/.exec(piece);
    return link ? h("u", { title: link[2] }, link[1]) : piece;
  });
}

function prose(words) {
  return text(words).split(/\n\s*\n/).filter((one) => one.trim()).map((block) => {
    const lines = block.split("\n");
    if (lines.every((line) => /^\s*[-*+] /.test(line))) return h("ul", {}, lines.map((line) => h("li", {}, inline(line.replace(/^\s*[-*+] /, "")))));
    return h("p", {}, inline(block.replace(/\n/g, " ")));
  });
}

const items = (all) => h("ul", {}, list(all).map((one) => h("li", {}, inline(one?.text ?? one), one?.nested ? items(one.nested) : null)));
const section = (title, ...children) => {
  const kept = children.flat(Infinity).filter(Boolean);
  return kept.length ? h("section", {}, h("h3", {}, title), kept) : null;
};

function rubric(part) {
  const levels = list(part.levels).filter((one) => one?.id);
  if (!list(part.rubric).length || !levels.length) return null;
  return h("div", { class: "cf-scroll", role: "region", tabindex: "0", "aria-label": `Rubric of part ${text(part.number)}` },
    h("table", { class: "cf-table" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Looked at"), levels.map((one) => h("th", { scope: "col" }, text(one.name) || one.id)))),
      h("tbody", {}, list(part.rubric).map((one) => h("tr", {}, h("th", { scope: "row" }, text(one?.name)), levels.map((level) => h("td", {}, inline(one?.levels?.[level.id]))))))));
}

function part(one) {
  return h("article", { class: "cf-part" },
    h("header", {}, h("p", { class: "cf-part__number" }, `Part ${text(one.number)}`), h("h4", {}, text(one.title))),
    one.purpose ? h("p", { class: "cf-part__purpose" }, inline(one.purpose)) : null, prose(one.intro),
    list(one.prompts).length ? [h("h5", {}, "Write about"), h("ol", { class: "cf-prompts" }, list(one.prompts).map((p) => h("li", {}, inline(p?.text))))] : null,
    list(one.evidence_items).length ? [h("h5", {}, "Attach"), h("ul", {}, list(one.evidence_items).map((e) =>
      h("li", {}, h("strong", {}, text(e?.title)), ` ${text(e?.count) || 1} ${text(e?.unit)} `, inline(e?.description))))] : null,
    prose(one.scoring_guide), rubric(one));
}

export function preview(data, form) {
  const c = filled(data) ?? {};
  const issuer = form.issuers.find(([id]) => id === c.issuer);
  const time = c.time_estimate;
  return h("div", { class: "cf-builder__sheet" },
    h("p", { class: "cf-kicker" }, `Micro-credential · ${text(c.status) || "draft"}`),
    h("h2", { class: "cf-builder__title" }, text(c.title) || "Your title"),
    h("div", { class: "cf-competency" }, prose(c.competency ?? c.summary)),
    h("ul", { class: "cf-facts" }, issuer ? h("li", {}, issuer[1]) : null,
      time?.min_hours ? h("li", {}, `about ${time.min_hours}–${text(time.max_hours)} hours`) : null,
      c.version ? h("li", {}, `version ${text(c.version)}`) : null),
    section("What it is", c.competency ? prose(c.summary) : null),
    section("The method", prose(c.key_method), prose(c.method_components?.intro),
      list(c.method_components?.groups).map((g) => h("div", { class: "cf-method" }, h("h4", {}, text(g?.heading)), prose(g?.intro), items(g?.items))), prose(c.rationale)),
    section("Prepare", prose(c.how_to_earn), prose(c.suggested_preparation),
      list(c.resources).length ? h("ul", {}, list(c.resources).map((r) => h("li", {}, text(r?.title), h("span", { class: "cf-row__by" }, ` ${text(r?.kind)}`)))) : null),
    section("What you hand in", list(c.parts).map((one) => part(one ?? {}))),
    section("Research", list(c.research).length ? h("ul", {}, list(c.research).map((r) => h("li", {}, inline(r?.citation)))) : null));
}
