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
Beside a tombstone lies nothing.

`credfolio takedown` leaves a file `tombstone.yml`, so that the address goes to nobody else. What
is in the same folder is not published, and in a public repository anybody can read it all the same.

Delete what is left. If the portfolio is to come back, delete the tombstone.
""",
    "unexpected-file": """
Only records, their pictures and README.md lie in catalog/ and portfolios/.

What has no place there is not published, so its author would wait for it in vain. It is also how
scripts and private papers get into a public repository.

Remove the file, or move it where it belongs: records end in .yml, pictures in .png, .jpg or .svg.
""",
    "bad-name": """
Files and folders are named with lower-case letters, digits and hyphens, and records end in .yml.

The name is the record's id and part of its address for good. This form works on every system and
can be read out on the telephone.

Rename the file as the message suggests. Other records refer to it by the new name.
""",
    "reserved-name": """
No issuer's folder has a name that the site needs itself.

Both would want the same address.

Choose another name, such as the issuer's name with its place.
""",
    "id-collision": """
No two names in a folder differ only in case, or in hyphen and underscore.

Windows and macOS keep one of the two and lose the other.

Rename one of them, or delete it if it is an old copy.
""",
    "not-a-file": """
What lies in catalog/ and portfolios/ is a file or a folder, never a link.

A link can lead out of the project and publish something from the computer that builds the site.

Replace the link with a copy of the file.
""",
    "unreadable-file": """
Every record can be opened and read.

What cannot be read cannot be checked, and the site would be built without it.

Check the file's permissions, and that it is a file: a folder whose name ends in .yml is not.
""",
    "file-too-large": """
A record has at most 65,536 bytes.

The longest definition that we know has half of that; more is a mistake or an attack.

Split the text, or move long material to a page of your own and link to it.
""",
    "not-utf-8": """
A record is UTF-8 text.

In other encodings letters with accents come out as other letters, or not at all.

Save it again and choose "UTF-8" in your editor's list of encodings.
""",
    "control-character": """
A record holds no control characters.

They are invisible, come in by copying, and signed credentials may not contain them.

Delete the words around the place and type them again.
""",
    "yaml-syntax": """
A record is written in YAML that can be read.

Everything after the first fault could mean something else, so only that one is reported.

Look at the line named and at the one above it. Most often a quotation mark is missing, a colon has
no space behind it, a text with a colon is not in quotation marks, or the indentation jumps.
""",
    "yaml-feature": """
A record uses keys, lists and values, and none of YAML's other inventions.

Anchors, aliases, merge keys, tags and several documents in one file make a text mean something
else than it says, and let a few lines grow to gigabytes.

Write the text out where it is needed. A value that begins with & * or ! is put in quotation marks.
""",
    "duplicate-key": """
A key stands once in its place.

Of two, YAML readers silently keep the second, and what was written first is lost.

Keep one of the two.
""",
    "too-deep": """
Lists and keys are nested at most 16 deep.

The longest shape that a record needs has 8 levels.

Flatten the record; look at the lines above for indentation that grew by mistake.
""",
    "not-a-record": """
A record begins with keys, such as `title:`.

A file that holds only a list or a sentence says nothing about what it is.

Begin each line with a key and a colon.
""",
    "unknown-key": """
Every key is one that the record has.

A misspelt key would be passed over, and its value lost.

Write the key that the message suggests. Keys of your own go under `extra:`.
""",
    "old-key": """
Keys have the names that this version of credfolio gives them.

A key got a better name. The old one is read for one more release, so that nothing has to be done
at once.

Run `credfolio upgrade-records --write`: it changes the word in every record and nothing else.
""",
    "missing-key": """
A record has the keys without which it means nothing, such as a title.

Most keys may be left out; these few may not.

Add the line that the message names.
""",
    "wrong-value": """
A value has the form that its key asks for.

A date that is not one, or a word that is not on the list, cannot be shown, sorted or counted.

Write it as the message says. Its last part shows what was found.
""",
    "differs-from-path": """
What a record says about itself agrees with where it lies.

The place decides its address. `id` and `educator` are best left out of the file.

Delete the line, or move the file.
""",
    "picture-too-large": """
A picture has at most 1 MB and 4,096 pixels on each side.

Pages have to open on a telephone, and a badge is shown at 512 pixels at most.

Save it smaller; 800 pixels wide is plenty.
""",
    "picture-unreadable": """
A picture is a whole PNG, JPEG or SVG file.

Half a file, or another kind with a changed name, shows nothing.

Export it again from the program that it was made with.
""",
    "picture-unsafe": """
A drawing (SVG) holds shapes and words only.

SVG can also hold programs and call up other pages, for everybody who looks at it.

Export it as "plain SVG", or as PNG.
""",
    "bad-signed-file": """
A signed file is exactly as the signing command wrote it.

One byte that differs could be read in two ways, by the signer and by a verifier.

Take it back from git's history. Or delete it and sign the award again.
""",
    "bad-signature": """
The signature in a signed file belongs to its text and to the key that its issuer publishes.

Anybody can change a file; only the issuer can sign it. What does not verify is not published.

Take the file back from git's history. Or delete it and sign the award again.
""",
}
"""Every id of a finding made while reading, with its explanation."""
