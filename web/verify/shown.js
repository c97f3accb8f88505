// The answer on the page. Whatever comes from a badge is put in as text, never as HTML.
import { all, the } from "../../theme/assets/dom.js";
import { fill } from "../../theme/assets/wording.js";
import { isPrintable } from "./shape.js";

/**
 * @import { About, Outcome, Report, Step } from "./report.js"
 * @typedef {{root: string, home: string, issuers: Map<string, {name: string, path: string}>}} Site
 * @typedef {{name: string, now: number, waiting: string, address?: string}} Source
 */

/** @type {Record<Outcome, string>} */
const OUTCOMES = { pass: "Yes", fail: "No", unknown: "Not known", skipped: "Not looked at" };
// Two questions are not answered with yes or no.
/** @type {Record<string, Record<Outcome, string>>} */
const OUTCOMES_OF = {
  issuer: { ...OUTCOMES, pass: "Known by address", fail: "Contradicted" },
  subject: { ...OUTCOMES, pass: "Named", fail: "Makes no sense" },
};
// Nobody confirms a badge for which its issuer keeps no list.
/** @type {Record<string, string>} */
const OUTCOMES_BY_CODE = { "no-status": "No list kept" };
const OUTCOME_OF_VERDICT = { verified: "pass", false: "fail", ended: "fail", unknown: "unknown" };
// cmd.exe takes what stands between two % for a variable, in quotes too: %DATE%20, %CD%20.
const BYTE = "%(?![A-Za-z][^%]{2,}%|[Cc][Dd]%)[0-9A-Fa-f]{2}";
const SAFE_IN_A_SHELL = new RegExp(`^https://(?:[A-Za-z0-9._~/:-]|${BYTE})+$`);
const SAFE_IN_QUOTES = new RegExp(`^https://(?:[A-Za-z0-9._~/:?=&+,-]|${BYTE})+$`);
const ASK = {
  words: "A badge of this form carries no signature: it counts if {host} publishes it.",
  button: "Ask {host}",
};
// Whoever is named only by a code can be compared with an address.
const BY_CODE = ["hashed", "named-and-coded", "matched", "another-holder"];

/** The parts of the page that change with an answer. */
export class Shown {
  #page;
  #site;
  #command;
  #outside;
  #outsideHome;

  /**
   * @param {HTMLElement} page
   * @param {Site} site
   */
  constructor(page, site) {
    this.#page = page;
    this.#site = site;
    this.#command = this.#find("command").textContent;
    this.#outside = the("[data-outside]", HTMLAnchorElement, page);
    this.#outsideHome = this.#outside.href;
  }

  /** @param {string} name */
  #find(name) {
    return the(`[data-${name}]`, HTMLElement, this.#page);
  }

  /**
   * Tell the reader, also one who listens.
   * @param {string} words
   * @param {boolean} isQuiet
   */
  say(words, isQuiet = false) {
    const said = this.#find("said");
    said.classList.toggle("cf-sr", isQuiet);
    said.textContent = words;
  }

  /**
   * A check of `name` has begun: what was shown before is gone.
   * @param {string} name
   */
  begin(name) {
    for (const part of ["report", "problem", "after"]) this.#find(part).hidden = true;
    for (const step of all("[data-step]", HTMLElement, this.#page)) {
      delete step.dataset.outcome;
      delete step.dataset.code;
      the("[data-outcome-words]", HTMLElement, step).textContent = "";
      the("[data-answer]", HTMLElement, step).hidden = true;
    }
    this.#find("ask").classList.add("cf-ask--used");
    this.say(`Checking ${name} …`);
  }

  /**
   * Nothing could be checked, for the reason `words`.
   * @param {string} words
   */
  problem(words) {
    this.#find("problem-words").textContent = words;
    this.#find("problem").hidden = false;
    this.say(`Nothing was checked. ${words}`, true);
  }

  /**
   * Show the answer `report` about `source`: `name`, `now`, the host that is `waiting` for the
   * reader to ask it, and `address` when it was fetched.
   * @param {Report} report
   * @param {Source} source
   */
  report(report, source) {
    const { about } = report;
    const verdict = this.#find("report");
    const isDemonstration =
      report.step("issuer").code === "demonstration" ||
      report.step("issuer").code === "demonstration-key";
    verdict.dataset.verdict = report.verdict;
    verdict.dataset.outcome = OUTCOME_OF_VERDICT[report.verdict];
    this.#find("demonstration").hidden = !isDemonstration;
    this.#find("summary").textContent = report.summary;
    this.#find("advice").textContent = report.advice;
    this.#find("source").textContent =
      `${source.name}, checked on ${day(source.now)} by the page at ${location.host}`;
    // A did:key is called after itself twice.
    const method = about.method?.replace(/^(did:key:[^#]*)#.*$/, "$1");
    const signed = [
      about.created && `on ${about.created.slice(0, 10)}`,
      method && `with the key ${method}`,
    ]
      .filter(Boolean)
      .join(" ");
    this.#fact("title", about.title);
    this.#fact("issuerName", about.issuerName);
    this.#fact("kind", about.kind);
    this.#fact("signed", signed);
    this.#link("address", about.address);
    if (source.address && about.address && !sameBadge(source.address, about.address)) {
      this.#about("address").append(" You opened it elsewhere than at its own address.");
    }
    this.#showHome(about, isDemonstration);
    for (const step of report.steps) this.#step(step);
    this.#badges(report.badges);
    const own = this.#site.issuers.get(about.issuer ?? "");
    if (own && report.step("issuer").outcome === "pass") this.#linkIssuer(own);
    this.#otherWays(about.address);
    this.#next(report, source.waiting);
    verdict.hidden = false;
    this.#find("after").hidden = false;
    const yes = report.steps.filter((step) => step.outcome === "pass").length;
    this.say(
      `${isDemonstration ? "Demonstration. " : ""}${report.summary} ${report.advice} ` +
        `Answered well: ${yes} of ${report.steps.length} checks. The answers follow.`,
      true,
    );
    verdict.scrollIntoView({ block: "nearest" });
  }

  /** @param {Step} step */
  #step({ name, outcome, code, words }) {
    const step = the(`[data-step="${name}"]`, HTMLElement, this.#page);
    step.dataset.outcome = outcome;
    step.dataset.code = code;
    const outcomes = OUTCOMES_OF[name] ?? OUTCOMES;
    the("[data-outcome-words]", HTMLElement, step).textContent =
      OUTCOMES_BY_CODE[code] ?? outcomes[outcome];
    const answer = the("[data-answer]", HTMLElement, step);
    answer.textContent = words;
    answer.hidden = false;
  }

  /**
   * A line for each badge of a list.
   * @param {Report[]} badges
   */
  #badges(badges) {
    const list = this.#find("badges");
    list.replaceChildren(
      ...badges.map(({ about, summary, advice, verdict }) => {
        const line = document.createElement("li");
        const title = document.createElement("strong");
        line.dataset.verdict = verdict;
        title.textContent = about.title || about.address || "A badge without a title";
        const said = verdict === "verified" ? summary : `${summary} ${advice}`;
        line.append(title, about.holder ? ` (${about.holder}): ${said}` : `: ${said}`);
        return line;
      }),
    );
    list.hidden = !badges.length;
  }

  /** @param {{path: string}} issuer */
  #linkIssuer({ path }) {
    const link = document.createElement("a");
    link.href = this.#site.root + path;
    link.textContent = "Its page here";
    the('[data-step="issuer"] [data-answer]', HTMLElement, this.#page).append(" ", link, ".");
  }

  /**
   * Where the badge's issuer is at home, and whether this page is there.
   * @param {About} about
   * @param {boolean} isDemonstration
   */
  #showHome(about, isDemonstration) {
    const home = homeOf(about.issuer);
    const line = this.#line("home");
    line.dataset.home = "";
    if (isDemonstration) {
      this.#fact("home", "None. Its addresses are of a kind that cannot exist.");
    } else if (!home) {
      this.#fact("home", about.issuer ? "None. Its issuer has no web address." : "");
    } else if (home === location.host) {
      this.#fact("home", `${home}. This page is there, too.`);
    } else {
      const isOwn = this.#site.home !== "" && home === new URL(this.#site.home).host;
      line.dataset.home = isOwn ? "copy" : "";
      this.#fact(
        "home",
        isOwn
          ? `${home}. This page looks as if it were there, but it is at ${location.host}: ` +
              "a copy or a preview. Check the badge at its home."
          : `${home}. This page is at ${location.host}, another site. What it says about the ` +
              `issuer comes from ${home}.`,
      );
    }
  }

  /** @param {string} name */
  #about(name) {
    return the(`[data-about="${name}"]`, HTMLElement, this.#page);
  }

  /**
   * The line of the facts that contains `#about(name)`.
   * @param {string} name
   */
  #line(name) {
    const place = this.#about(name);
    return place.parentElement ?? place;
  }

  /**
   * A line of the facts; one that has nothing to say is left out.
   * @param {string} name
   * @param {string | undefined} words
   */
  #fact(name, words) {
    this.#about(name).textContent = words ?? "";
    this.#line(name).hidden = !words;
  }

  /**
   * @param {string} name
   * @param {string | undefined} address
   */
  #link(name, address) {
    this.#fact(name, address);
    if (!address?.startsWith("https://") || !homeOf(address) || isUnreachable(address)) return;
    const link = document.createElement("a");
    link.href = address;
    link.rel = "nofollow noopener noreferrer";
    link.textContent = address;
    this.#about(name).replaceChildren(link);
  }

  /**
   * What the reader can add: leave to ask a host, the holder's address, or another way to ask.
   * @param {Report} report
   * @param {string} host
   */
  #next({ about, steps, step, badges }, host) {
    const asked = this.#find("host");
    asked.hidden = !host;
    the("p", HTMLElement, asked).textContent = fill(ASK.words, { host });
    the("button", HTMLElement, asked).textContent = fill(ASK.button, { host });
    const all = [step("subject"), ...badges.map((one) => one.step("subject"))];
    this.#find("holder").hidden = !all.some(({ code }) => BY_CODE.includes(code));
    const command = commandFor(about.address);
    const blocked = this.#find("blocked");
    blocked.hidden = !command || !steps.some(({ code }) => code === "not-found-here");
    the("a", HTMLAnchorElement, blocked).href = command ? (about.address ?? "") : "";
    the("code", HTMLElement, blocked).textContent = command;
  }

  /** @param {string | undefined} address */
  #otherWays(address) {
    const command = commandFor(address);
    this.#find("command").textContent = command || this.#command;
    this.#outside.href = command
      ? `${this.#outsideHome}#verify?vc=${encodeURIComponent(address ?? "")}`
      : this.#outsideHome;
  }
}

/**
 * The host behind a did:web or an https address, or nothing.
 * @param {string | undefined} identifier
 */
function homeOf(identifier) {
  const name = identifier ?? "";
  const web = /^did:web:([^:]+)/.exec(name);
  try {
    const host = web ? decodeURIComponent(web[1]) : new URL(name).host;
    const isWeb = web || name.startsWith("https://");
    return isWeb && isPrintable(host) ? host.toLowerCase() : "";
  } catch {
    return "";
  }
}

/**
 * The command that checks the badge at `address`; "" where that is not safe to be copied.
 * @param {string} [address]
 */
export function commandFor(address = "") {
  if (!homeOf(address) || isUnreachable(address)) return "";
  if (SAFE_IN_A_SHELL.test(address)) return `credfolio verify --online ${address}`;
  return SAFE_IN_QUOTES.test(address) ? `credfolio verify --online "${address}"` : "";
}

/**
 * Whether nobody else can open the address: the host can never exist (RFC 6761, section 6.4), or is
 * this computer, where a trial's badges are.
 * @param {string} address
 */
function isUnreachable(address) {
  const host = homeOf(address);
  return host.endsWith(".invalid") || host.startsWith("localhost:");
}

/**
 * Whether one address is the other, or the page that has it next to it.
 * @param {string} opened
 * @param {string} own
 */
function sameBadge(opened, own) {
  return (
    isUnreachable(own) ||
    own.startsWith(opened.replace(/[?#].*$/, "").replace(/\/$/, "")) ||
    own.replace(/[^/]*$/, "") === opened.replace(/[^/]*$/, "")
  );
}

/** @param {number} moment */
function day(moment) {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" }).format(moment);
}
