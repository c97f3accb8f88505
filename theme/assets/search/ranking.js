// Ideas and where records hold them → scores that one can explain: each idea counts by the best
// place that holds it and by how few records do.

/**
 * @import { SearchIndex } from "./index.js"
 * @import { Held, Kind, Scores } from "./kind.js"
 * @import { Term } from "./query.js"
 */

/**
 * What was found of one kind. `whole` records hold every idea; the others hold most of them.
 * @typedef {{ scores: Scores, whole: Set<number> }} Found
 */

// A record may lack ideas that weigh little: of two, one that nearly every record holds.
const LEAST_OF_TWO = 0.75;
const LEAST_OF_MANY = 0.62;
// Where fewer than a handful hold enough in a telling place, those that come near are shown, too.
const LEAST_OF_ALL = 0.3;
const TELLING = 6;
const A_HANDFUL = 3;
const FOR_WHOLE = 1.25;
const FOR_TITLE = 1.5;

/**
 * What was found of each kind, and for each idea whether anything holds it.
 * @param {SearchIndex} index
 * @param {Term[]} terms
 * @param {(Uint8Array | null)[]} texts  what the index of whole texts found for each term
 * @returns {Promise<{ found: Record<string, Found>, isHeld: boolean[] }>}
 */
export async function rank(index, terms, texts) {
  const kinds = Object.values(index.kinds);
  // Numbers in the texts go on from the credentials to the stacks; the others have none.
  /** @type {Record<string, number>} */
  const begins = { credentials: 0, stacks: index.kinds.credentials.size };
  const held = await Promise.all(
    kinds.map((kind) =>
      Promise.all(
        terms.map((one, k) => {
          const begin = begins[kind.name];
          return kind.held(one, begin === undefined ? null : (texts[k] ?? null), begin);
        }),
      ),
    ),
  );
  const weights = weigh(kinds, held, terms.length);
  const result = Object.fromEntries(
    kinds.map((kind, k) => [kind.name, scored(kind, held[k], weights, terms)]),
  );
  return { found: kept(result, terms.length), isHeld: weights.map(Boolean) };
}

/**
 * What each idea weighs: little where many records hold it, nothing where none does.
 * @param {Kind[]} kinds
 * @param {Held[][]} held
 * @param {number} many
 */
function weigh(kinds, held, many) {
  const size = kinds.reduce((sum, kind) => sum + kind.size, 0);
  return Array.from({ length: many }, (_, k) => {
    let holding = 0;
    for (const ofKind of held) for (const worth of ofKind[k].worth) if (worth) holding++;
    return holding ? Math.log(1 + size / holding) : 0;
  });
}

/** @typedef {{ score: number, covered: number, n: number }} Scored */

/**
 * @param {Kind} kind
 * @param {Held[]} held
 * @param {number[]} weights
 * @param {Term[]} terms
 */
function scored(kind, held, weights, terms) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const words = terms.reduce((sum, one) => sum + one.ways[0].length, 0);
  /** @type {Scored[]} */
  const made = [];
  for (let n = 0; total && n < kind.size; n++) {
    let sum = 0;
    let covered = 0;
    let titled = 0;
    held.forEach(({ worth, titled: inTitle }, k) => {
      if (!worth[n]) return;
      sum += weights[k] * worth[n];
      covered += weights[k];
      titled += inTitle[n];
    });
    if (!covered) continue;
    // A title that is nothing but the query comes first.
    const share = titled === words ? titled / Math.max(kind.lengths[n] ?? words, words) : 0;
    made.push({
      n,
      covered: covered / total,
      score: (sum / total) * (1 + FOR_TITLE * share * share),
    });
  }
  return made;
}

/**
 * Of each kind the records that hold enough: all ideas, or most of many. Where few do, those that
 * come near.
 * @param {Record<string, Scored[]>} scored
 * @param {number} many
 * @returns {Record<string, Found>}
 */
function kept(scored, many) {
  const isWhole = (/** @type {Scored} */ one) => one.covered > 1 - 1e-6;
  const enough = many > 2 ? LEAST_OF_MANY : LEAST_OF_TWO;
  const all = Object.values(scored).flat();
  const telling = all.filter((one) => one.covered >= enough && one.score >= TELLING);
  const least = telling.length >= A_HANDFUL ? enough : Math.min(enough, LEAST_OF_ALL);
  return Object.fromEntries(
    Object.entries(scored).map(([name, found]) => {
      const good = found.filter((one) => one.covered >= least);
      const scores = new Map(
        good.map((one) => [one.n, one.score * (isWhole(one) ? FOR_WHOLE : Math.sqrt(one.covered))]),
      );
      return [name, { scores, whole: new Set(good.filter(isWhole).map((one) => one.n)) }];
    }),
  );
}
