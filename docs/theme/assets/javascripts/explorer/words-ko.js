// @ts-check
// What the explorer says in Korean. Layers, arguments and arrays are named as in Keras and NumPy.

const span = ([first, last]) => (first === last ? `${first}` : `${first}–${last}`)

export const plain = {
  controls: "인자", height: "높이", width: "너비", apart: "높이와 너비 따로",
  input: "입력", kernel: "커널", fresh: "다른 수로",
  count: "1, 2, 3, …", ones: "모두 1", random: "무작위", identity: "항등", edge: "윤곽", blur: "흐림", bilinear: "이중 선형", own: "직접 쓴 수",
  view: "보기", stamps: "스탬프", zeros: "0 끼우고 뒤집은 커널", matrix: "행렬", counts: "겹침 횟수",
  play: "재생", pause: "멈춤", back: "한 걸음 뒤로", forward: "한 걸음 앞으로", step: "걸음",
  hint: "칸을 가리키거나 누르면 무엇으로 이루어졌는지 보인다. 입력과 커널의 칸은 한 번 더 누르거나 Enter를 치면 고칠 수 있다.",
  copy: "복사", copied: "복사함", program: "같은 계산을 하는 프로그램", share: "이 상태의 링크 복사", open: "탐색기에서 열기",
  beside: "PyTorch의 결과를 옆에 그리기", size: "크기", shapes: "모양", picture: "숫자 격자",
  refused: "Keras가 거절한다.", same: "의 결과도 같다.",
}

export const say = {
  input: (h, w) => `입력 ${h}×${w}`, kernel: (h, w) => `커널 ${h}×${w}`, flipped: (h, w) => `뒤집은 커널 ${h}×${w}`,
  inserted: (h, w) => `0을 끼운 입력 ${h}×${w}`, canvas: (h, w) => `캔버스 ${h}×${w}`, output: (h, w) => `출력 ${h}×${w}`,
  kept: (h, w, a, b, counts) => (counts ? "겹침 횟수, " : "") + (h === a && w === b ? `출력 ${a}×${b}, 캔버스 그대로` : `출력 ${a}×${b}(굵은 틀), 캔버스 ${h}×${w}`),
  stamp: x => `${x} × 커널`, products: () => "곱", window: () => "창 안", torch: (h, w) => `PyTorch ${h}×${w}`,
  matrix: (h, w) => `Cᵀ ${h}×${w}`, x: n => `입력 ${n}`, y: n => `캔버스 ${n}`,
  tooLarge: (h, w) => `행렬이 ${h}×${w}칸이라 너무 커서 읽을 수 없다. 입력이나 커널을 줄여 보자. 여기서는 스탬프로 보인다.`,
  start: () => "아직 아무 일도 없다.",
  insert: () => "입력 칸 사이에 strides − 1개의 0을 끼운다.",
  border: () => "모든 스탬프가 들어가도록 둘레에 (커널 크기 − 1)칸의 0을 두른다. 인자 padding과는 다른 것이다.",
  pad: (b, a, c, d) => `padding="same"은 먼저 덧댄다. 행은 앞 ${b}, 뒤 ${a}, 열은 앞 ${c}, 뒤 ${d}.`,
  stampStep: (n, of, x) => `스탬프 ${n}/${of}: ${x} × 커널.`,
  copyStep: (n, of) => `칸 ${n}/${of}.`,
  windowStep: (n, of) => `창 ${n}/${of}.`,
  result: (h, w) => `결과는 ${h}×${w}칸이다.`,
  cropped: (t, b, l, r) => `잘린 행은 앞 ${t}, 뒤 ${b}, 열은 앞 ${l}, 뒤 ${r}.`,
  added: (h, w) => `끝에 0을 덧붙인다: 행 ${h}, 열 ${w}.`,
  notKept: () => "잘려 나가서 출력에는 없는 칸이다.",
  noStamp: () => "이 칸에 닿는 스탬프가 없다", appended: () => "덧붙인 칸이라 닿는 스탬프가 없다",
  partial: () => "지금까지",
  zeroPads: n => `덧댄 0 ${n}칸은 더할 것이 없다.`, skipped: n => `덧댄 ${n}칸은 세지 않는다.`,
  goesTo: (rows, columns, all) => `${all ? "캔버스" : "출력"}의 행 ${span(rows)}, 열 ${span(columns)}로 간다.`, reaches: (rows, columns) => `출력의 행 ${span(rows)}, 열 ${span(columns)}에 쓰인다.`,
  nowhere: () => "어느 창에도 들지 않아 쓰이지 않는다.",
  refusal: (why, when) => ({
    output_padding: "축마다 output_padding이 strides보다 작아야 한다. 층을 만들 수 없다.",
    dilation: "strides와 dilation_rate가 둘 다 1보다 클 수는 없다. 층을 만들 수 없다.",
    window: "틈까지 넣은 창이 입력보다 크고 padding=\"valid\"는 아무것도 덧대지 않으므로 출력 칸이 하나도 남지 않는다.",
    empty: "Keras의 식대로면 출력에 칸이 없다. 불러 보면 프로세서의 라이브러리에 따라 빈 배열이 나오거나 실패한다.",
    even: "층을 만들 수는 있지만 부르면 실패한다. padding=\"same\"이고 output_padding=0일 때 커널이 짝수면, 그 출력에서 SAME 합성곱으로 이 입력의 크기에 돌아올 수 없기 때문이다.",
  })[why] + (when === "model" ? " 모델은 이것을 거절하고, 배열에 바로 부르면 TensorFlow가 빈 배열을 내거나 실패하며 죽기도 한다." : ""),
  saysKeras: () => "Keras의 말:",
  fault: (name, value, allowed) => (allowed ? `${name}=${value}를 알아들을 수 없어(가능한 값: ${allowed}) 기본값으로 보인다.` : `${name}=${value}는 이 연산의 인자가 아니라서 뺐다.`),
  fallback: op => `이 인자로는 Keras가 ${op}을 거절하므로 그 연산의 예를 보인다.`,
  unlike: hint => `의 결과는 크기가 같아도 값이 다르다.${hint ? ` ${hint}를 주면 Keras와 같다.` : ""}`, unlikeSize: (h, w, hint) => `의 결과는 ${h}×${w}다${hint ? `. ${hint}을 주면 Keras와 같다` : ""}.`,
  change: (of, y, x) => `${of}[${y}, ${x}]의 새 값`,
  cell: (title, y, x) => `${title}, 행 ${y}, 열 ${x}`,
}
