// What the page says when it opens a sealed packet, and when it seals a sheet.
export const SAYS = {
  title: "Open a sealed packet",
  about:
    "The office sealed it for your key. It opens on this device alone; nothing is sent. The key " +
    "is forgotten when you leave the page.",
  key: "Your key file",
  phrase: "Its passphrase",
  packet: "The packet, which ends in .packet.age",
  open: "Open it",
  keyOpen: "Your key is open until you leave the page.",
  unlocking: "Opening the key. This takes some seconds.",
  opening: "Opening the packet: {part} of {all}.",
  noKey: "Choose your key file first.",
  noPhrase: "Type the passphrase of your key.",
  noPacket: "Choose the packet that the office sent you.",
  tried: "This was tried in Chromium, and not in Firefox, Safari, or on phones.",
  fault: {
    key: "This file holds no key. Choose the one that you saved when you made your key.",
    phrase: "This passphrase does not open the key. Type it again.",
    other:
      "This packet is sealed for another key than yours. Tell the office which key is yours, and " +
      "ask for the packet again.",
    damaged: "This file is damaged, or it is no packet. Ask the office for it again.",
    gone: "The file could not be read: it was moved, changed, or deleted. Choose it again.",
    seal: "The packet names no key of the office that works. Ask the office for it again.",
    memory:
      "The packet could not be opened, perhaps because this device has too little memory or " +
      "room. Close other pages, or use a computer.",
  },
  make: "Make a key",
  makeAbout:
    "Once, before your first packet. The secret half is saved as a file, protected by a " +
    "passphrase: nobody can replace either. The public half goes to the office.",
  newPhrase: "A passphrase of six words or more",
  again: "The same once more",
  makeIt: "Make the key",
  short: "The passphrase is too short: choose six words or more.",
  differ: "The two passphrases differ. Type them again.",
  making: "Making the key. This takes some seconds.",
  made: "The key is made. Save it now, and send the public half to the office.",
  saveKey: "Save the key file",
  copy: "Copy the public half",
  copied: "Copied.",
  notCopied: "This browser does not copy it. It is selected above: copy it by hand.",
  publicHalf: "Public half",
  fingerprint: "Fingerprint, to compare by voice: {mark}",

  about_packet: "Packet {number}",
  due: "Send your sheet back by {day}.",
  blind: "You do not know whose work it is. If you find out, tell the office and stop.",
  ai: "Use of AI, as stated",
  ai_part: "Part {part}: {level}.",
  tools: "Part {part}: {level}: {tools}.",
  ai_rule: "What its definition says of AI",
  talk: {
    required:
      "Before it is decided, somebody of the office talks with the educator about the work. " +
      "Judge what you read; you are not asked to talk.",
    sample:
      "Some submissions are drawn by lot, and somebody of the office talks with those educators " +
      "about the work. Judge what you read; you are not asked to talk.",
  },
  work: "What was submitted",
  nothing: "Nothing was written here.",
  evidence: "Files",
  none: "No file came with it.",
  save: "Save {file}",
  saveNote:
    "Files are saved and never opened by this page. Open them with a program that you trust, and " +
    "delete them when you are done.",
  students: {
    none: "no student appears",
    deidentified: "students' work without names or faces",
    consented: "students can be recognized, and families agreed",
  },
  link: "Elsewhere: ",
  kept: "This part passed in an earlier try. It is kept, and not judged again.",
  judge: "Judge it",
  saw: "What you saw",
  points: "Points",
  passes: "passes",
  whole: "The part as a whole",
  check: "Is it complete?",
  optional: "optional",
  consent: "Families' consent is needed; the educator says that it is there.",
  limitOver: "at most {max} words",
  limitUnder: "at least {min} words",
  limitBoth: "{min} to {max} words",
  guide: "about {max} words",

  end: "Send it back",
  endAbout:
    "Your sheet is sealed for {holders}; nobody else can open it. Save it, and send it the way " +
    "the office asks.",
  sealIt: "Seal the sheet",
  sealing: "Sealing the sheet.",
  sealed: "Sealed. Save it, and send it to the office.",
  saveSheet: "Save {file}",
  after:
    "When the office has it, delete the packet, the files that you saved, and this draft. Your " +
    "key stays.",
  forget: "Delete this draft",
  forgotten: "The draft is deleted from this browser.",
  another: "Open another packet",
};

export const AI_WORDS = {
  none: "none",
  language: "spelling and wording",
  ideas: "ideas",
  drafting: "text that was kept",
};
