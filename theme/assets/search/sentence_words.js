// The words that a sentence about the catalog is made of. `sentence.js` puts them together.

const NUMBERS =
  "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty " +
  "fifty";
const VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 30, 40, 50];
/** @type {Map<string, number>} */
const BY_WORD = new Map(NUMBERS.split(" ").map((word, n) => [word, VALUES[n]]));

/** @param {string} word */
export const numberIn = (word) =>
  word === "a" || word === "an" ? 1 : (BY_WORD.get(word) ?? Number(word));

export const NUMBER = `(\\d{1,4}(?:\\.\\d)?|an?|${NUMBERS.replaceAll(" ", "|")})`;
export const HOURS = "(?:hours?|hrs?|h)\\b(?! of (?:credit|training))";
export const AT_MOST =
  "(?:(?:in |takes? |for )?(?:under|below|less than|fewer than|at most|no more than|" +
  "not more than|up to|max(?:imum)?|within)|in)";
export const AT_LEAST = "(?:over|above|more than|at least|min(?:imum)?)";
export const MONEY = "(?:dollars|bucks|usd)\\b";

export const FREE =
  "(?:for )?free\\b(?:of charge| of cost)?(?! (?:choice|response|reading|writing|write|play|" +
  "verse|lunch|time))|no (?:cost|fee|charge)\\b|without (?:any )?(?:cost|fee|charge)\\b|" +
  "at no (?:cost|charge)\\b|costs? nothing\\b|doesn't cost(?: anything)?\\b|for nothing\\b|" +
  "zero cost\\b|\\$0\\b";
export const CHEAP = "cheap\\b|inexpensive\\b|affordable\\b|low[- ]cost\\b";
export const SHORT = "(?:short|quick|quickly|brief)\\b";

const CLASS = "(?:students|kids|pupils|children|a class|class|a classroom|a group)";
export const NO_STUDENTS =
  `without (?:any |my |having )?${CLASS}\\b|` +
  "no (?:class of students|students|kids|class)\\b(?: needed| required)?|" +
  `(?:i )?(?:don't|do not|don t|dont) have (?:any )?${CLASS}\\b(?: right now| now| yet)?|` +
  "(?:in|over|during) (?:the |this |next )?(?:summer(?: break| vacation)?|june|july|august)\\b|" +
  "(?:this|next) summer\\b|summer (?:break|vacation)\\b";
export const WITH_STUDENTS = `with (?:my |the |our )?(?:students|kids|pupils|class)\\b(?! work)`;

export const REMOTELY = "online\\b|remote(?:ly)?\\b|from home\\b|at home\\b|virtual(?:ly)?\\b";
export const IN_PERSON = "in person\\b|face to face\\b";

/** Evidence, and what people call it. @type {[id: string, words: string][]} */
export const EVIDENCE = [
  ["project-or-lesson-plan", "(?:project|lesson|unit) plans?"],
  ["student-work", "student work(?: samples?)?|work samples?"],
  ["video", "videos?(?: clips?| recordings?)?|filming(?: myself)?"],
  ["audio", "audio(?: recordings?)?|voice recordings?"],
  ["video audio", "recordings?|being recorded"],
  ["observation", "observations?"],
  ["reflection", "reflections?|reflective writing"],
  ["survey", "surveys?"],
  ["test", "quiz(?:zes)?|tests?"],
  ["portfolio", "portfolios?"],
  ["data", "data"],
];

/** Roles, and what people call them. @type {[id: string, words: string][]} */
export const ROLES = [
  [
    "special-educator",
    "special (?:education|ed) teachers?|special educators?|sped teachers?|" +
      "intervention specialists?",
  ],
  ["teacher-leader", "teacher leaders?|department chairs?|lead teachers?"],
  ["pre-service", "pre-?service teachers?|student teachers?|teacher candidates?"],
  ["counselor", "(?:school |guidance )?counsell?ors?"],
  ["librarian", "(?:school |teacher )?librarians?|media specialists?"],
  ["coach", "(?:instructional |literacy |math )?coach(?:es)?"],
  ["mentor", "mentors?"],
  ["paraeducator", "para(?:educator|professional)?s?|(?:classroom |teacher )?aides?"],
  ["principal", "(?:assistant |vice )?principals?|(?:school )?administrators?|school leaders?"],
  ["district", "district (?:staff|leaders?|office)"],
  ["family-liaison", "(?:family|parent) liaisons?"],
  ["teacher", "(?:classroom )?teachers?"],
];

const ORDINALS =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(" ");
export const GRADE =
  `(?:(\\d{1,2})(?:st|nd|rd|th)|(${ORDINALS.join("|")}))[- ]grade(?:rs?)?\\b|` +
  "grade (\\d{1,2})\\b";
/** Bands by what people call them. @type {[ids: string, words: string][]} */
export const BANDS = [
  ["early-childhood", "pre-?k(?:indergarten)?|preschool|early childhood"],
  ["early-childhood elementary", "kindergarten|kindergart[en]ners"],
  ["elementary", "elementary(?: school)?|primary school|grade school|primary grades"],
  ["middle", "middle school|middle grades|junior high"],
  ["high", "high school|secondary school"],
  ["adult", "adult (?:learners|education|ed)"],
];
const LAST_ELEMENTARY = 5;
const LAST_MIDDLE = 8;

/**
 * The band of "3rd", "third" or "3".
 * @param {string | undefined} figure
 * @param {string | undefined} word
 */
export function bandOf(figure, word) {
  const grade = figure ? Number(figure) : ORDINALS.indexOf(word ?? "") + 1;
  if (grade <= LAST_ELEMENTARY) return "elementary";
  return grade <= LAST_MIDDLE ? "middle" : "high";
}

// What is left of a sentence when its filters are taken out, and says nothing of its own.
export const FILLERS = new Set(
  (
    "a an the and or but also one ones something anything that which is are be being can could " +
    "may done do does did take takes taking took with without in on at for of to from by as it " +
    "its i me my we our us you your am i'm im need needs want wants would like looking look find " +
    "show give get please only just what have has having there any some all no not right now " +
    "this these those credential credentials micro micro-credential micro-credentials " +
    "microcredential microcredentials course courses badge badges class classes stack stacks " +
    "evidence needed cost costs " +
    "hours credit so if while so about instead than rather"
  ).split(" "),
);
