// What the page desk/ says itself. What a command says comes from the command.
export const SAYS = {
  records: "1. The records",
  recordsAbout: "What you choose stays on this computer.",
  pick: "Choose the folder",
  picked: "{files} in the folder.",
  pickFiles: "The folder of the private repository",
  notPrivate:
    "This folder has no office/records.yml, so it is no private repository. Choose the folder " +
    "that has office/ and submissions/ in it.",
  tooMuch: "This folder holds more than {most} MB. Choose the folder of the private records alone.",
  tooMuchThere:
    "The folder to save into holds more than {most} MB, so it is another one. Choose a folder " +
    "that is for this alone.",
  unreadable:
    "{file} cannot be read. Choose the folder again; if it stays so, restart the browser.",
  anyUnreadable:
    "A file changed since you chose it, or cannot be read, and nothing was changed. Choose the " +
    "files again.",
  network: "Python could not be loaded. Check the connection, and press the button again.",
  public: "The public records as a ZIP",
  publicAbout:
    "office/records.yml names the commit {commit}. Download its ZIP, and choose it here.",
  publicGet: "Download the ZIP",
  noFolder: "Choose the folder of the private repository first.",
  noPublic: "Choose the ZIP of the public records first.",

  what: "2. What to do",
  todo: "Task",
  commands: {
    due: "See what is due",
    intake: "Take what came in (intake)",
    triage: "Say what happened (triage)",
    assign: "Ask readers (assign)",
    packets: "Seal the work for readers (packets)",
    record: "Take sheets of readers (record)",
    decide: "Confirm decisions (decide)",
    letter: "Write letters (letter)",
    appeal: "Record an appeal (appeal)",
    answer: "Answer a request (answer)",
    status: "Look at one submission (status)",
    publish: "Publish awards of those who passed (publish)",
    destroy: "Destroy sealed work past its days (destroy)",
    admit: "Note a reader's key (sealing admit)",
  },
  abouts: {
    due: "Says what is late or due soon, and who has to do it.",
    intake:
      "Opens the sealed files with your key, checks them, and makes a record of each. What is " +
      "taken moves to the folder in/, what cannot be taken to refused/.",
    triage: "Records that submissions are complete, or go back, and what else happened to them.",
    assign: "Asks readers for submissions that lack some, and writes a sheet for each to fill in.",
    packets:
      "Seals each submission for the readers who were asked and have a key, without whose it is. " +
      "Packets that nobody has to read any more are deleted. Choose the folder of the packets, " +
      "or all of them are sealed again and none is deleted.",
    record: "Takes sheets that readers filled in or sealed, and says what follows.",
    decide: "Confirms what the sheets say. Whoever read a submission cannot confirm it.",
    letter:
      "Writes a letter about each decision. A letter about sealed work is sealed for its educator.",
    answer:
      "Says what a request asks and how it is done. It makes the change, too, but for a new " +
      "photo, and records the answer.",
    status: "Says where submissions are.",
    appeal: "Records that an educator appeals a decision; then ask readers who have not seen it.",
    publish:
      "Writes the awards of those who passed and agreed, for the public repository. Upload them " +
      "there on a branch of its own, and propose it as a publisher; the check looks at it.",
    destroy:
      "Deletes sealed work past its days from the folder, and records that. Backups are not " +
      "reached.",
    admit:
      "Notes the public half of a reader's key, which packets are then sealed for. Compare its " +
      "fingerprint with the reader first.",
  },
  days: "Also what is due in so many business days",
  sealed: "The folder with the files that came in",
  sealedFiles: "The files that came in",
  taken: "The folder in/ with the files that were taken",
  takenFiles: "The files that were taken",
  key: "The office's key file",
  phrase: "Its passphrase",
  people: "Whose a file is, where its address is on no list",
  peopleHint: "One on a line: the name of the file, a space, the person's id.",
  ids: "People and their ids",
  known: "How you know whose the files are",
  knownBy: {
    address: "By the address, or as written above",
    "form-sign-in": "A form brought them, with a sign-in",
    "in-person": "The educator brought them",
  },
  happened: "What happened",
  events: {
    triaged: "It is complete",
    returned: "It is incomplete, and goes back",
    withdrawn: "The educator takes it back",
    "coach-met": "The educator met a coach before this try",
    talked: "Somebody talked with the educator about it",
  },
  why: "Why it goes back",
  minutes: "Minutes",
  confirms: "Is it their own work?",
  yes: "yes",
  no: "no",
  who: "Who says so",
  note: "What the educator says",
  answered: "What is recorded",
  answers: {
    look: "Nothing yet: say what it asks",
    proposed: "Make the change, and that it is proposed",
    "no-photo": "Take the photo out, and that it is proposed",
    done: "It was done as asked",
    declined: "It was not done",
  },
  whyNot: "Why it was not done",
  facts: "What is right, if the request does not say it as a field",
  factsHint:
    "One on a line. For example: display_name: Mina Berg. Of a portfolio: display_name, " +
    "headline, bio, pronouns, school, district. Of an award: name_as_awarded, role_at_time, " +
    "school, district, narrative.",
  checked: "How you made sure, before a page goes",
  badges: "Signed badges of a portfolio that is taken down",
  badgesThen: { "": "", "--keep-valid": "stay valid", "--revoke": "are revoked" },
  changesHint:
    "For a page in the public repository: an empty folder, or a clone. Without one they come as " +
    "a ZIP.",
  noKey: "Choose the office's key file.",
  noWhy: "Write why it goes back: the educator reads it.",
  noWhyNot: "Write why it was not done.",
  noMinutes: "Type how many minutes you talked.",
  noTalker: "Choose who says so.",
  noNumbers: "Type the number of a submission.",
  request: "Number of the request",
  noRequest: "Type the number of the request.",
  answersIt: "Who answers",
  noAnswerer: "Choose who answers.",
  declined: "Who will not read",
  declinedHint: "One on a line: number, the person's id, why.",
  sheets: "The sheets",
  by: "Who confirms",
  approvers: "On a list of approvers",
  others: "Others",
  byHint: "Only an approver of the issuer confirms.",
  numbers: "Numbers of submissions",
  numbersHint: "With spaces between them. Without any, all that wait.",
  plain: "Seal no letter",
  out: "Where to save them",
  outHint: "A folder outside the repository. Without one they come as a ZIP.",
  nothingIn: "Choose the files that came in.",
  noSheets: "Choose the sheets.",
  noPerson: "Choose who confirms.",

  allPassed: "With spaces between them. Without any, all who passed.",
  commitField: "The commit of the private records",
  commitHint: "The forge shows it above the files: 40 digits and letters from a to f.",
  awardsOut: "Where to save the new files",
  awardsHint:
    "An empty folder, or a clone of the public repository. Without one they come as a ZIP.",
  notCommitted:
    "Records were changed here since the commit that they are at, and an award names the commit " +
    "that it rests on. Commit and push them, for example in GitHub Desktop; then press again.",
  otherCommit:
    "The records in the folder are at the commit {commit}, and another one is written here. " +
    "Write that one, or check the other one out.",
  noCommit: "Type the commit of the private records.",
  destroyedBy: "Who destroys it",
  gone: "Also record work that was deleted elsewhere",
  noDestroyer: "Choose who destroys it.",
  reader: "The reader",
  publicHalf: "The public half of the key, which begins with age1",
  noReader: "Choose the reader, and paste the public half of the key.",

  first: "The first press loads Python from this site: some 20 MB, once a visit.",
  dry: "Show what it would do",
  doIt: "Do it",
  stop: "Stop",
  stopped: "Stopped. Nothing was changed.",
  loading: "Loading Python: {part} of {all}. This happens once a visit.",
  starting: "Starting Python.",
  unlocking: "Opening the key. This takes some seconds.",
  opening: "Opening {name}: {n} of {of}.",
  working: "Working with the records.",
  sealing: "Sealing {n} of {of}.",
  saving: "Saving {n} of {of}.",

  results: "What it says",
  attention: "Somebody has to do something about the lines that are marked.",
  marked: "To do: ",
  notYet: "Nothing is written yet. Read this, then press “Do it”.",
  nothing: "There is nothing to write.",
  files: "{files} would change",
  filesOfBoth: "{files} would change: {own} in the private records, {others} in the public ones",
  toDelete: "{files} to delete in the public repository",
  written: "{files} saved.",
  asZipBefore: "They come as a ZIP, because this browser writes into no folder.",
  number: "{n} files",
  asZip:
    "This browser writes into no folder. Save the ZIP and unpack it over the folders; then " +
    "choose the folder again before the next task.",
  othersAsZip: "The files for others are in this ZIP. Save it outside the repository.",
  publicAsZip:
    "The new files for the public repository are in this ZIP. Unpack it over a clone of that " +
    "repository on a branch of its own, or upload what is in it there, and propose it.",
  propose: "Commit them in the public repository on a branch of its own, and propose it.",
  saveZip: "Save {file}",
  moveYourself: "Move these files in the folder that they came in:",
  deleteYourself: "Delete {file} yourself: that is recorded.",
  commit:
    "Save the change in the repository as your office does it, for example in GitHub Desktop: " +
    "Commit, then Push.",
  changed: "{file} changed meanwhile, and nothing was saved. Press the button again.",
  notSaved:
    "{file} could not be saved ({why}). {done} saved before it. Press the button again: what is " +
    "saved is not done twice.",
  fix: "What to do: {fix}",
  findings: "The errors in the records",
  asText: "The same as text",
  asJson: "Save it as JSON",
  letterText: "The letter about {number}",
  absent:
    "This site cannot do office work in the browser. Whoever maintains it can add the package: " +
    'pip install "credfolio[desk]", then credfolio upgrade --write, and build the site again.',
  forbidden:
    "This browser, or the policy of the site's host, lets no WebAssembly run, and the desk needs " +
    "it. Try another browser; whoever maintains the site can allow “wasm-unsafe-eval” for " +
    "assets/built/desk_worker.js.",
  failed:
    "The program stopped at a fault of its own, and nothing was changed. Please report it with " +
    "this text, without the names in it:",
  memory:
    "The browser stopped, perhaps because this device has too little memory. Nothing was " +
    "changed. Close other pages, use another computer, or run the command, which needs less.",
  commandsAre:
    "A command that a sentence names, such as “credfolio takedown”, runs elsewhere: ask the " +
    "person who maintains the site.",
  tried: "This was tried in Chromium, and not in Firefox, Safari, Edge, or on phones.",
};
