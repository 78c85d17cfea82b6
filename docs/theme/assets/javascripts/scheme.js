// @ts-check
// Light, dark, or as the system has it: the reader's choice is an attribute of the root, kept for both languages.

const SCHEMES = ["", "light", "dark"]
const root = document.documentElement
/** @type {HTMLButtonElement | null} */
const button = document.querySelector("button.scheme")
const names = button?.dataset.names?.split("|") ?? []
const now = () => SCHEMES.indexOf(root.dataset.scheme ?? "")

const theme = document.createElement("meta")
theme.name = "theme-color"
document.head.append(theme)

/** The button tells what it would do; the browser's own frame has the colour of the header. */
const tell = () => {
  if (button) button.title = button.ariaLabel = names[now()]
  theme.content = getComputedStyle(document.body).backgroundColor
}

button?.addEventListener("click", () => {
  const next = SCHEMES[(now() + 1) % SCHEMES.length]
  if (next) root.dataset.scheme = next
  else delete root.dataset.scheme
  // @ts-ignore: a script in the page's head has it
  globalThis.__md_set("scheme", next)
  tell()
})
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell)
tell()
