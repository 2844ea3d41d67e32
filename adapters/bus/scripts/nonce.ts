/** The nonce of the script that is evaluated: what it loads later shows it to the page's policy. */

declare global {
  /** Set on scripts that the bundler's code adds to the page. Source: webpack. */
  let __webpack_nonce__: string | undefined
}

/** To be called while the bundle is evaluated: later, the page does not tell any more whose script runs. */
export const keepNonce = (): void => {
  const script = document.currentScript
  __webpack_nonce__ = script instanceof HTMLElement && script.nonce !== '' ? script.nonce : undefined
}
