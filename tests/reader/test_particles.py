"""Neither a Korean particle nor the sign behind a formula begins a line, and no formula is broken, whatever the width; and
code stays as it is written (samples/ko/particles.md)."""

import pytest

pytestmark = pytest.mark.browser

BEGINS_A_LINE = r"""paragraph => {
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange(), found = []
  const left = paragraph.getBoundingClientRect().left
  while (texts.nextNode()) {
    const text = texts.currentNode
    for (const { index } of text.data.matchAll(/(?<![가-힣 ])[에의로] |(?<!\S)[,.!)%]/g)) {
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
    const signs = /(?:(?<=\S)|^)\s[−+·/←]\s(?=\S)|(?<=\S)–(?=\S)|(?<=Σ)\s|^\(\S+\s$/g
    for (const { index, 0: operator } of text.data.matchAll(signs)) {
      range.setStart(text, Math.max(index - 1, 0))
      range.setEnd(text, Math.min(index + operator.length + 1, text.length))
      if (new Set([...range.getClientRects()].map(({ bottom }) => bottom)).size > 1) found.push(text.data)
    }
  }
  const line = parseFloat(getComputedStyle(paragraph).lineHeight)
  for (const call of paragraph.querySelectorAll(".call")) {
    const ends = [...call.querySelectorAll("math")].map(it => it.getBoundingClientRect().bottom)
    if (Math.max(...ends) - Math.min(...ends) > line / 2) found.push(call.innerText)
  }
  const kept = [...paragraph.querySelectorAll("span.kept")].filter(it => it.getBoundingClientRect().height > 1.5 * line)
  return [...found, ...kept.map(it => it.innerText)]
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


def test_particles_stay_with_their_words(chromium, samples):
    page = chromium.new_page()
    page.goto(f"{samples}particles/")
    for paragraph in page.locator("article p").all():
        assert paragraph.evaluate(AT_EACH_WIDTH) == []
    assert page.locator("pre").inner_text().strip() == "a = 1  # (행, 열)의 수"
    page.close()
