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

/** Makes a button copy a text, and say so. */
export const copies = (button, text, done) => {
  const label = button.textContent
  button.onclick = async () => {
    await navigator.clipboard?.writeText(text()).catch(() => {})
    button.textContent = done
    setTimeout(() => { button.textContent = label }, 1500)
  }
}
