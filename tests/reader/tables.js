// What is wrong with tables: narrower than the text around them though they say much, or a cell that cuts its text.
all => all.flatMap(table => {
  const text = table.closest(".md-typeset__scrollwrap").parentElement, { paddingLeft, paddingRight } = getComputedStyle(text)
  const room = text.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
  const faults = table.offsetWidth < room - 1 && table.textContent.length > 200 ? [`is ${table.offsetWidth} wide of ${room}`] : []
  const range = document.createRange()
  for (const cell of table.querySelectorAll("td, th")) {
    range.selectNodeContents(cell)
    const end = cell.getBoundingClientRect().right
    if ([...range.getClientRects()].some(it => it.right > end + 1)) faults.push(`cuts ${cell.textContent}`)
  }
  return faults
})
