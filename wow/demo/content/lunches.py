"""What the demo's lunches are about: titles, presentations, topics and questions in Swedish, English and Arabic."""

from dataclasses import dataclass

from wow.demo.content.programme import PRESENTATION, SOCIAL_SERVICES, Point

Texts = dict[str, str]  # language code -> text


@dataclass(frozen=True)
class LunchTexts:
    """The words of one lunch."""

    title: Texts
    presentation: Texts
    topic: Texts
    questions: tuple[Texts, ...] = ()
    programme: tuple[Point, ...] = PRESENTATION


ABOUT_SOCIAL_SERVICES = LunchTexts(
    title={
        "sv": "Lunch om socialtjänsten",
        "en": "Lunch about social services",
        "ar": "غداء عن الخدمات الاجتماعية",
    },
    presentation={
        "sv": "Två strateger från socialtjänsten i Järva kommer. De berättar varför socialtjänsten finns, vad som är "
        "rykten och vad som händer när någon är orolig för ett barn. Du får fråga om allt.",
        "en": "Two strategists from social services in Järva come. They tell why social services exist, what is "
        "rumour, and what happens when somebody worries about a child. You may ask about everything.",
        "ar": "تزورنا مختصّتان من الخدمات الاجتماعية في يارفا. تشرحان لماذا وُجدت الخدمات الاجتماعية، وما هو "
        "مجرد شائعات، وماذا يحدث عندما يقلق أحد على طفل. يمكنك أن تسألي عن كل شيء.",
    },
    topic={
        "sv": "Hur kan oron för socialtjänsten bli mindre?",
        "en": "How can the worry about social services become less?",
        "ar": "كيف نخفّف الخوف من الخدمات الاجتماعية؟",
    },
    questions=(
        {
            "sv": "Vad tycker du att socialtjänsten ska göra, så att färre är oroliga?",
            "en": "What should social services do, so that fewer people worry?",
            "ar": "ماذا على الخدمات الاجتماعية أن تفعل برأيك كي يقلّ القلق بين الناس؟",
        },
        {
            "sv": "Vad behöver du för att våga fråga socialtjänsten, eller för att följa med en vän dit?",
            "en": "What do you need in order to dare to ask social services, or to go there with a friend?",
            "ar": "ما الذي تحتاجين إليه كي تتجرئي على سؤال الخدمات الاجتماعية أو مرافقة صديقة إليها؟",
        },
        {
            "sv": "Vem berättar du för om det du har hört i dag, och vad säger du?",
            "en": "Whom will you tell about what you heard today, and what will you say?",
            "ar": "من ستخبرين بما سمعتِه اليوم، وماذا ستقولين؟",
        },
    ),
    programme=SOCIAL_SERVICES,
)

APRIL_2024 = LunchTexts(
    title={"sv": "Lunch i april", "en": "Lunch in April", "ar": "غداء نيسان"},
    presentation={
        "sv": "Vi ses igen, en månad efter lunchen om socialtjänsten.",
        "en": "We meet again, one month after the lunch about social services.",
        "ar": "نلتقي من جديد بعد شهر من الغداء عن الخدمات الاجتماعية.",
    },
    topic={},
)

FIRST_JOB = LunchTexts(
    title={"sv": "Lunch om det första jobbet", "en": "Lunch about the first job", "ar": "غداء عن أول وظيفة"},
    presentation={
        "sv": "En rekryterare berättar vad hon tittar på i en ansökan. "
        "Två av oss berättar hur vi fick vårt första jobb här.",
        "en": "A recruiter tells what she looks for in an application. Two of us tell how we got our first job here.",
        "ar": "تخبرنا مسؤولة توظيف عمّا تنظر إليه في طلب العمل. واثنتان منا تحكيان كيف حصلتا على أول وظيفة هنا.",
    },
    topic={
        "sv": "Vad kan du, som ingen har frågat om?",
        "en": "What can you do that nobody has asked about?",
        "ar": "ما الذي تجيدينه ولم يسألك أحد عنه؟",
    },
    questions=(
        {
            "sv": "Berätta om något du är bra på. Vem kan behöva det?",
            "en": "Tell about something you are good at. Who could need it?",
            "ar": "احكي عن شيء تجيدينه. من قد يحتاج إليه؟",
        },
        {
            "sv": "Vem vid bordet känner någon som du borde träffa?",
            "en": "Who at the table knows somebody you should meet?",
            "ar": "من حول الطاولة تعرف شخصًا يفيدك أن تقابليه؟",
        },
    ),
)

SCHOOL = LunchTexts(
    title={"sv": "Lunch om skolan", "en": "Lunch about school", "ar": "غداء عن المدرسة"},
    presentation={
        "sv": "En lärare berättar vad du som förälder får fråga skolan om, och hur ett utvecklingssamtal går till.",
        "en": "A teacher tells what you as a parent may ask the school, "
        "and what happens in a talk about your child's progress.",
        "ar": "تخبرنا معلمة بما يحق لك أن تسألي المدرسة عنه كأم، وكيف تجري جلسة الحديث عن تقدّم طفلك.",
    },
    topic={
        "sv": "Vad minns du bäst från din egen skola?",
        "en": "What do you remember best from your own school?",
        "ar": "ما أكثر ما تتذكرينه من مدرستك؟",
    },
    questions=(
        {
            "sv": "Vad är lika och vad är annorlunda i skolan i dag?",
            "en": "What is alike and what is different in school today?",
            "ar": "ما المتشابه وما المختلف في المدرسة اليوم؟",
        },
    ),
)

HEALTH = LunchTexts(
    title={"sv": "Lunch om att må bra", "en": "Lunch about feeling well", "ar": "غداء عن العافية"},
    presentation={
        "sv": "En barnmorska berättar vart du kan vända dig, vad det kostar och hur du får en tolk.",
        "en": "A midwife tells where you can turn, what it costs and how you get an interpreter.",
        "ar": "تخبرنا قابلة إلى أين تتوجهين، وكم يكلّف ذلك، وكيف تحصلين على مترجمة.",
    },
    topic={
        "sv": "Vad gör dig glad en vanlig dag?",
        "en": "What makes you happy on an ordinary day?",
        "ar": "ما الذي يسعدك في يوم عادي؟",
    },
)

SISTERS = LunchTexts(
    title={"sv": "Lunch om systerpar", "en": "Lunch about sister pairs", "ar": "غداء عن ثنائيات الأخوات"},
    presentation={
        "sv": "Två kvinnor träffas en gång i månaden i sex månader. "
        "Ett par berättar vad de har gjort och vad de har lärt sig.",
        "en": "Two women meet once a month for six months. "
        "One pair tells what they have done and what they have learnt.",
        "ar": "تلتقي امرأتان مرة في الشهر طوال ستة أشهر. تحكي لنا أختان ماذا فعلتا وماذا تعلّمتا.",
    },
    topic={
        "sv": "Vad vill du göra tillsammans med en syster?",
        "en": "What would you like to do together with a sister?",
        "ar": "ماذا تودّين أن تفعلي مع أخت؟",
    },
    questions=(
        {
            "sv": "Vad vill du visa någon som är ny i din stad?",
            "en": "What would you like to show somebody who is new in your town?",
            "ar": "ماذا تودّين أن تُري شخصًا جديدًا في مدينتك؟",
        },
    ),
)

FOOD = LunchTexts(
    title={"sv": "Lunch om mat vi saknar", "en": "Lunch about food we miss", "ar": "غداء عن أطعمة نشتاق إليها"},
    presentation={
        "sv": "Vi berättar om maten från vår barndom och planerar kvällar då vi lagar den tillsammans.",
        "en": "We tell about the food of our childhood and plan evenings when we cook it together.",
        "ar": "نحكي عن طعام طفولتنا ونخطط لأمسيات نطبخه فيها معًا.",
    },
    topic={
        "sv": "Vilken mat luktar hemma för dig?",
        "en": "Which food smells of home to you?",
        "ar": "أي طعام تشمّين فيه رائحة البيت؟",
    },
)

NAMES = LunchTexts(
    title={"sv": "Lunch om våra namn", "en": "Lunch about our names", "ar": "غداء عن أسمائنا"},
    presentation={
        "sv": "Vi berättar vad våra namn betyder och hur de uttalas.",
        "en": "We tell what our names mean and how they are said.",
        "ar": "نحكي عن معاني أسمائنا وكيف تُنطق.",
    },
    topic={
        "sv": "Vem gav dig ditt namn?",
        "en": "Who gave you your name?",
        "ar": "من الذي سمّاكِ؟",
    },
    questions=(
        {
            "sv": "Hur vill du att vi säger ditt namn?",
            "en": "How do you want us to say your name?",
            "ar": "كيف تحبين أن ننطق اسمك؟",
        },
    ),
)
