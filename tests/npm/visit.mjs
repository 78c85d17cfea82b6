// Reads what to visit from standard input, has Lighthouse judge each page's first visit, and writes what it found as JSON.
import { readFileSync } from "node:fs"
import { launch } from "chrome-launcher"
import lighthouse, { desktopConfig } from "lighthouse"

const { addresses, categories, desktop, chromePath, chromeFlags } = JSON.parse(readFileSync(0, "utf8"))

/** Where a finding is: up to three places. */
const places = details => (details?.items ?? []).slice(0, 3).map(it => it.node?.snippet ?? it.url ?? it.description ?? "")

function summary({ categories, audits }) {
  const counted = new Set(Object.values(categories).flatMap(it => it.auditRefs).filter(it => it.weight).map(it => it.id))
  const missed = Object.values(audits).filter(it => counted.has(it.id) && it.score !== null && it.score < 1)
  return {
    scores: Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, Math.round(score * 100)])),
    missed: missed.map(({ id, displayValue, details }) => [id, displayValue ?? "", places(details)]),
    shift: audits["cumulative-layout-shift"]?.numericValue,
  }
}

const chrome = await launch({ chromePath, chromeFlags })
const visits = []
for (const address of addresses) {
  const flags = { port: chrome.port, onlyCategories: categories, logLevel: "silent", disableFullPageScreenshot: true }
  const { lhr } = await lighthouse(address, flags, desktop ? desktopConfig : undefined)
  visits.push(summary(lhr))
}
await chrome.kill()
console.log(JSON.stringify(visits))
