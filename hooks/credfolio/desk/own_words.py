"""What commands say, with the buttons and fields of the page desk/ in the place of their words.

Somebody at the desk has no command line, so a sentence that names an option or a command leads
nowhere. What only a maintainer can do, with a command that the desk does not have, stays as it is.
"""

from __future__ import annotations

import re

TASKS = {
    "answer": "Answer a request (answer)",
    "appeal": "Record an appeal (appeal)",
    "assign": "Ask readers (assign)",
    "decide": "Confirm decisions (decide)",
    "destroy": "Destroy sealed work past its days (destroy)",
    "due": "See what is due",
    "intake": "Take what came in (intake)",
    "letter": "Write letters (letter)",
    "packets": "Seal the work for readers (packets)",
    "publish": "Publish awards of those who passed (publish)",
    "record": "Take sheets of readers (record)",
    "sealing admit": "Note a reader's key (sealing admit)",
    "status": "Look at one submission (status)",
    "triage": "Say what happened (triage)",
}
"""The command of a task → what the page calls it; see `commands` in web/desk/words.js."""

CHOICES = {
    "--propose": "Make the change, and that it is proposed",
    "--no-photo": "Take the photo out, and that it is proposed",
    "--coach-met": "The educator met a coach before this try",
    "--return": "It is incomplete, and goes back",
    "--talked": "Somebody talked with the educator about it",
    "--withdrawn": "The educator takes it back",
}
"""What `triage` and `answer` are told → the choice of the page that tells it; see words.js."""

FIELDS = {
    "badges": "Signed badges of a portfolio that is taken down",
    "by": "Who says so",
    "by of answer": "Who answers",
    "checked": "How you made sure, before a page goes",
    "commit": "The commit of the private records",
    "facts": "What is right, if the request does not say it as a field",
    "in-person": "The educator brought them",
    "key": "The office's key file",
    "people": "Whose a file is, where its address is on no list",
    "why": "Why it goes back",
    "whyNot": "Why it was not done",
}
"""Fields and choices that sentences name."""

_KEY, _PEOPLE = FIELDS["key"], FIELDS["people"]
_SENTENCES = (
    (r"\n?Nothing is (?:written|destroyed) yet\. Run it again with [^.\n]*\.", ""),
    (r"; `credfolio check [^`]*` says where", "; all of them are below"),
    (r"give the file that `credfolio sealing new` wrote", "choose the key file of your office"),
    (r"give the (?:file with the key under|office's key file with) --key", f"choose “{_KEY}”"),
    (r"say --person (.+?) PERSON", rf"write “\1” and that person's id under “{_PEOPLE}”"),
    (r"(?m)say --person (.+) (\S+)$", rf"write “\1” and \2 under “{_PEOPLE}”"),
    (r"who brought it: --person FILE PERSON", f"who brought it under “{_PEOPLE}”"),
    (r"--known-by in-person names", f"“{FIELDS['in-person']}” names"),
    (r"give --by PERSON", f"choose that person under “{FIELDS['by']}”"),
    (r"give the person with --by", f"choose the person under “{FIELDS['by of answer']}”"),
    (r"write why after --return", f"write why under “{FIELDS['why']}”"),
    (r"write why after --decline", f"write why under “{FIELDS['whyNot']}”"),
    (r"give the folder with --sealed, and the person with --by", "choose the folder and a person"),
    (r"give a folder with --out", "choose a folder"),
    (r"say it with `--set FIELD VALUE`", f"write it under “{FIELDS['facts']}”"),
    (r"--set gives", f"“{FIELDS['facts']}” gives"),
    (r"leave --set out", f"leave “{FIELDS['facts']}” empty"),
    (
        r"give the photo as `--photo FILE`.*?by hand: put it",
        f"to take the photo out, choose “{CHOICES['--no-photo']}”; for a new one, put the photo",
    ),
    (r"\b(\d+ files?) in changes: propose (?:it|them) there", r"\1 for the public repository"),
    (r"add --revoke or --keep-valid", f"choose it under “{FIELDS['badges']}”"),
    (r"say how you made sure with --checked", f"say how under “{FIELDS['checked']}”"),
    (
        r"; give the photo as `--photo FILE` with `--alt`, or `--no-photo`",
        "; a photo is put there by command",
    ),
    (r"add --propose", f"choose “{CHOICES['--propose']}”"),
    (r"give one of --propose, --done, and --decline", "choose one of them"),
    (r"(?<=, and )--with names a ZIP", "only its ZIP is here"),
    (r"with --to, or a clone with --with", "under it"),
    (
        r"leave --commit out, or check out the commit that it names",
        f"write that one under “{FIELDS['commit']}”, or check out the other one",
    ),
    (r"is not in (?:sealed|packets)\b(?!/)", "is not in the folder that you chose"),
    (r"(Wrote [\d,]+ sheets?) into sheets\b", r"\1"),
)
_COMMAND = re.compile(r"`credfolio (sealing admit|[a-z]+)((?: [^`]*)?)`")
_PLACE = re.compile(
    r"(?<![\w/.-])(?:private|public|sealed|returned|key|sheets|letters|packets|awards|changes)/(?=\S*\.\w)"
)  # fmt: skip
"""A folder that a command is given at the desk, in front of a file in it: nobody chose such one."""


def in_desk_words(text: str) -> str:
    """`text`, which a command says, as the desk says it."""
    for command, own in _SENTENCES:
        text = re.sub(command, own, text)
    return _PLACE.sub("", _COMMAND.sub(_task, text))


def _task(found: re.Match[str]) -> str:
    name, options = found[1], found[2]
    if name not in TASKS:
        return found[0]
    said = [TASKS[name]]
    if name in ("answer", "triage"):
        said += [own for option, own in CHOICES.items() if option in options.split()]
    return ", ".join(f"“{one}”" for one in said)
