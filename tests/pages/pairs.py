"""Pairs of names of which one in place of the other makes a sentence false: opposites, and what is easily exchanged."""

from names import (
    BATCH,
    BIAS,
    BILINEAR,
    CANVAS,
    CHANNEL,
    COLUMNS,
    CONVOLUTION,
    CROSS_CORRELATION,
    DILATION,
    FEATURE_MAP,
    HEIGHT,
    HIDDEN,
    INPUT,
    KERNEL,
    NEAREST,
    OUTPUT,
    OUTPUT_LAYER,
    POOLING,
    ROWS,
    STRIDE,
    TEST,
    TRAINING,
    UPSAMPLING,
    WEIGHT,
    WIDTH,
    WINDOW,
    Side,
)

BOTH_SIDES = r"\bhalf of them on each side\b|\bboth sides alike\b"
ALWAYS_NAMED = [
    (
        Side(r"(?-i:VALID)|\"valid\"", r"(?-i:VALID)|\"valid\""),
        Side(r"(?-i:SAME)|\"same\"", r"(?-i:SAME)|\"same\""),
    ),
    (Side(r"\bKeras\b", r"Keras"), Side(r"\bPyTorch\b", r"PyTorch")),
    (HEIGHT, WIDTH),
    (WEIGHT, BIAS),
    (INPUT, CANVAS),
    (CONVOLUTION, CROSS_CORRELATION),
    (Side(r"\bencoders?\b", r"(?<!오토)인코더"), Side(r"\bdecoders?\b", r"디코더")),
    (Side(r"\bblue\b", r"파란|파랑|푸른"), Side(r"\borange\b", r"주황")),
    (Side(r"\byellow\b", r"노란|노랑"), Side(r"\bgreen\b", r"초록|녹색")),
    (Side(r"\bred\b", r"붉은|빨간|빨강"), Side(r"\bblue\b", r"파란|파랑|푸른")),
    (
        Side(
            r"\bthe left\b(?! over)|(?:\b(?:the|upper|lower|from|moves|drawn|and) \**|[(!]\[?)left\b(?! over)"
            r"|\bleft,? (?:to |and |or )?right\b",
            r"왼쪽|좌우",
        ),
        Side(
            r"\b(?:the|whole|upper|lower|from|moves?|to|and|or|left,|cell) right\b(?! (?:answer|size|word|choice|way|value))",
            r"오른쪽|좌우",
        ),
    ),
    (INPUT, OUTPUT),
    (
        Side(r"\bodd\b", r"홀수"),
        Side(
            r"\bby even\b|\bof even (?!brightness)|\bis even, as\b|\ban even one\b"
            r"|\beven (?:number|kernels?|cells?|rows?|output|ones)\b",
            r"짝수",
        ),
    ),
    (
        Side(r"\bmaxim(?:um|a)\b|\bmax\b(?! ?\()|\blargest\b", r"최댓값|최대|가장 큰|가장 크다"),
        Side(
            r"\baverag\w*|\b(?:the|its|their|a|short|long|running) means?\b|\bmean image\b|running statistics",
            r"평균",
        ),
    ),
    (
        Side(r"\bround(?:s|ed)? up\b|⌈", r"(?<!반)올림|올린 절반|나누어 올린|⌈"),
        Side(r"\bround(?:s|ed|ing)? down\b|⌊", r"내림|⌊"),
    ),
    (
        Side(r"\bdark\w*", r"어둡|어두|어둠"),
        Side(r"\bbright(?!ness)\w*", r"밝(?![히혀힌기])|[을이] 밝히면"),
    ),
]
# the words of a shape, as (batch, row, column, channel) has them: their order is what is said
AXES = [
    Side(r"batch", r"배치"),
    Side(r"in(?:put)?(?: channels?| features?)?", r"(?:입력|in)(?: 채널| 특징)?"),
    Side(r"out(?:put)?(?: channels?| features?)?", r"(?:출력|out)(?: 채널| 특징)?"),
    Side(r"length", r"길이"),
    Side(r"features?", r"특징"),
    Side(r"(?:time )?steps?", r"시각|시간 단계"),
    Side(r"dim1", r"dim1"),
    Side(r"dim2", r"dim2"),
    Side(r"dim3", r"dim3"),
    Side(r"rows?", r"행"),
    Side(r"columns?", r"열"),
    Side(r"channels?", r"채널"),
    Side(r"height", r"높이"),
    Side(r"width", r"너비"),
    Side(r"k", r"k"),
]
OPPOSITES = [
    *(tuple(side._replace(always=True) for side in pair) for pair in ALWAYS_NAMED),
    (
        Side(r"larger|largest|greater|bigger", r"큰|크[다고면게지니거]|커[진지졌]|클(?:수록| 때)|커야"),
        Side(r"(?<!made )smaller|smallest|\bleast value", r"작[다아으게고지을]|작은(?! 조각)|거리가 가깝"),
    ),
    (
        Side(r"\bmore\b|\bso many\b", r"많"),
        Side(r"\bfewer\b|\bless\b", r"더 적[고다]|더 적은 (?!것)|적게|덜"),
    ),
    (
        Side(
            rf"\bstart\b|\bbeginning\b|(?<!\bas )\bbefore\b|\bfront\b|\bfirst half\b|\bboth ends\b|{BOTH_SIDES}",
            r"처음(?! [두세네])|앞(?! 층)|시작(?!하[고지면여]|한)|(?<=밀기 )전|전에|양 끝(?!을 한|에 늘|의 한|에 맞)|출발",
        ),
        Side(
            rf"\bends?\b|\bafter\b|\bbehind\b(?! one)|\blater step|\bsecond half\b|{BOTH_SIDES}",
            r"(?<!에서 )끝(?!이다\.)|뒤(?!집)|나중|그다음에 넣",
        ),
    ),
    (
        Side(r"\bupper\b|\btop\b|\babove\b", r"위[쪽의는]|위에(?!서 옮)|맨 위|위,|위 (?:수|줄|문장)"),
        Side(r"\blower\b|\bbottom\b|\bbelow\b|\bfoot\b", r"아래|밑"),
    ),
    (Side(rf"{ROWS.english}|\bLine(?= +,)", ROWS.korean), COLUMNS._replace(always=True)),
    (
        Side(
            r"\bpads?\b|\bpadded\b|\bappend\w*|\badds nothing|\badded zeros|\bnothing is added|\bzeros are put",
            r"덧[대댄댔]|(?<!이어 )붙[이인여지]",
        ),
        Side(
            r"\bcut(?:s|ting)?\b|\bcrop(?:s|ped|ping)?\b",
            r"(?<![가-힣])(?:자[르른를]|잘[라려린리]|오려|오린)",
            always=True,
        ),
    ),
    (Side(r"\balways\b", r"언제나|늘|항상"), Side(r"\bnever\b", r"결코|절대|한 번도")),
    (
        Side(r"\bgrows?\b|\brises?\b|\benlarge\w*", r"커[진지졌]|늘[어고면려]|키[우운워]|(?<!모)자란"),
        Side(r"\bshrinks?\b|\bfalls?\b|\bshrunk\b|\bhalved\b|\bsqueeze\w*", r"(?<!한 )줄[어고면이인였]|작아"),
    ),
    (Side(r"\bnarrow\w*", r"좁"), Side(r"\bwide[rns]", r"넓(?!이)")),
    (
        Side(
            r"\bfirst\b|\bbeginning\b|\bstart of the canvas\b",
            r"첫|처음|먼저|1번째|앞의 (?:[두세네]|넷|여섯)|맨 앞|앞 층",
        ),
        Side(r"\blast\b|\bends?\b", r"마지막|끝|뒤의 (?:[두세네]|여섯)|맨 뒤"),
    ),
]
ALONE = (
    r"(?<![\w.#=,\-−·+×/] )(?<![\w.#=,\-−·+×/(\[]){}(?![A-Za-z0-9_,×]|\.\d| [−·+×/=])"  # a digit that is said
)
# of which a language says both where the other finds another word for one of them
LOOSE = [
    (
        Side(r"\bequal\w*|(?-i:\bsame\b)|\balike\b|\bagree\w*", r"같[다은이아고으지습]|똑같|그대로"),
        Side(r"\bdiffer\w*|\bunequal\b|\bdisagree\w*", r"다르|다른(?! [글곳실])|달라|차이"),
    ),
    (
        Side(r"\bboth sides\b|\beach side\b", r"양쪽|앞뒤"),
        Side(r"\bat the end\b", r"끝에|뒤에"),
    ),
    (Side(r"\bfirst\b", r"먼저|처음|첫|앞의 [두세네넷]"), Side(r"\blast\b|\blater\b", r"나중|마지막|다음")),
]
# what is easily exchanged, though each may stand alone: their order is the same in both languages, and no sentence names
# only the one where the other names only the other, or both (but LOOSE)
RELATED = [
    *LOOSE,
    *((KERNEL, other) for other in (STRIDE, INPUT, WINDOW, BIAS)),
    *((CHANNEL, other) for other in (ROWS, COLUMNS, HEIGHT, WIDTH, BATCH, BIAS)),
    *((OUTPUT, other) for other in (WEIGHT, BIAS, CANVAS)),
    *((STRIDE, other) for other in (DILATION, WINDOW)),
    *((POOLING, other) for other in (CONVOLUTION, UPSAMPLING)),
    *((HIDDEN, other) for other in (OUTPUT_LAYER, FEATURE_MAP)),
    *[(WEIGHT, INPUT), (BATCH, ROWS), (NEAREST, BILINEAR), (TRAINING, TEST)],
    (
        Side(r"\b(?<!in )places?\b|\bpositions?\b", r"자리|위치"),
        Side(r"\bsizes?\b", r"크기"),
    ),
    (Side(r"\bfeatures?\b(?! maps?)", r"특징(?! 맵)"), Side(r"\blength\b", r"길이")),
    (Side(r"\bcoloured\b", r"색칠"), Side(r"\bempty\b|\bblank\b", r"빈칸|빈 칸|빈 ")),
    (
        Side(r"\bstays?\b|\bkeep\w*|\bkept\b|\bremain\w*|\bleft\b", r"남[은는아겨기]|그대로"),
        Side(r"\bnew\b|\bnewly\b", r"새로|새 "),
    ),
    (
        Side(r"\bhigh(?:er|est)?\b", r"높(?!이)|큰|크다"),
        Side(r"\blower than\b|\blow\b|\blowest\b", r"낮"),
    ),
    (
        Side(r"\bris(?:es?|ing|en)\b|\brose\b|\bupwards?\b|\bturns up\b", r"오르|오른(?!쪽)|올[라랐]"),
        Side(r"\bfall(?:s|ing|en)?\b|\bfell\b|\bdownwards?\b", r"내리|내려|떨어"),
    ),
    (
        Side(r"\bin (?:it|them)\b|\bthe cells? that are in\b", r"안에 든"),
        Side(r"\bsize of the window\b", r"창의 크기"),
    ),
    (
        Side(rf"\bzeros?\b|{ALONE.format(0)}", ALONE.format(0)),
        Side(rf"\bones\b|{ALONE.format(1)}", ALONE.format(1)),
    ),
    (Side(r"\binside\b|\bwithin\b", r"안[에의쪽을]"), Side(r"\boutside\b|\bbeyond\b", r"밖|바깥")),
    (Side(r"\blong(?:er|est)?\b", r"길[다고어게면]|긴 "), Side(r"\bshort(?:er|est)?\b", r"짧")),
    (Side(r"\bfar(?:ther|thest)?\b|\bfurthest\b", r"멀|먼 "), Side(r"\bnear\b|\bclose\w*", r"가깝|가까")),
    (Side(r"\bfast\w*|\bquick\w*", r"빠르|빠른|빨[라리]"), Side(r"\bslow\w*", r"느리|느린|느려")),
    (Side(r"\bpositive\b", r"양수|양의"), Side(r"\bnegative\b", r"음수|음의")),
    (Side(r"\bsums?\b", r"합[은이을과의 ,(]"), Side(r"\bmeans?\b|\baverages?\b", r"평균")),
    (
        Side(r"\bhorizontal\w*|\bacross\b|\bsideways\b", r"가로|옆으로"),
        Side(r"\bvertical\w*|\bdownwards?\b|\bline down\b", r"세로"),
    ),
    (
        Side(r"\bpads?\b|\bpadded\b|\bappend\w*", r"덧[대댄댔]|붙[이인여]"),
        Side(r"\bdrops?\b|\bdropped\b|\bthrows? away\b", r"버[리린려릴]"),
    ),
    (
        Side(r"\bmaxim(?:um|a)\b|\bmax\b(?! ?\()", r"최댓값|최대"),
        Side(r"\bminim(?:um|a)\b|\bmin\b", r"최솟값|최소"),
    ),
    (
        Side(r"\bforwards?\b|\bway there\b", r"앞으로|순방향"),
        Side(r"\bbackwards?\b|\bbackprop\w*|\bway back\b|\bother way\b", r"거꾸로|되돌아|역전파"),
    ),
    (Side(r"\bflat\b|\blevel\b", r"평평"), Side(r"\bsteep\w*", r"가파")),
    (
        Side(r"\bcorrect\b|\bholds\b|\bright (?:answer|size|word|way|value)", r"맞[다은는음]|옳"),
        Side(r"\bwrong\b|\bfails\b", r"틀[린리림]"),
    ),
]
