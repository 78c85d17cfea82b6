// A function: a selector → the texts, but those inside of what it selects, whose contrast with what is behind them is below
// WCAG's AA, each with its ratio.
(but) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })

  // thousands of texts share a few colours and a few ancestors
  const once = (compute) => {
    const known = new Map()
    return (key) => {
      if (!known.has(key)) known.set(key, compute(key))
      return known.get(key)
    }
  }

  const rgba = once((colour) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
  })

  const over = ([r, g, b, a], below) => [r, g, b].map((value, i) => value * a + below[i] * (1 - a))

  const behind = once((element) => {
    if (!element) return [255, 255, 255]
    const colour = rgba(getComputedStyle(element).backgroundColor)
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(element.parentElement))
  })

  const opacity = once((element) =>
    element ? getComputedStyle(element).opacity * opacity(element.parentElement) : 1)

  const linear = (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4

  const luminance = (colour) => {
    const [r, g, b] = colour.map((value) => linear(value / 255))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  const contrast = (element) => {
    const ground = behind(element), [r, g, b, a] = rgba(getComputedStyle(element).color)
    const text = over([r, g, b, a * opacity(element)], ground)
    const [low, high] = [luminance(text), luminance(ground)].sort((x, y) => x - y)
    return (high + 0.05) / (low + 0.05)
  }

  const needed = (element) => {
    const { fontSize, fontWeight } = getComputedStyle(element), size = parseFloat(fontSize)
    return size >= 24 || (size >= 18.66 && fontWeight >= 700) ? 3 : 4.5
  }

  const unseen = `svg, script, style, noscript, .md-search, .md-dialog, ${but}`
  const isSeen = once((element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))

  const found = new Set()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (it) =>
    it.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
      : it.matches(unseen) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP)
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), element = texts.currentNode.parentElement
    if (text && isSeen(element) && contrast(element) < needed(element))
      found.add(`${element.tagName}.${element.className} ${contrast(element).toFixed(2)}: ${text.slice(0, 30)}`)
  }
  return [...found]
}
