/** Facts about the page that the incumbent attaches to a chat. */

export const page = (): Readonly<Record<string, string>> => {
  const { userAgent } = navigator
  const first = (names: Readonly<Record<string, RegExp>>): string => Object.keys(names).find((name) => names[name]?.test(userAgent)) ?? 'unknown'
  return {
    _genesys_url: location.href,
    _genesys_referrer: document.referrer,
    _genesys_pageTitle: document.title,
    // In this order: some name others as well.
    _genesys_browser: first({ Edge: /Edg/, Opera: /OPR/, Samsung: /SamsungB/, Firefox: /Firefox|FxiOS/, Chrome: /Chrome|CriOS/, Safari: /Safari/ }),
    _genesys_OS: first({ iOS: /iPhone|iPad|iPod/, Android: /Android/, Windows: /Windows/, macOS: /Mac OS/, ChromeOS: /CrOS/, Linux: /Linux/ }),
    _genesys_source: /Mobi/.test(userAgent) ? 'mobile' : 'web'
  }
}
