// @ts-check
// The link to the other language leads to the place and the state of an instrument where the reader is: both languages
// have the same ids and the same parameters.

/** @type {HTMLAnchorElement | null} */
const link = document.querySelector("a.language")

if (link)
  for (const event of ["pointerdown", "click"])
    link.addEventListener(event, () => { Object.assign(link, { search: location.search, hash: location.hash }) })
