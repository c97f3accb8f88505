// What most badges do not need: one part of the script, loaded when a badge does.
export { checkArray, checkInside, checkList, checkSite } from "./badge_list.js";
export { checkHosted } from "./hosted.js";
export { replacedBy } from "./replaced.js";
export { isListed } from "./revocation_list.js";
export { verifySelective } from "./selective.js";
export { checkSignedAssertion } from "./signed_assertion.js";
export { readSite } from "./site_badges.js";
