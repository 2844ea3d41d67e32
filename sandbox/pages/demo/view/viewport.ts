/** The height that a keyboard on the screen leaves, as a property of the style. */

/** Keeps the property true from now on. */
export const followViewport = (): void => {
  const viewport = window.visualViewport
  if (!viewport) return
  const tell = (): void => document.documentElement.style.setProperty('--visible-height', `${Math.round(viewport.height)}px`)
  viewport.addEventListener('resize', tell)
  tell()
}
