/** Facts about the page that the incumbent attaches to a chat. */

/** A name, and what in a user agent's text tells that it is this one. */
type Sign = readonly [name: string, pattern: RegExp]

/** The first that fits. The order matters: most browsers give the names of others as well, Edge that of Chrome, Chrome that of Safari. */
const BROWSERS: ReadonlyArray<Sign> = [
  ['Edge', /Edg/],
  ['Opera', /Opera|OPR/],
  ['Samsung', /Samsung/],
  ['Firefox', /Firefox|FxiOS/],
  ['Chrome', /Chrome|CriOS/],
  ['Safari', /Safari/]
]

/** The first that fits. An iPhone calls its system "like Mac OS", Android calls itself Linux. */
const SYSTEMS: ReadonlyArray<Sign> = [
  ['iOS', /iOS|iPhone|iPad|iPod/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /macOS|Mac OS/],
  ['ChromeOS', /ChromeOS|CrOS/],
  ['Linux', /Linux/]
]

const nameIn = (userAgent: string, signs: ReadonlyArray<Sign>): string => {
  const found = signs.find(([, pattern]) => pattern.test(userAgent))
  return found === undefined ? 'unknown' : found[0]
}

/** Address, referrer and title of the page, browser and system by the names that the incumbent uses, and `mobile` or `web`. */
export const page = (): Readonly<Record<string, string>> => {
  const { userAgent } = navigator
  return {
    _genesys_url: location.href,
    _genesys_referrer: document.referrer,
    _genesys_pageTitle: document.title,
    _genesys_browser: nameIn(userAgent, BROWSERS),
    _genesys_OS: nameIn(userAgent, SYSTEMS),
    _genesys_source: userAgent.includes('Mobi') ? 'mobile' : 'web'
  }
}
