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
