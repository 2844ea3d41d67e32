/** Facts about the page that the incumbent attaches to a chat. */

const first = (table: Readonly<Record<string, RegExp>>, text: string): string => Object.keys(table).find((name) => table[name]?.test(text)) ?? 'unknown'

/** In this order: some name others as well. */
const BROWSERS = { Edge: /\bEdg/, Opera: /\bOPR\//, Samsung: /\bSamsungBrowser\//, Firefox: /\b(Firefox|FxiOS)\//, Chrome: /(Chrome|\bCriOS)\//, Safari: /\bSafari\// }
const SYSTEMS = { iOS: /\b(iPhone|iPad|iPod)\b/, Android: /\bAndroid\b/, Windows: /\bWindows\b/, macOS: /\bMac OS X\b/, ChromeOS: /\bCrOS\b/, Linux: /\bLinux\b/ }

export const page = (): Readonly<Record<string, string>> => ({
  _genesys_url: location.href,
  _genesys_referrer: document.referrer,
  _genesys_pageTitle: document.title,
  _genesys_browser: first(BROWSERS, navigator.userAgent),
  _genesys_OS: first(SYSTEMS, navigator.userAgent),
  _genesys_source: /\bMobi/.test(navigator.userAgent) ? 'mobile' : 'web'
})
