"""What is denied: a sentence that says no in one language says so in the other, or in a word that can stand for it."""

import re
from typing import NamedTuple


class Turned(NamedTuple):
    """What makes a statement its own denial, in both languages: what is said, and what then stands there."""

    english: str
    english_turned: str
    korean: str
    korean_turned: str


# what the mutation tool turns round (tools/mutation/)
TURNED = [
    Turned(
        r"\b(do|does|did|is|are|was|were|can|need|has|have|may|must|will|would|should|could)(?: not|n['’]t)\b",
        r"\1",
        r"지 않",
        "",
    ),
    Turned(r"\bcannot\b", "can", r"(수|리|데) 없", r"\1 있"),
    Turned(r"\bcan\b(?! ?not)", "cannot", r"수 있", "수 없"),
    Turned(r"\bno (?=[a-z])", "a ", r"없", "있"),
    Turned(r"\bnothing\b", "something", r"아무것도|없|않", "있"),
    Turned(r"\bnone\b|\bneither\b", "all", r"아무|하나도|둘 다|없|않", "모두"),
    Turned(r"\bnever\b", "always", r"않|없|못|결코|절대", "늘"),
    Turned(r"\balways\b", "never", r"언제나|늘|항상", "한 번도 안"),
    Turned(r"\bonly\b", "also", r"만(?=[ ,.은이을])|뿐", "도"),
    Turned(r"\bat least\b", "at most", r"이상|적어도|최소", "많아야"),
    Turned(r"\bat most\b", "at least", r"이하|많아야|최대|고작", "적어도"),
    Turned(r"\bboth\b", "neither", r"둘 다|양쪽|모두|두 ", "어느 것도 "),
    Turned(r"\bevery\b|\beach\b", "no", r"마다|모든|각|하나하나", "어느 것도"),
    Turned(r"\ball\b", "few", r"모두|모든|다 |전부|온통", "일부 "),
    Turned(r"\bexactly\b|\bprecisely\b", "roughly", r"정확히|꼭|딱", "대략"),
    Turned(r"\bwithout\b", "with", r"없이|없는|빼고|않고", "있는"),
    Turned(r"\balready\b", "not yet", r"이미|벌써", "아직 안"),
    Turned(r"\bmust\b", "need not", r"야 한다|야 하", "도 된다"),
    Turned(r"\bstays?\b|\bremains?\b", "changes", r"그대로|남|유지", "바뀌어"),
    Turned(r"\bless\b", "more", r"덜|적", "더"),
    Turned(r"\bmore\b", "less", r"더|많", "덜"),
]
NO = {
    "english": r"\b(?:not|no|never|nothing|none|neither|nor|cannot|without|nobody|nowhere)\b|n['’]t\b",
    "korean": r"않|없|아[니닌닐님](?!면)|못[하한해할했 ](?!박)|말고|말[자라]",
}
# words in which a language says without a no what the other denies: only, differs, stays, fails, missing, instead
INSTEAD = {
    "english": r"\bun(?!it|til|der|ion|iform|ique|i)\w+"
    r"|\b(?:im|in)(?:precise|visible|valid|dependent|complete|exact|compatible)\w*"
    r"|\bimpossible|\bfail\w*|\brefus\w*|\bhardly|\brarely|\bseldom|\binstead|\brather|\black\w*|\bmiss\w*|\bdiffer\w*"
    r"|\bwrong|\bonly\b|\balone\b|\bexcept\b|\bbut\b|\baside\b|\bfree\b|\bblank|\bempty|\bstays?\b|\bremain\w*|\bkeep\w*"
    r"|\bkept|\bsame\b|\bequal|\bstill\b|\bas (?:it|they) (?:is|are|was|were)|\bstop\w*|\bleav\w*|\bleft\b|\bavoid|\bless\b"
    r"|\bdrop\w*|\bgone\b|\blos[te]\w*|\bjust\b|\bmere\w*|\bother\b|\bany(?:thing)?\b|\bfixed\b|\bdisagree|\bopposite|\bfew\w*"
    r"|\bignor\w*|\bskip\w*|\bsilent\w*|\bunless\b|\bfrozen\b|\bwhether\b|\bfalse\b|\bforgot|\bomit|\bspare|\bbeyond\b"
    r"|\bexclud|\bclosed?\b|\bapart\b|\bat (?:most|least)\b|\bconstant|\bcheap\w*|\bambiguous\b|\bworse\b|\bstranger\b"
    r"|\bin place of\b|\bbelow\b|\bplain\b|\bopen\b|\btoo \w+ to\b"
    r"|\btakes? away\b|\bremoved?\b|\bbare\b|\bshort\b|\bexact",
    "korean": r"뿐|만(?![가-힣]{2}|큼|들|나)|[빼뺀뺐뺄]|모자라|틀|다르|다른|달라|그대로|같|오류|거절"
    r"|밖|안 |버[리린려]|잃|남[는은아았]"
    r"|막|멈|드물|좀처럼|거의|고정|끄|사라|대신|반대|어긋|어렵|힘들|덜|미[만리]|모르|모른|몰라|모름|부정|거짓|의심|불|빈(?!칸)"
    r"|빠[졌진지뜨]|건너|외에|조차|아무|까지|견주|나쁜|순조|직접|꼭 필요|비워",
}


def denied(korean, english):
    """The language that alone says no, None where both do or neither."""
    for language, text, other, said in (
        ("English", english, "korean", korean),
        ("Korean", korean, "english", english),
    ):
        if re.search(NO[language.lower()], text, re.I) and not re.search(
            f"{NO[other]}|{INSTEAD[other]}", said, re.I
        ):
            return language
    return None
