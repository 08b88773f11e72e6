"""Where the demo's lunches are held. The places are invented; only the districts exist."""

from dataclasses import dataclass

from wow.demo.content.people import HELSINGBORG, JARVA

Texts = dict[str, str]  # language code -> text


@dataclass(frozen=True)
class Place:
    """A venue before it is stored."""

    name: str
    chapter: str
    address: str
    is_step_free: bool
    directions: Texts


PLACES: dict[str, Place] = {
    JARVA: Place(
        name="Lindgården",
        chapter=JARVA,
        address="Exempelgången 4, Spånga",
        is_step_free=True,
        directions={
            "sv": "Tunnelbana till Tensta. Gå ut mot torget och sväng höger vid apoteket. Ingången är den gula dörren. "
            "Det finns hiss och plats för barnvagnar.",
            "en": "Metro to Tensta. Go out to the square and turn right at the pharmacy. Use the yellow door. "
            "There is a lift and room for prams.",
            "ar": "خذي المترو إلى محطة تنستا. اخرجي نحو الساحة ثم انعطفي يمينًا عند الصيدلية. المدخل هو الباب الأصفر. "
            "يوجد مصعد ومكان لعربات الأطفال.",
        },
    ),
    HELSINGBORG: Place(
        name="Kupan",
        chapter=HELSINGBORG,
        address="Exempelvägen 12, Helsingborg",
        is_step_free=False,
        directions={
            "sv": "Buss till hållplatsen vid Drottninghögs centrum. Huset ligger bakom biblioteket. "
            "Det är tre trappsteg vid dörren. Ring oss, så hjälper vi dig in.",
            "en": "Bus to the stop at Drottninghög centre. The house is behind the library. "
            "There are three steps at the door. Call us and we help you in.",
            "ar": "خذي الحافلة إلى موقف مركز دروتنينغهوغ. المبنى خلف المكتبة. "
            "أمام الباب ثلاث درجات. اتصلي بنا وسنساعدك على الدخول.",
        },
    ),
}
