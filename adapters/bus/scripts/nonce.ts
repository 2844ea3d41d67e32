/** The nonce of the script that is evaluated: what it loads later shows it to the page's policy. */

declare global {
  /** Set on scripts that the bundler's code adds to the page. Source: webpack. */
  let __webpack_nonce__: string | undefined
}

const script = document.currentScript
__webpack_nonce__ = script instanceof HTMLElement && script.nonce !== '' ? script.nonce : undefined

export {}
