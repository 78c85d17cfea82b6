// rules(css): each selector of a style sheet with where it holds and what it sets, but for variables
function rules(css) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  const commas = /,(?![^(]*\))/ // between selectors, not within :is()
  const flat = (list, where) => [...list].flatMap(rule => {
    if (rule instanceof CSSStyleRule) {
      for (const name of [...rule.style].filter(it => it.startsWith("--"))) rule.style.removeProperty(name)
      if (!rule.style.length) return []
      return rule.selectorText.split(commas).map(it => ({ where, selector: it.trim(), sets: rule.style.cssText }))
    }
    if (rule.cssRules && !rule.name) return flat(rule.cssRules, where + rule.cssText.split("{")[0].replaceAll(" ", ""))
    return [{ where, selector: rule.cssText.split("{")[0], sets: rule.cssText }]
  })
  return flat(sheet.cssRules, "")
}
// those selectors that meet an element of this page, in whatever state it might be
function met(selectors) {
  const part = /::?(?:before|after|marker|placeholder|details-content|(?:-webkit|-moz)[a-z-]+)(?![\w-])/g
  const state = /:(?:hover|focus(?:-visible|-within)?|active|checked|target|valid|indeterminate)(?![\w-])/g
  const unless = new RegExp(`:not\\(${state.source}\\)`, "g")
  return selectors.filter(selector => {
    const any = selector.replace(part, "").replace(unless, "").replace(state, ":not(none)")
    return document.querySelector(any || "*")
  })
}
