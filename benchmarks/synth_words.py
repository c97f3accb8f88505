"""The words that made-up records are written with."""

from __future__ import annotations

TOPICS: tuple[str, ...] = (
    "formative-assessment", "learning-differences", "learning-science", "motivation",
    "multilingual-learners", "inclusive-design", "literacy", "mathematics", "digital-learning",
    "family-partnership", "coaching", "data-literacy", "school-climate", "inquiry", "leadership",
    "science-teaching", "arts-integration", "early-childhood", "career-pathways", "civics",
    "assessment-design", "curriculum", "mentoring", "wellbeing",
)  # fmt: skip

PLACES: tuple[str, ...] = (
    "Alder", "Birch", "Cedar", "Dunmore", "Elkhorn", "Fairhaven", "Glenwood", "Harbour",
    "Ironwood", "Juniper", "Kestrel", "Larkspur", "Maplewood", "Northgate", "Oakdale",
    "Pinecrest", "Quarry", "Redstone", "Stillwater", "Thornbury", "Underhill", "Valley",
    "Westbrook", "Yarrow", "Ashford", "Bramble", "Clearwater", "Driftwood", "Eastlake",
    "Foxglove", "Granite", "Hazel", "Ivory", "Jasper", "Knoll", "Linden", "Meadow", "Nettle",
    "Orchard", "Prairie", "Quince", "Riverton", "Sorrel", "Tamarack", "Umber", "Vermont",
    "Willow", "Yellow", "Amber", "Basalt", "Coral", "Dogwood", "Ember", "Fern", "Garnet",
    "Heather", "Indigo", "Jade", "Kelp", "Lupine",
)  # fmt: skip

FIRST_NAMES: tuple[str, ...] = (
    "Amara", "Ben", "Carmen", "Dmitri", "Elena", "Farid", "Grace", "Hana", "Isaiah", "Joy",
    "Kofi", "Lucia", "Maren", "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Samir", "Tala",
    "Ursula", "Viktor", "Wanda", "Ximena", "Yusuf", "Zora", "Anders", "Bettina", "Cyrus", "Dalia",
    "Emeka", "Freya", "Gideon", "Helga", "Ines", "Jonas", "Katya", "Leif", "Miriam", "Noor",
)  # fmt: skip

LAST_NAMES: tuple[str, ...] = (
    "Abara", "Brandt", "Castellan", "Dufour", "Eriksen", "Fontaine", "Grey", "Holloway",
    "Ibarra", "Jansen", "Kowalski", "Lindqvist", "Marsh", "Nouri", "Okafor", "Petrov", "Quayle",
    "Raman", "Sato", "Tallgrass", "Ueda", "Vale", "Whitlock", "Xu", "Yilmaz", "Zamora",
    "Ashworth", "Bellamy", "Cordova", "Delacroix", "Ellery", "Fairbanks", "Galloway", "Hendry",
    "Ingram", "Jimenez", "Keller", "Lockwood", "Mercer", "Novak",
)  # fmt: skip

GERUNDS: tuple[str, ...] = (
    "Planning", "Leading", "Reading", "Questioning", "Designing", "Listening to", "Teaching",
    "Checking", "Supporting", "Building", "Discussing", "Observing", "Adapting", "Comparing",
    "Organising", "Practising", "Revising", "Introducing", "Connecting", "Modelling",
)  # fmt: skip

VERBS: tuple[str, ...] = (
    "shows", "guides", "changes", "supports", "explains", "names", "builds", "reveals", "asks",
    "keeps", "holds", "brings", "makes", "gives", "takes", "finds", "opens", "moves", "tests",
    "helps", "follows", "joins", "reaches", "settles", "strengthens", "describes", "collects",
)  # fmt: skip

NOUNS: tuple[str, ...] = (
    "students", "lesson", "evidence", "question", "answer", "classroom", "teacher", "reading",
    "rubric", "feedback", "colleague", "family", "goal", "practice", "problem", "routine",
    "discussion", "notebook", "text", "sentence", "diagram", "group", "partner", "idea",
    "method", "plan", "observation", "recording", "sample", "criterion", "strategy", "term",
    "vocabulary", "misconception", "task", "unit", "week", "meeting", "conference", "library",
    "experiment", "survey", "result", "pattern", "choice", "voice", "story", "model", "draft",
    "revision", "explanation", "number", "chart", "attempt", "reflection", "habit", "signal",
    "transition", "agreement", "norm", "schedule", "material", "resource", "example", "memory",
    "attention", "confidence", "interest", "effort", "progress", "standard", "outcome", "skill",
)  # fmt: skip

ADJECTIVES: tuple[str, ...] = (
    "clear", "short", "careful", "shared", "honest", "early", "late", "quiet", "written",
    "spoken", "different", "simple", "specific", "weekly", "visible", "useful", "common", "new",
    "second", "whole", "small", "steady", "independent", "guided", "open", "precise", "familiar",
    "difficult", "plain", "recent", "separate", "equal", "strong", "partial", "complete",
)  # fmt: skip

LINKS: tuple[str, ...] = (
    "before", "after", "with", "without", "during", "because of", "instead of", "between",
    "beside", "through", "for", "against", "within", "across", "among", "despite",
)  # fmt: skip

CONNECTORS: tuple[str, ...] = ("while", "so that", "when", "although", "until", "if", "since")

DETERMINERS: tuple[str, ...] = ("the", "a", "each", "every", "this", "one", "that", "another")
