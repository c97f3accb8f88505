"""What is checked while files are read, before there are records to run a rule on.

Each explanation has the form of a rule's docstring: the rule in one sentence,
why it matters, how to satisfy it.
"""

from __future__ import annotations

READING_RULES: dict[str, str] = {
    "no-catalog": """
The project has a folder catalog/.

Everything begins there: issuers, their credentials, frameworks and jurisdictions.

Run `credfolio new issuer`, or change to the folder of the project.
""",
    "unknown-time-zone": """
The time zone in mkdocs.yml exists.

It decides which day it is where the site is.

Write a name of the IANA list, such as America/Los_Angeles.
""",
    "no-issuer-file": """
Every issuer's folder holds an issuer.yml.

It says who is responsible for the credentials in the folder.

Add it with `credfolio new issuer`. If the folder was meant as something else, move it.
""",
    "no-profile": """
Every educator's folder holds a profile.yml.

Awards belong to somebody, and only the profile says who that is and what may be shown.

Add it with `credfolio new educator`.
""",
    "taken-down": """
A folder with a tombstone contains nothing else.

`credfolio takedown` leaves a file `tombstone.yml`, so that nobody else gets the address. Other
files in the folder are not published, but in a public repository anyone can read them.

Delete what is left. To restore the portfolio, delete the tombstone.
""",
    "unexpected-file": """
catalog/ and portfolios/ contain only records, their pictures, and README.md.

Other files are not published, so their author would wait in vain. They are also how scripts and
private papers get into a public repository.

Remove the file, or move it where it belongs: records end in .yml, pictures in .png, .jpg or .svg.
""",
    "bad-name": """
File and folder names use lower-case letters, digits and hyphens, and records end in .yml.

The name is the permanent id of the record and part of its address. This form works on every
system and can be read aloud on the phone.

Rename the file as the message suggests. Other records refer to it by the new name.
""",
    "reserved-name": """
The folder of an issuer or an educator does not have a name that the site itself needs.

Both would have the same address.

Choose another name, such as the name with its place.
""",
    "id-collision": """
No two names in a folder differ only in case, or in hyphen and underscore.

Windows and macOS would keep one of the two and lose the other.

Rename one of them, or delete it if it is an old copy.
""",
    "not-a-file": """
catalog/ and portfolios/ contain files and folders, never links.

A link can lead out of the project and publish a file of the computer that builds the site.

Replace the link with a copy of the file.
""",
    "unreadable-file": """
Every record can be opened and read.

What cannot be read cannot be checked, and the site would be built without it.

Check the file's permissions, and that it is a file: a folder whose name ends in .yml is not.
""",
    "file-too-large": """
A record has at most 65,536 bytes.

The longest definition we know is half as long; more is a mistake or an attack.

Split the text, or move long material to a page of your own and link to it.
""",
    "not-utf-8": """
A record is UTF-8 text.

In other encodings, accented letters turn into other letters or disappear.

Save the file again and choose "UTF-8" as the encoding.
""",
    "control-character": """
A record contains no control characters.

They are invisible, usually pasted by accident, and not allowed in signed credentials.

Delete the words around the place and type them again.
""",
    "yaml-syntax": """
A record is readable YAML.

Everything after the first mistake could mean something else, so only that one is reported.

Look at the line named and the line above it. Most often a quotation mark is missing, a colon has
no space after it, a text with a colon is not quoted, or the indentation jumps.
""",
    "yaml-feature": """
A record uses keys, lists and values, and no other feature of YAML.

Anchors, aliases, merge keys, tags and multiple documents make a text mean something other than it
says, and let a few lines grow to gigabytes.

Write the text out where it is needed. Quote a value that begins with & * or !.
""",
    "duplicate-key": """
A key appears once in its place.

YAML readers silently keep the second of two and lose the first.

Keep one of the two.
""",
    "too-deep": """
Lists and keys are nested at most 16 deep.

No record needs more than 8 levels.

Flatten the record; look above for indentation that grew by mistake.
""",
    "not-a-record": """
A record begins with keys, such as `title:`.

A file that holds only a list or a sentence says nothing about what it is.

Begin each line with a key and a colon.
""",
    "unknown-key": """
Every key is one that the record has.

A misspelled key would be ignored, and its value lost.

Write the key that the message suggests. Your own keys go under `extra:`.
""",
    "old-key": """
Keys have the names that this version of credfolio gives them.

A key got a better name. The old one is read for one more release, so that nothing needs doing
at once.

Run `credfolio upgrade-records --write`: it changes the word in every record and nothing else.
""",
    "missing-key": """
A record has the few keys it cannot do without, such as a title.

All other keys may be left out.

Add the line that the message names.
""",
    "wrong-value": """
A value has the form that its key requires.

A date that does not exist, or a word that is not on the list, cannot be shown, sorted or counted.

Write it as the message says. The message ends with what was found.
""",
    "differs-from-path": """
A record agrees with its path about its id, issuer and educator.

The path decides the address. It is best to leave `id` and `educator` out of the file.

Delete the line, or move the file.
""",
    "picture-too-large": """
A picture has at most 1 MB and 4,096 pixels on each side.

Pages must open on a phone, and a badge is shown at 512 pixels at most.

Save it smaller; 800 pixels wide is plenty.
""",
    "picture-unreadable": """
A picture is a whole PNG, JPEG, WebP or SVG file.

Half a file, or another kind with a changed name, shows nothing.

Export it again from the program that it was made with.
""",
    "picture-unsafe": """
A drawing (SVG) contains only shapes and words.

SVG can also contain programs and load other pages, for everyone who looks at it.

Export it as "plain SVG", or as PNG.
""",
    "bad-signed-file": """
A signed file is exactly as the signing command wrote it.

If even one byte differs, signer and verifier could read it differently.

Restore it from git's history. Or delete it and sign the award again.
""",
    "bad-signature": """
The signature in a signed file matches its text and a key that its issuer publishes.

Anyone can change a file; only the issuer can sign it. A file that does not verify is not
published.

Restore the file from git's history. Or delete it and sign the award again.
""",
}
"""Every id of a finding made while reading, with its explanation."""
