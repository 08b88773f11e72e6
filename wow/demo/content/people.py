"""Sixty invented members and the people who work with the portal. No name is taken from the foundation's documents."""

from dataclasses import dataclass

JARVA, HELSINGBORG = "jarva", "helsingborg"
ESTABLISHED, NEWCOMER, UNSAID = "established", "newcomer", "unsaid"


@dataclass(frozen=True)
class Person:
    """One invented person. `key` makes her address at demo.example; without `has_email` she is phoned instead."""

    key: str
    name: str
    language: str
    chapter: str
    background: str = UNSAID
    food: tuple[str, ...] = ()
    food_note: str = ""
    photo: str = "not_asked"
    practises: str = ""
    has_email: bool = True
    group: str = ""
    is_protected: bool = False

    @property
    def email(self) -> str | None:
        """Her address in the demo, or None."""
        return f"{self.key}@demo.example" if self.has_email else None


OWNER = Person("drift", "Vendela", "sv", JARVA, photo="no")  # gives rights to the others; every permission
WORKERS = (
    Person("team", "Lovisa (WOW)", "sv", JARVA, ESTABLISHED, photo="yes", group="staff"),
    Person("vard", "Tove", "sv", JARVA, ESTABLISHED, photo="yes", group="greeter"),
    Person("strateg", "Signe", "sv", JARVA, photo="no", group="strategist"),
    Person("tolk", "Rania", "ar", JARVA, photo="no", group="translator"),
    Person("trygg", "Harriet", "sv", JARVA, photo="no", group="safeguarding"),
)

JARVA_MEMBERS = (
    Person("kerstin", "Kerstin", "sv", JARVA, ESTABLISHED, ("no_gluten",), photo="yes"),
    Person("noura", "نورة", "ar", JARVA, NEWCOMER, ("halal",), photo="no", practises="sv"),
    Person("grace", "Grace", "en", JARVA, NEWCOMER, photo="yes", practises="sv"),
    Person("gunilla", "Gunilla", "sv", JARVA, ESTABLISHED, photo="yes"),
    Person("ayaan", "Ayaan", "so", JARVA, NEWCOMER, ("halal",), practises="sv"),
    Person("ingrid", "Ingrid", "sv", JARVA, ESTABLISHED, ("vegetarian",), photo="yes", practises="ar"),
    Person("selam", "ሰላም", "ti", JARVA, NEWCOMER, photo="no", practises="sv"),
    Person("lena", "Lena", "sv", JARVA, ESTABLISHED),
    Person("shirin", "شیرین", "fa", JARVA, NEWCOMER, ("no_pork",), photo="yes", practises="sv"),
    Person("freshta", "فرشته", "prs", JARVA, NEWCOMER, ("halal", "no_nuts"), photo="no", practises="sv"),
    Person("ulla", "Ulla", "sv", JARVA, ESTABLISHED, ("no_lactose",), photo="yes"),
    Person("palwasha", "پلوشه", "ps", JARVA, NEWCOMER, ("halal",), practises="sv"),
    Person("shilan", "شیلان", "ckb", JARVA, NEWCOMER, ("no_pork",), photo="yes", practises="sv"),
    Person("berivan", "Berîvan", "kmr", JARVA, NEWCOMER, ("no_pork",), practises="sv"),
    Person("asa", "Åsa", "sv", JARVA, ESTABLISHED, photo="yes", practises="en"),
    Person("olena", "Олена", "uk", JARVA, NEWCOMER, photo="yes", practises="sv"),
    Person("svetlana", "Светлана", "ru", JARVA, NEWCOMER, ("no_fish",), practises="sv"),
    Person("helena", "Helena", "sv", JARVA, ESTABLISHED, ("vegan",), photo="no"),
    Person("agnieszka", "Agnieszka", "pl", JARVA, UNSAID, photo="yes"),
    Person("zeynep", "Zeynep", "tr", JARVA, NEWCOMER, ("no_pork",), photo="yes", practises="sv"),
    Person("annika", "Annika", "sv", JARVA, ESTABLISHED),
    Person("lucia", "Lucía", "es", JARVA, NEWCOMER, photo="yes", practises="sv"),
    Person("aminata", "Aminata", "fr", JARVA, NEWCOMER, ("halal",), practises="sv"),
    Person("amra", "Amra", "bs", JARVA, UNSAID, ("no_pork",), photo="yes"),
    Person("tigist", "ትዕግስት", "am", JARVA, NEWCOMER, ("vegan",), practises="sv"),
    Person("teuta", "Teuta", "sq", JARVA, UNSAID, photo="yes"),
    Person("malin", "Malin", "sv", JARVA, ESTABLISHED, ("no_shellfish",), photo="yes"),
    Person("samira", "سميرة", "ar", JARVA, NEWCOMER, ("halal", "no_gluten"), practises="sv"),
    Person("hodan", "Hodan", "so", JARVA, NEWCOMER, ("halal",), has_email=False),
    Person("eva", "Eva", "sv", JARVA, ESTABLISHED, photo="yes"),
    Person("blessing", "Blessing", "en", JARVA, NEWCOMER, ("no_egg",), photo="yes", practises="sv"),
    Person("parisa", "پریسا", "fa", JARVA, UNSAID, ("vegetarian",), photo="no"),
    Person("cecilia", "Cecilia", "sv", JARVA, ESTABLISHED, ("no_nuts",), photo="yes"),
    Person("hanan", "حنان", "ar", JARVA, NEWCOMER, ("halal",), practises="sv", has_email=False),
    Person("winta", "ዊንታ", "ti", JARVA, NEWCOMER, practises="sv"),
    Person("linnea", "Linnéa", "sv", JARVA, photo="no", is_protected=True),
)

HELSINGBORG_MEMBERS = (
    Person("camilla", "Camilla", "sv", HELSINGBORG, ESTABLISHED, photo="yes"),
    Person("rima", "ريما", "ar", HELSINGBORG, NEWCOMER, ("halal",), photo="no", practises="sv"),
    Person("pia", "Pia", "sv", HELSINGBORG, ESTABLISHED, ("no_gluten",), photo="yes"),
    Person("iryna", "Ірина", "uk", HELSINGBORG, NEWCOMER, photo="yes", practises="sv"),
    Person("therese", "Therese", "sv", HELSINGBORG, ESTABLISHED, ("vegetarian",), photo="yes"),
    Person("sahra", "Sahra", "so", HELSINGBORG, NEWCOMER, ("halal",), practises="sv"),
    Person("susanne", "Susanne", "sv", HELSINGBORG, ESTABLISHED),
    Person("elif", "Elif", "tr", HELSINGBORG, NEWCOMER, ("no_pork",), photo="yes", practises="sv"),
    Person("agneta", "Agneta", "sv", HELSINGBORG, ESTABLISHED, ("no_lactose",), photo="yes"),
    Person("nilofar", "نیلوفر", "prs", HELSINGBORG, NEWCOMER, ("halal",), practises="sv"),
    Person("monica", "Monica", "sv", HELSINGBORG, ESTABLISHED, photo="no"),
    Person("joy", "Joy", "en", HELSINGBORG, NEWCOMER, ("no_nuts",), photo="yes", practises="sv"),
    Person("zeinab", "زينب", "ar", HELSINGBORG, NEWCOMER, ("halal",), practises="sv"),
    Person("barbro", "Barbro", "sv", HELSINGBORG, ESTABLISHED, ("no_fish",), photo="yes"),
    Person("rojin", "Rojîn", "kmr", HELSINGBORG, NEWCOMER, ("no_pork",), practises="sv"),
    Person("jasmina", "Jasmina", "bs", HELSINGBORG, UNSAID, photo="yes"),
    Person("kasia", "Kasia", "pl", HELSINGBORG, UNSAID, photo="yes"),
    Person("spozhmai", "سپوږمۍ", "ps", HELSINGBORG, NEWCOMER, ("halal",), practises="sv"),
    Person("anita", "Anita", "sv", HELSINGBORG, ESTABLISHED, ("vegan",)),
    Person("helen", "ሄለን", "am", HELSINGBORG, NEWCOMER, photo="yes", practises="sv"),
    Person("camila", "Camila", "es", HELSINGBORG, NEWCOMER, photo="yes", practises="sv"),
    Person("arbnora", "Arbnora", "sq", HELSINGBORG, UNSAID, ("no_pork",)),
    Person("chantal", "Chantal", "fr", HELSINGBORG, NEWCOMER, practises="sv"),
    Person("gun", "Gun", "sv", HELSINGBORG, ESTABLISHED, has_email=False),
)

MEMBERS = JARVA_MEMBERS + HELSINGBORG_MEMBERS
EVERYBODY = (OWNER, *WORKERS, *MEMBERS)
# key -> how some of them write that their names are said
SAID_AS = {
    "noura": "NOU-ra",
    "selam": "se-LAM",
    "rima": "RI-ma",
    "iryna": "i-RY-na",
    "sahra": "SA-hra",
    "elif": "e-LIF",
    "nilofar": "ni-lo-FAR",
    "zeinab": "SEJ-nab",
    "rojin": "rå-SJIN",
    "spozhmai": "spåsj-MAJ",
    "helen": "HE-len",
}
