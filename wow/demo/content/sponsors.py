"""Who pays for the demo's food: the names of the programme of 7 March 2024, the sentences invented, no real logo."""

from dataclasses import dataclass

from wow.demo.content.people import HELSINGBORG, JARVA

Texts = dict[str, str]  # language code -> text


@dataclass(frozen=True)
class Giver:
    """A sponsor before it is stored, and the chapters whose lunches it gives to."""

    name: str
    gives: Texts
    chapters: tuple[str, ...]


SPONSORS = (
    Giver(
        name="Nordea",
        gives={
            "sv": "Betalar mat till luncherna.",
            "en": "Pays for food at the lunches.",
            "ar": "تدفع ثمن الطعام في الغداءات.",
        },
        chapters=(JARVA, HELSINGBORG),
    ),
    Giver(
        name="Siemens Financial Services",
        gives={
            "sv": "Betalar mat och kaffe till luncherna.",
            "en": "Pays for food and coffee at the lunches.",
            "ar": "تدفع ثمن الطعام والقهوة في الغداءات.",
        },
        chapters=(JARVA,),
    ),
    Giver(
        name="Barilla",
        gives={
            "sv": "Ger pasta när många äter.",
            "en": "Gives pasta when many of us eat.",
            "ar": "تقدّم المعكرونة عندما يكون عددنا كبيرًا.",
        },
        chapters=(JARVA, HELSINGBORG),
    ),
    Giver(
        name="Pegoya",
        gives={
            "sv": "Hjälper oss att betala maten.",
            "en": "Helps us pay for the food.",
            "ar": "تساعدنا في دفع ثمن الطعام.",
        },
        chapters=(JARVA,),
    ),
    Giver(
        name="tam",
        gives={
            "sv": "Hjälper oss med det som behövs runt bordet.",
            "en": "Helps us with what a table needs.",
            "ar": "تساعدنا في ما تحتاج إليه المائدة.",
        },
        chapters=(JARVA,),
    ),
)
