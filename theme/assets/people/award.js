// The page of an award: the check of its badge, the badge as a picture, the share sheet.
import "../bake.js";
import "../share.js";
import "./check.js";
