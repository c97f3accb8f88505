// The one script of the plan's page. The page comes first: it says when what was kept could not be
// read, and reading it sets it aside.
import "./page.js";
import "./add.js";
