"""What is denied: a sentence that says no in one language says so in the other, or in a word that can stand for it."""

import re

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
