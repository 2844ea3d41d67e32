/** Facts about the page that the incumbent attaches to a chat. */

/** In this order: some name others as well. */
const BROWSERS = { Edge: /Edg/, Opera: /OPR/, Samsung: /SamsungB/, Firefox: /Firefox|FxiOS/, Chrome: /Chrome|CriOS/, Safari: /Safari/ }
const SYSTEMS = { iOS: /iPhone|iPad|iPod/, Android: /Android/, Windows: /Windows/, macOS: /Mac OS/, ChromeOS: /CrOS/, Linux: /Linux/ }

export const page = (): Readonly<Record<string, string>> => {
  const { userAgent } = navigator
  const first = (table: Readonly<Record<string, RegExp>>): string => Object.keys(table).find((name) => table[name]?.test(userAgent)) ?? 'unknown'
  return {
    _genesys_url: location.href,
    _genesys_referrer: document.referrer,
    _genesys_pageTitle: document.title,
    _genesys_browser: first(BROWSERS),
    _genesys_OS: first(SYSTEMS),
    _genesys_source: /Mobi/.test(userAgent) ? 'mobile' : 'web'
  }
}
