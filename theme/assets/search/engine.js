// What a search needs once somebody searches: loaded by the catalog and by the box of other pages,
// and not before.
export { ask, groupsOf, isAnswered, rowOf, scoresOf } from "./answering.js";
export { card } from "./cards.js";
export { SearchIndex } from "./index.js";
export { ideasOf, nearest, passingWithout } from "./misses.js";
export { said, without } from "./reading.js";
export { merged } from "./sentence.js";
