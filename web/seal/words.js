// What "Seal and submit" says.
export const SAYS = {
  title: "Seal and submit",
  who:
    "Everything is sealed in this browser for {holders}. Nobody else can open it, and nothing is " +
    "sent from here: you get one file, and send it yourself.",
  compare: "To be sure whom you seal for, compare these with a letter from {issuer}:",
  name: "Your name",
  address: "Your e-mail address at work, as the office has it",
  kept: "{parts} passed in an earlier try: nothing is asked for what you keep.",
  again: "Is it another try?",
  receipt: "Open the receipt of the last try",
  follows: "Attempt {attempt}, which follows {number}.",
  notReceipt: "This file is no receipt of a submission for this micro-credential.",
  evidence: "Your evidence",
  none: "No file yet.",
  students: "Can students be recognized in these files?",
  remove: "Remove {file}",
  choose: "Choose one",
  ai: "Did AI help you?",
  tools: "Which tools, and for what",
  elsewhere: "Work that is elsewhere",
  elsewhereAbout:
    "Such as a long video. Write its address where it belongs; leave the others empty.",
  notLink: "“{url}” is no address. It begins with https://.",
  spent: "Hours of work",
  coaching: "Hours with a coach, if there were any",
  money: "Money you spent on it, if any",
  tried:
    "Sealing was tried in Chromium. Firefox, Safari, and phones were not tried: make sure that " +
    "the file is saved before you leave the page.",
  statement: "This is my own work, and what I said here is true.",
  total: "{files}, {size} in all.",
  fits: "It fits into {ways}.",
  routeTooSmall:
    "That is more than the {most} that the issuer's way of sending takes. Put a video where you " +
    "keep videos, and write its address below.",
  tooLarge:
    "{size} are more than the {most} that one submission may have. Take out a video, put it " +
    "where you keep videos, and write its address below.",
  tooMany: "{n} files are more than {most}. Put some of them into one document.",
  missing: "Still missing: {what}.",
  itsName: "your name",
  itsAddress: "your e-mail address",
  itsStudents: "whether students can be recognized ({items})",
  itsAi: "whether AI helped you ({parts})",
  itsStatement: "the statement at the end",
  leftOut: "You left something out. The office will ask for it before anybody reads your work:",
  alsoLeftOut: "You also left out:",
  answer: "{question}: no answer",
  piece: "{item}: nothing for it yet",
  pieces: "{item}: {n} of {all} pieces",
  noHours: "Your hours of work",
  anyway: "Seal anyway",
  seal: "Seal it",
  cancel: "Cancel",
  sealing: "Sealing: {part} of {all}.",
  canceled: "Sealing was canceled. Nothing was kept.",
  gone:
    "“{file}” could not be read: it was moved, changed, or deleted meanwhile. Choose it again. " +
    "Your answers are still here.",
  failed:
    "Sealing stopped, perhaps because this device has too little memory or room. Close other " +
    "pages, or use a computer. Your answers are still here.",
  done: "Sealed. Its number is {number}, {size}.",
  changed:
    "You changed something since. What is below is of your work before that: seal it again, and " +
    "send the new file.",
  replaces:
    "If you sent {number} already, send this one, too: it takes its place, unless somebody reads " +
    "that one already.",
  save: "Save both files.",
  send: "Send the sealed file as the issuer asks: {route}",
  sendIt: "Send the sealed file to the issuer.",
  keep:
    "Keep the receipt where others do not look: it opens your own copy and letters from the " +
    "office.",
  read: "Read a letter",
  saveSealed: "Save {file}",
  saveReceipt: "Save the receipt",
  promised: "The issuer promises an answer within {days}.",
};
export const STUDENTS = [
  ["none", "No student appears"],
  ["deidentified", "Their work, without names or faces"],
  ["consented", "Yes, and families agreed in writing"],
];
export const AI = [
  ["none", "No"],
  ["language", "With spelling and wording"],
  ["ideas", "With ideas"],
  ["drafting", "With text that I kept"],
];
