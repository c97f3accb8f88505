// Files of an index that are fetched when they are asked for, each once.

/** What was loaded belongs to another publication of the site than what is loaded now. */
export class Stale extends Error {
  name = "Stale";
}

/**
 * Whether that is so. By name, because each bundle has a class of its own.
 * @param {unknown} error
 */
export const isStale = (error) => error instanceof Error && error.name === "Stale";

/** @template T */
export class Pieces {
  /**
   * @param {string} base  the folder's address
   * @param {string} ending
   * @param {(answer: Response) => Promise<T>} read
   */
  constructor(base, ending, read) {
    this.base = base;
    this.ending = ending;
    this.read = read;
    /** @type {Map<string, Promise<T>>} */
    this.asked = new Map();
  }

  /** @param {string} name */
  get(name) {
    let asked = this.asked.get(name);
    if (!asked) {
      asked = this.fetch(name);
      asked.catch(() => this.asked.delete(name));
      this.asked.set(name, asked);
    }
    return asked;
  }

  /** @param {string} name */
  async fetch(name) {
    const answer = await fetch(this.base + name + this.ending);
    if (answer.status === 404) throw new Stale(`${name}: 404`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return this.read(answer);
  }
}
