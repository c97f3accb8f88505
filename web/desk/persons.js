// Choices of people, by name and id.
import { h } from "../../theme/assets/dom.js";
import { withId } from "./people.js";
import { SAYS } from "./words.js";

/** @import { People } from "./people.js" */

/** @type {(people: People) => string[][]} */
export const peopleOptions = (people) => [
  ["", ""],
  ...[...people].map(([id, name]) => [id, withId(id, name)]),
];

/**
 * Approvers before the others; nothing where no list names one of these people.
 * @param {People} people
 * @param {Set<string>} approvers
 */
export const approversFirst = (people, approvers) =>
  approvers.size
    ? [true, false].map((is) =>
        h(
          "optgroup",
          { label: is ? SAYS.approvers : SAYS.others },
          ...[...people]
            .filter(([id]) => approvers.has(id) === is)
            .map(([id, name]) => h("option", { value: id }, withId(id, name))),
        ),
      )
    : [];
