// @ts-nocheck
// The command's own words. They come with the form (credfolio.findings.words), so that nobody is told
// one thing here and another in the proposal.
let told = null;

export function speakWith(given) {
  told = given;
}
export const list = (name) => told[name];

// [message, fix] of `key`, with `values` put in, as credfolio.findings.words.said does.
export function said(key, values = {}) {
  return told.words[key].map((template) =>
    template.replace(/\{\{|\}\}|\{(\w+)\}/g, (found, name) =>
      name === undefined ? found[0] : String(values[name]),
    ),
  );
}

// The finding of `key`; the rule is what stands before the colon.
export function finding(key, pointer, values = {}, more = {}) {
  const [message, fix] = said(key, values);
  return { rule: key.split(":")[0], pointer, message, fix, severity: "error", ...more };
}

const compiled = new Map();
// One of the command's patterns, to be used with exec, match or replace.
export function pattern(name, more = "") {
  const key = name + more;
  if (!compiled.has(key)) {
    const [source, flags] = told.patterns[name];
    compiled.set(key, new RegExp(source, flags + more));
  }
  const one = compiled.get(key);
  one.lastIndex = 0;
  return one;
}
export const whole = (name, text) => {
  const found = pattern(name).exec(text);
  return found !== null && found.index === 0 && found[0].length === text.length;
};

const printable = (text) =>
  text.replace(/[\p{C}\p{Z}]/gu, (one) =>
    one === " " ? one : `\\u${one.codePointAt(0).toString(16).padStart(4, "0")}`,
  );

// A value for a message: on one line, in quotes, cut when long; credfolio.findings.finding.quoted.
export function quoted(value, limit = 60) {
  const signs = [...printable(String(value).split(/\s+/).filter(Boolean).join(" "))];
  return signs.length > limit ? `"${signs.slice(0, limit - 1).join("")}…"` : `"${signs.join("")}"`;
}

// How alike two words are, as Python's difflib has it: twice the matching signs by all signs.
function alike(a, b) {
  const left = [...a];
  const right = [...b];
  const matching = (alo, ahi, blo, bhi) => {
    let [at, bt, size] = [alo, blo, 0];
    let row = new Map();
    for (let i = alo; i < ahi; i++) {
      const next = new Map();
      for (let j = blo; j < bhi; j++) {
        if (left[i] !== right[j]) continue;
        const length = (row.get(j - 1) ?? 0) + 1;
        next.set(j, length);
        if (length > size) [at, bt, size] = [i - length + 1, j - length + 1, length];
      }
      row = next;
    }
    return size ? size + matching(alo, at, blo, bt) + matching(at + size, ahi, bt + size, bhi) : 0;
  };
  const all = left.length + right.length;
  return all ? (2 * matching(0, left.length, 0, right.length)) / all : 1;
}

// The known name that was probably meant, if one is close; credfolio.ids.nearest.
export function nearest(name, known) {
  let best = null;
  for (const one of known) {
    const score = alike(one, name);
    if (score >= 0.7 && (!best || score > best[0] || (score === best[0] && one > best[1])))
      best = [score, one];
  }
  return best ? best[1] : null;
}

export const didYouMean = (guess) =>
  guess === null ? "" : said("piece: guess", { guess: quoted(guess) })[0];
