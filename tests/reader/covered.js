// The code that a copy button lies over: what is hidden of each block, and how it begins.
[...document.querySelectorAll("article .md-code__nav + code")].flatMap(code => {
  const around = code.previousElementSibling
  const clear = getComputedStyle(around).backgroundColor === "rgba(0, 0, 0, 0)"
  const button = (clear ? around.firstElementChild : around).getBoundingClientRect(), range = document.createRange()
  const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT)
  let hidden = ""
  for (let text; (text = texts.nextNode());) {
    for (let i = 0; i < text.data.length; i++) {
      range.setStart(text, i)
      range.setEnd(text, i + 1)
      const place = range.getBoundingClientRect()
      if (place.top > button.bottom) return hidden ? [[hidden, code.textContent.slice(0, 60)]] : []
      // its margin of two pixels is empty; so are blanks at the end of a line
      const over = place.right > button.left + 2 && place.left < button.right - 2 && place.bottom > button.top + 2
        && place.top < button.bottom - 2
      if (over && text.data[i].trim()) hidden += text.data[i]
    }
  }
  return hidden ? [[hidden, code.textContent.slice(0, 60)]] : []
})
