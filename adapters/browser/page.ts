/** Facts about the page that the incumbent attaches to a chat. */

export const page = (): Readonly<Record<string, string>> => {
  const { userAgent } = navigator
  /** The name that a pattern begins with. */
  const first = (...patterns: ReadonlyArray<string>): string => patterns.find((pattern) => userAgent.match(pattern))?.split(/\W/)[0] ?? 'unknown'
  return {
    _genesys_url: location.href,
    _genesys_referrer: document.referrer,
    _genesys_pageTitle: document.title,
    // In this order: some name others as well.
    _genesys_browser: first('Edge?', 'Opera|OPR', 'Samsung', 'Firefox|FxiOS', 'Chrome|CriOS', 'Safari'),
    _genesys_OS: first('iOS|iPhone|iPad|iPod', 'Android', 'Windows', 'macOS|Mac OS', 'ChromeOS|CrOS', 'Linux'),
    _genesys_source: /Mobi/.test(userAgent) ? 'mobile' : 'web'
  }
}
