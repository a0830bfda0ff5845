"""Words for people and animals, by the pronoun that could mean them."""

from __future__ import annotations

import re

from letters.text import word_set

_HERS = (
    "mum|mummy|mam|nan|nana|nanny|gran|granny|grandma|grandmother|mother|stepmum|sister|stepsister|auntie|aunt"
    "|aunty|niece|daughter|wife|girlfriend|girl|woman|lady|mrs|ms|miss"
)
_HIS = (
    "dad|daddy|grandad|grandpa|grandfather|father|stepdad|brother|stepbrother|uncle|nephew|son|husband"
    "|boyfriend|boy|man|guy|lad|mr"
)
_ANYBODYS = (
    "cousin|worker|carer|teacher|nurse|doctor|judge|advocate|guardian|manager|visitor|friend|mate|baby|adviser"
    "|solicitor|lawyer|coach|trainer|tutor|mentor|therapist|counsellor|psychologist|dentist|officer|interpreter"
    "|assistant|parent|partner|twin|neighbour|adult|grown-up|teenager|player|singer|leader|boss|someone"
    "|somebody|anyone|anybody|everyone|everybody|nobody|whoever|person|child|one|who|dr|dog|cat"
)
_ANIMALS_AND_TOYS = "puppy|kitten|rabbit|hamster|horse|pony|bird|teddy|bear|doll|dinosaur"
_GROUPS = (
    "people|children|grown-ups|staff|family|team|school|college|nursery|club|council|court|police|hospital"
    "|office|charity|service|company|both|each|others?|another|any|some|all|most|many|few|two|three"
)
_NO_GROUPS = "this|was|has|does|his|its|yes|always|sometimes|perhaps|as|is|us"


def somebody(words: str) -> re.Pattern[str]:
    """Any of the words, which bars divide, whole and in small letters or capitals."""
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


WOMEN = somebody(f"(?:{_HERS})s?")
"""Whom only "she" can mean."""
MEN = somebody(f"(?:{_HIS})s?")
SOMEBODY = somebody(f"(?:{_ANYBODYS}|{_ANIMALS_AND_TOYS})s?")
"""Whom either can mean."""
KIN = somebody(f"{_HERS}|{_HIS}")
SEVERAL = somebody(rf"{_GROUPS}|(?!(?:{_NO_GROUPS})\b)[a-z-]{{3,}}(?<!s)s")
"""A group, or anything that may be a plural: what "they" can mean."""
RIVALS = {
    "HE": somebody(f"{_HIS}|{_ANYBODYS}"),
    "SHE": somebody(f"{_HERS}|{_ANYBODYS}"),
    "THEY": somebody(
        f"{_HERS}|{_HIS}|{_ANYBODYS}|people|children|staff|family|team|school|[a-z-]{{3,}}(?<!s)s"
    ),
}
"""Those whom a pronoun could mean, by its code in `pronouns.csv`; for "they" any group as well."""
NOBODY = word_set(
    "it that there school i we my our everyone everybody nobody nothing he she they him her his their"
    " it's that's you your some most all both what who"
)
"""Words that open a sentence and name nobody."""
NO_NAME = word_set(
    "i mum mummy dad daddy nan you your we the and his her she her monday tuesday wednesday thursday friday"
    " saturday sunday january february march april may june july august september october november december"
    " easter christmas english maths england britain school scotland wales london teams zoom childline"
)
"""Words with a capital that are no child's name."""
TOPICS = word_set(
    "school college nursery family friends contact reading writing maths homework sleep bedtime"
    " bedtimes food meals teeth eyes health football swimming dancing music money clothes lessons"
    " mornings weekends evenings nights days time visits calls phone letters progress attendance"
    " behaviour moving settling settled getting making having being going doing eating sleeping learning"
    " talking playing living staying seeing coming leaving growing trying keeping looking working"
    " helping waiting missing brothers sisters siblings staff people grown-ups teachers carers parents"
    " children other another more less no not now how when where why if because since after before at in"
    " on for with without from to by a an the his her their its he she they as both each every last next"
    " still also there here lots plenty things something somebody someone this that these those it we"
    " you your our some nothing nobody everyone everybody everything all most many half two three life home"
    " family's good better great new plans support help changes difficult hard"
)
"""Words that open a note and are nobody's name."""
