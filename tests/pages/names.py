"""The field's names: what one language names in a block, the other names there, too."""

import re
from typing import NamedTuple


class Side(NamedTuple):
    """How a thing is said, as patterns; `always`: where one language names it, the other does, too."""

    english: str
    korean: str
    always: bool = False


ROW = r"(?<![가-힣])행(?!렬)"
COLUMN = r"(?<![가-힣])열(?=[은이을의과도에마까로만,()\]/:*\"]| +[에로,.\[]|인 |뿐| 하나)(?!에 (?:여덟|하나))"
# as axes of a kernel have them: (k, k, in, out)
IN = r"\bin(?= ·|, out\b|, row\b|, m\b|\)| / groups)|(?<=\bout, )in\b"
OUT = r"\bout(?=, in\b|, row\b|\))|(?<=\bin, )out\b"
KERNEL = Side(r"\bkernels?\b|\bfilters?\b|\bpointwise\b", r"커널|필터")
STRIDE = Side(r"\bstrides?\b", r"스트라이드|(?<![\w])strides?(?![A-Za-z_])")
CHANNEL = Side(r"\bchannels?\b", r"채널")
ROWS = Side(r"\brows?\b", ROW)
COLUMNS = Side(r"\bcolumns?\b", COLUMN)
INPUT = Side(rf"\binputs?\b|{IN}", rf"입력|{IN}")
OUTPUT = Side(rf"\boutputs?\b|{OUT}", rf"출력(?![한된])|output\[|{OUT}")
CANVAS = Side(r"\bcanvas(?:es)?\b", r"캔버스")
BATCH = Side(r"\bbatch(?:es)?\b|\bminibatch\w*", r"배치")
WEIGHT = Side(r"\bweights?\b", r"가중치")
BIAS = Side(r"\bbias(?:es)?\b", r"편향")
GRADIENT = Side(r"\bgradients?\b(?! descent)", r"기울기")
SLOPE = Side(r"\bslopes?\b", r"경사(?! 하강)")  # of a curve
POOLING = Side(r"(?<!un)pool(?:ing|s|ed)?\b", r"(?<!언)풀링")
CONVOLUTION = Side(r"\bconvolutions?\b|\bconvolv\w+|(?<!making )\bconvolutional\b", r"합성곱")
CROSS_CORRELATION = Side(r"\bcross-correlations?\b", r"교차상관")
STAMP = Side(r"\bstamp(?:s|ed|ing)?\b", r"스탬프|찍")
WINDOW = Side(r"\bwindows?\b", r"(?<![가-힣])창(?!고)")
DILATION = Side(r"\bdilat\w*", r"팽창|dilation")
NEAREST = Side(r"\bnearest\b", r"최근접|(?<![A-Za-z_])nearest")
BILINEAR = Side(r"\bbilinear\b", r"이중 선형|bilinear")
HIDDEN = Side(r"\bhidden (?:layer|node)s?\b", r"은닉")
OUTPUT_LAYER = Side(r"\boutput layers?\b", r"출력층")
FEATURE_MAP = Side(r"\bfeature maps?\b", r"특징 맵")
UPSAMPLING = Side(r"\bup-?sampl\w*", r"업샘플링|upsampl")
TRANSPOSED = Side(r"\btransposed?\b", r"전치|(?<![A-Za-z\d])transpose")
TRAINING = Side(r"\btrain\w*|\blearn\w*|\bto fit\b|\bteach\w*", r"훈련|학습|배[우운워웠울]|가르")
TEST = Side(r"(?<!saying to the )\btest\w*", r"시험(?!을 치)|테스트")
HEIGHT = Side(r"\bheight\b", r"높이(?! 남|인)")
WIDTH = Side(r"\b(?<!full-)width\b", r"너비")
# named in both languages or in neither
NAMES = {
    "kernel": KERNEL,
    "channel": CHANNEL,
    "input": INPUT,
    "output": OUTPUT,
    "canvas": CANVAS,
    "stride": STRIDE,
    "batch": BATCH,
    "weight": WEIGHT,
    "bias": BIAS,
    "gradient": GRADIENT,
    "slope": SLOPE,
    "pooling": POOLING,
    "convolution": CONVOLUTION,
    "cross-correlation": CROSS_CORRELATION,
    "dilation": DILATION,
    "bilinear": BILINEAR,
    "hidden layer": HIDDEN,
    "output layer": OUTPUT_LAYER,
    "feature map": FEATURE_MAP,
    "upsampling": UPSAMPLING,
    "column": COLUMNS,
    "transposed convolution": TRANSPOSED,
    "matrix": Side(r"\bmatri(?:x|ces)\b", r"행렬"),
    "vector": Side(r"\bvectors?\b", r"벡터"),
    "node": Side(r"\bnodes?\b", r"노드"),
    "loss": Side(r"\bloss(?:es)?\b", r"손실"),
    "noise": Side(r"\bnois[ey]\b", r"잡음"),
    "validation": Side(r"\bvalidation\b", r"검증"),
    "softmax": Side(r"\bsoftmax\b", r"소프트맥스|softmax"),
    "sigmoid": Side(r"\bsigmoids?\b", r"시그모이드|sigmoid"),
    "random": Side(
        r"\brandom\w*|\bluck\b|\baccident\b|\b(?:chance numbers|by chance)\b",
        r"무작위|우연|난수|(?<![가-힣])운이",
    ),
    "accuracy": Side(r"\baccurac\w*", r"정확도"),
    "epoch": Side(r"\bepochs?\b", r"에포크"),
    "seed": Side(r"\bseeds?\b", r"시드"),
    "price": Side(r"\bprices?\b", r"가격|주가"),
    "latent feature": Side(r"\blatent\b", r"잠재"),
    "invariance": Side(r"(?<!shift-)\binvarian(?:ce|t)\b", r"불변"),
    "equivariance": Side(r"\bequivarian(?:ce|t)\b", r"등변"),
    "depthwise": Side(r"\bdepthwise\b", r"깊이별"),
    "global": Side(r"\bglobal(?:ly)?\b", r"전역"),
    "recurrent": Side(r"\brecurrent\b", r"순환"),
    "normalization": Side(r"normaliz\w*", r"정규화"),
    "activation": Side(r"\bactivations?\b", r"활성"),
    "checkerboard": Side(r"\bcheckerboard\b", r"체커보드"),
    "inner product": Side(r"\binner products?\b", r"내적"),
    "chain rule": Side(r"\bchain rule\b", r"연쇄"),
    "receptive field": Side(r"\breceptive fields?\b|\bfield grows\b", r"수용 영역"),
    "momentum": Side(r"\bmomentum\b", r"모멘텀|momentum"),
    "peak": Side(r"\bpeaks?\b", r"꼭대기|봉우리"),
    "hatched": Side(r"\bhatch(?:ed|ing)\b", r"빗금"),
    "label": Side(r"\blabels?\b", r"이름표|레이블"),
    "square": Side(r"\bsquares?\b|\bsquared\b", r"제곱|네모|정사각|사각형"),
    "half": Side(
        r"\bhal(?:f|ves?|ved)\b|½|\bshare it\b", r"절반|(?<![가-힣])반(?:[씩으을은이, ]|도)|½|2분의 1"
    ),
    **{
        name: Side(rf"\b{name}\b", rf"(?<![A-Za-z]){name}")
        for name in ("ReLU", "TensorFlow", "NumPy", "JAX", "LSTM", "U-Net", "SciPy", "ONNX", "CPU", "GPU")
    },
}
# where the English names it, the Korean does; the Korean also says it where the English has a pronoun or another word
NAMED_IN_ENGLISH = {
    "window": WINDOW,
    "stamp": STAMP,
    "test": TEST,
    "zero": Side(r"\bzeros?\b", r"(?<![\d.])0(?!\.?\d)"),
    "ones": Side(r"\bof ones\b|\bones (?:around|beyond|outside)\b", r"(?<![\d.])1(?!\.?\d)"),
    "brightness": Side(r"\bbrightness\b", r"밝기"),
    "contrast": Side(r"(?<!by )\bcontrast\b", r"대비"),
    "likeness": Side(r"\blikeness\b|\bresembl\w*", r"닮"),
    "memory": Side(r"\bmemor(?:y|ies)\b", r"메모리|기억"),
    "axis": Side(r"\bax[ie]s\b", r"축"),
    "array": Side(r"\barrays?\b", r"배열"),
    "length": Side(r"\blengths?\b", r"길이"),
    "value": Side(r"\bvalues?\b", r"값|음수"),
    "derivative": Side(r"\bderivatives?\b", r"미분|도함수"),
    "interpolation": Side(r"\binterpolat\w*", r"보간"),
    "inverse": Side(r"\binverses?\b|\binvert\w*|\bundo\w*", r"역[연행산함]|되돌"),
    "overlap": Side(r"\boverlap\w*", r"겹"),
    "tensor": Side(r"\btensors?\b", r"텐서"),
    "pixel shuffle": Side(r"\bshuffl\w*", r"섞|shuffle"),
    "flip": Side(r"\bflip\w*", r"뒤집"),
    "photograph": Side(r"\bphoto\w*", r"사진"),
    "feature": Side(r"\bfeatures?\b", r"특징|특성"),
    "correlation": Side(r"\bcorrelat\w*", r"상관"),
    "pattern": Side(r"\bpatterns?\b", r"무늬|패턴"),
    "middle": Side(r"\bcentres?\b|\bmiddle\b", r"가운데|중심"),
    "negative": Side(r"(?<!its )\bnegative\b", r"음수|음의"),
    "positive": Side(r"\bpositive\b", r"양수|양의"),
    "default": Side(r"\bdefaults?\b", r"기본"),
    "order": Side(r"\border\b", r"순서|차례"),
    "multiple": Side(r"\bmultiples?\b", r"배수"),
    "measured": Side(r"\bmeasur\w*", r"재|측정|잰|잴"),
    "cut": Side(r"\bcrop\w*|\bcut\w*", r"(?<![가-힣])(?:자[르른를]|잘[라려린리]|오려|오린)"),
    "integer": Side(r"\bintegers?\b|\bwhole numbers?\b", r"정수"),
    "rotated": Side(r"\brotat\w*|\bhalf a turn\b", r"회전|돌[리린려]|바퀴"),
    "flat": Side(r"\bflat\b", r"평평|평탄|고르|고른"),
    "steep": Side(r"\bsteep\w*", r"가파|가팔"),
}
# where the Korean names it, the English does
NAMED_IN_KOREAN = {
    "nearest": NEAREST,
    "contrast": Side(r"\bcontrast\b", r"대비"),
    "ones": Side(r"\bones?\b|(?<![\d.])1(?!\.?\d)", r"(?<![\d.\w,−-])1(?:로 (?:채|본|둘)|을 덧)"),
    "likeness": Side(r"\ba?like(?:ness)?\b|\bresembl\w*|\bsimilar\w*|\bmatch\w*", r"닮"),
    "steep": Side(r"\bsteep\w*", r"가파|가팔"),
    "flat": Side(r"\bflat\b|\blevel\b|\beven\b", r"평평"),
    "dashed": Side(r"\bdash(?:ed|es)\b|\bdotted\b", r"점선"),
    "copy": Side(r"\bcop(?:y|ies|ied)\b", r"복사|베끼|베낀"),
    "variance": Side(r"\bvariances?\b", r"분산"),
    "third": Side(r"\bthirds?\b|⅓|⅔", r"3분의|⅓|⅔"),
    "quarter": Side(r"\bquarters?\b|\bfourths?\b|¼|¾", r"4분의|¼|¾"),
}


def unnamed(korean, english):
    """What one of two texts names and the other does not, in words."""
    for tables, in_korean in (((NAMES, NAMED_IN_ENGLISH), False), ((NAMES, NAMED_IN_KOREAN), True)):
        for table in tables:
            for name, side in table.items():
                here, there = (side.korean, side.english) if in_korean else (side.english, side.korean)
                text, other = (korean, english) if in_korean else (english, korean)
                found = re.search(here, text, re.I)
                if found and not re.search(there, other, re.I):
                    languages = ("Korean", "English") if in_korean else ("English", "Korean")
                    yield f"the {languages[0]} names {found[0]!r} ({name}), the {languages[1]} does not"
