// @ts-check
// The link to the other language leads to the place where the reader is: both languages have the same ids.

/** @type {HTMLAnchorElement | null} */
const link = document.querySelector("a.language")

if (link)
  for (const event of ["pointerdown", "click"])
    link.addEventListener(event, () => { link.hash = location.hash })
