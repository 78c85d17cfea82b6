"""Neither a Korean particle nor the sign behind a formula begins a line, and no formula is broken, whatever the width; and
code stays as it is written."""

import pytest

pytestmark = pytest.mark.browser

PAGE = """# Page

필터를 옮기며 곱할 때 네 자리에서 쓰인 것이 모두 $u$, 가중치 $w_0$에 저마다 다른 것을 돌려주고,
배열의 채널(channel)의 수를 `len(a)`로, [둘째 행(row)](#page)의 자리로. 모두 더하면 $u$, 곱하면 $v_1$. 가장자리($w_2$)는 $w_3$!

출력은 ⌈(n − k + 1) / s⌉칸, 돌려주면 (n − 1) · s + max(k, s)칸이고 가운데는 1 + 2 + 3 + 4로 열이다.
한 걸음은 w ← w − α · ∂E / ∂w이고 높이는 factor · height칸이다.

```python
a = 1  # (행, 열)의 수
```
"""
BEGINS_A_LINE = r"""paragraph => {
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange(), found = []
  const left = paragraph.getBoundingClientRect().left
  while (texts.nextNode()) {
    const text = texts.currentNode
    for (const { index } of text.data.matchAll(/(?<![가-힣 ])[에의로] |(?<!\S)[,.!)]/g)) {
      range.setStart(text, index)
      range.setEnd(text, index + 1)
      if (range.getBoundingClientRect().left - left < 4) found.push(text.data)
    }
  }
  return found
}"""
ENDS_A_LINE = """paragraph => {
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange(), found = []
  while (texts.nextNode()) {
    const text = texts.currentNode, formula = text.nextSibling ?? text.parentElement.nextElementSibling
    if (!text.data.endsWith("(") || !formula?.querySelector?.("math")) continue
    range.setStart(text, text.length - 1)
    range.setEnd(text, text.length)
    if (range.getBoundingClientRect().right > formula.getBoundingClientRect().left + 4) found.push(text.data)
  }
  return found
}"""

BROKEN = r"""paragraph => {
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange(), found = []
  while (texts.nextNode()) {
    const text = texts.currentNode
    for (const { index, 0: operator } of text.data.matchAll(/(?<=\S) [−+·/←] (?=\S)/g)) {
      range.setStart(text, index - 1)
      range.setEnd(text, index + operator.length + 1)
      if (new Set([...range.getClientRects()].map(({ bottom }) => bottom)).size > 1) found.push(text.data)
    }
  }
  return found
}"""

AT_EACH_WIDTH = f"""paragraph => {{
  const faults = []
  for (let width = 200; width < 600; width += 3) {{
    paragraph.style.width = `${{width}}px`
    for (const begins of ({BEGINS_A_LINE})(paragraph)) faults.push(`${{width}} px: a line begins in ${{begins}}`)
    for (const formula of ({BROKEN})(paragraph)) faults.push(`${{width}} px: broken is ${{formula}}`)
    for (const ends of ({ENDS_A_LINE})(paragraph)) faults.push(`${{width}} px: a line ends with ${{ends}}`)
  }}
  return faults
}}"""


@pytest.fixture(scope="module")
def home(throw_away):
    return throw_away({"ko/index.md": PAGE, "en/index.md": "# Page\n"})


def test_particles_stay_with_their_words(chromium, home):
    page = chromium.new_page()
    page.goto(home)
    for paragraph in page.locator("article p").all():
        assert paragraph.evaluate(AT_EACH_WIDTH) == []
    assert page.locator("pre").inner_text().strip() == "a = 1  # (행, 열)의 수"
    page.close()
