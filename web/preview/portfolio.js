// What a portfolio shows that is in its profile: credfolio.pages.people.portfolio_page. Badges,
// evidence, skills and hours come from awards, which are files of their own.
import { trusted } from "./template.js";

/**
 * @import { PageData } from "./page.js"
 * @import { Educator } from "./records.js"
 */
/**
 * @param {Educator} e
 * @param {PageData} page
 */
export function portfolioView(e, page) {
  const { orders } = page.view.portfolio;
  const headings = Object.fromEntries(page.view.portfolio.headings);
  /** @type {Record<string, unknown>} */
  const filled = {
    about: e.bio,
    goals: e.goals.length || e.in_progress.length,
    playlists: e.playlists.length,
    credits: e.licence,
    "learning-log": e.learning_log.length,
  };
  const wanted = [...new Set([...e.order, ...orders[e.layout], ...Object.keys(headings)])];
  const names = wanted.filter((name) => filled[name] && !e.hide.includes(name));
  return {
    e,
    share: null,
    wallet: null,
    ask: "",
    v: {
      shown: [],
      complete: [],
      hours: [],
      signed: [],
      signers: 0,
      has_badges: !names.length && !e.hide.includes("badges"),
      stacks: [],
      collections: [],
      evidence: [],
      timeline: [],
      skills: [],
      endorsements: [],
      held: {},
      wall: { badges: [], first: 0, facets: [] },
      credits: { cycle: [{ value: null, attributes: trusted("") }], rows: [] },
      languages: page.words.join([e.languages.map((tag) => page.words.language([tag]))]),
      sections: names.map((name) => [name, headings[name], trusted("")]),
      log_minutes: e.learning_log.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0),
    },
  };
}
