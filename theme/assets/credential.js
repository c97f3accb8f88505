// The page of a micro-credential that counts somewhere: contents, folds, and the reader's place.
import "./contents.js";
import "./yours.js";
