// @ts-check
// What both instruments need of a page.

/** What the page has for a script, as JSON. @returns {any} */
export const given = id => JSON.parse(document.getElementById(id)?.textContent ?? "{}")

/** A sentence with its gaps filled: "{n} layers". @returns {string} */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "")

/** @returns {any} an element with properties, or attributes where it has no such property; false and null are no children */
export const element = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(properties))
    if (name in made) made[name] = value
    else made.setAttribute(name, value)
  made.append(...children.flat().filter(child => child || child === 0))
  return made
}

/** Puts the page's template into a host; each part that the template names becomes the owner's under that name. */
export const furnish = (host, id, owner = host) => {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id))
  host.replaceChildren(template.content.cloneNode(true))
  for (const part of host.querySelectorAll("[data-part]")) owner[part.dataset.part] = part
}

/**
 * Makes a button copy a text, and say whether it did.
 * @param {HTMLElement} button @param {() => string} text "" where there is too much of it
 * @param {{ copied: string, uncopied: string, overlong?: string }} words what it says
 */
export const copies = (button, text, { copied, uncopied, overlong = uncopied }) => {
  const label = button.textContent
  button.onclick = async () => {
    const wanted = text()
    let said = overlong
    if (wanted)
      try {
        await navigator.clipboard.writeText(wanted)
        said = copied
      } catch { // not allowed, or no safe connection
        said = uncopied
      }
    button.textContent = said
    setTimeout(() => { button.textContent = label }, 2500)
  }
}

/**
 * A sentence as what can be appended: its gaps filled, by texts or elements, and what stands between backticks as code.
 * What fills a gap is never read for backticks or gaps itself.
 * @param {string} sentence @param {Record<string, any>} [values] @returns {(string | Node)[]}
 */
export const rich = (sentence, values = {}) => {
  const filled = part => part.split(/\{(\w+)\}/).flatMap((text, i) => (i % 2 ? [values[text] ?? ""].flat() : text)).map(
    one => one instanceof Node ? one : String(one))
  return sentence.split("`").flatMap((part, i) => (i % 2 ? element("code", {}, filled(part)) : filled(part)))
}
