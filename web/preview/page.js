// @ts-nocheck
// What every template may ask: names, addresses and words, from the data that the build wrote.
import { line, plain, prose } from "./prose.js";
import { Shaper } from "./shape.js";
import { Markup, Nodes, trusted } from "./template.js";
import { clip, count, grouped, host, titleOf, wordsFor } from "./words.js";

const anchor = (code) => `s-${code.replace(/[^A-Za-z0-9.-]+/g, "-")}`;
const own = (table, key) =>
  key !== null && key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;

function monogram(name) {
  const letters = name
    .split(/[\s-]+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
    .map((word) => [...word][0]);
  return letters.length
    ? (letters[0] + (letters.length > 1 ? letters.at(-1) : "")).toUpperCase()
    : "?";
}

const ADDRESS = {
  CATALOG: "catalog/",
  COMPARE: "compare/",
  issuer: ([id]) => `catalog/${id}/`,
  credential: ([one]) => `catalog/${typeof one === "string" ? one : one.ref}/`,
  stack: ([one]) =>
    `catalog/${(typeof one === "string" ? one : one.ref).replace("/", "/stacks/")}/`,
  worksheet: ([one]) => `catalog/${one.ref}/worksheet/`,
  badge: ([at]) => `${at}badge.svg`,
  topic: ([id]) => `topics/${id}/`,
  audience: ([role]) => `audiences/${role}/`,
  jurisdiction: ([id]) => `jurisdictions/${id}/`,
  framework: ([id]) => `frameworks/${id}/`,
  educator: ([id]) => `portfolios/${id}/`,
  transcript: ([id]) => `portfolios/${id}/transcript/`,
  award: ([one]) => `portfolios/${one.educator}/${one.id}/`,
};

export class PageData {
  // `given` is preview/page.json; `root` the way to the site's root, never empty.
  constructor(given, root) {
    Object.assign(this, given, { root });
    this.given = given;
    this.words = wordsFor(given.words);
    this.shapers = Object.fromEntries(
      Object.entries(given.schemas).map(([kind, schema]) => [
        kind,
        new Shaper(schema, given.defaults),
      ]),
    );
  }

  record(kind, data, name) {
    return this.shapers[kind].record(data, name);
  }

  credential(ref) {
    if (!Object.hasOwn(this.names.credentials, ref)) return null;
    return { ref, title: this.names.credentials[ref], issuer: ref.split("/")[0], status: "active" };
  }

  stack(ref) {
    return Object.hasOwn(this.names.stacks, ref) ? { ref, title: this.names.stacks[ref] } : null;
  }

  globals() {
    const { names } = this;
    const icon = ([name]) => trusted(this.icons[name] ?? "");
    const icons = (table) =>
      Object.fromEntries(Object.entries(table).map(([key, name]) => [key, icon([name])]));
    const statement = ([a]) =>
      own(own(names.frameworks, a.framework)?.statements ?? {}, a.code) ?? "";
    const jurisdiction = (id) => own(names.jurisdictions, id);
    return {
      root: trusted(this.root),
      site: { today: this.today, name: this.site },
      words: this.words,
      address: ADDRESS,
      icon,
      EVIDENCE_ICONS: icons(this.words.EVIDENCE_ICON),
      RESOURCE_ICONS: icons(this.words.RESOURCE_ICON),
      issuer_name: ([id]) => own(names.issuers, id)?.name ?? id,
      jurisdiction_name: ([id]) => jurisdiction(id)?.name ?? id,
      category_name: ([credit]) =>
        credit.category === null
          ? ""
          : (own(jurisdiction(credit.jurisdiction)?.categories ?? {}, credit.category) ??
            titleOf(credit.category)),
      frameworks: { get: ([id]) => own(names.frameworks, id) ?? null },
      statement,
      anchor: ([code]) => anchor(code),
      monogram: ([name]) => monogram(name),
      credential: ([ref]) => this.credential(ref),
      stack: ([ref]) => this.stack(ref),
      card: () => "",
      stack_card: () => "",
      playlist_link: () => "plan/",
      portrait: ([e, size]) =>
        new Markup([
          '<span class="cf-portrait cf-portrait--initials" data-hue="0" aria-hidden="true" style="--size:',
          { text: `${size}px` },
          '">',
          { text: monogram(e.display_name) },
          "</span>",
        ]),
      filters: {
        prose: (text) => new Nodes(() => prose(text)),
        line: (text) => new Nodes(() => line(text)),
        plain: (text) => plain(text),
        day: (iso) => this.words.day([iso]),
        number: (value) => grouped(value),
        wordsof: (values, [table]) => values.map((value) => table[value]).join(", "),
        topicname: (id) => titleOf(id),
        host: (url) => host(url),
        clip: (text, [most]) => clip(text, most),
        rolename: (role) => this.words.ROLE[role],
      },
    };
  }
}

export { count };
