// The one script of the comparison, with the buttons of every page.
import "./page.js";
import "../plan/add.js";
