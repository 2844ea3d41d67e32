/** The widget's own pictures, drawn as outlines. They say nothing: names stand beside them. */

const paths = {
  chat: 'M4 5.5h16v10.5H11l-4.5 4v-4H4z M8 9.5h8 M8 12.5h5',
  minimise: 'M6 9.5l6 6 6-6',
  end: 'M7 7l10 10 M17 7L7 17',
  send: 'M12 19V5.5 M6 11l6-6 6 6',
  attach: 'M19 11.5l-7.2 7.2a4.4 4.4 0 0 1-6.2-6.2l7.6-7.6a3 3 0 0 1 4.2 4.2l-7.5 7.5a1.5 1.5 0 0 1-2.1-2.1l6.8-6.8',
  file: 'M7 3.5h7l4 4v13H7z M14 3.5v4h4',
  down: 'M12 5v13 M6.5 12.5L12 18l5.5-5.5',
  left: 'M14.5 6l-6 6 6 6',
  right: 'M9.5 6l6 6-6 6',
  retry: 'M19 12a7 7 0 1 1-2.2-5.1 M19 4v4h-4',
  warning: 'M12 4l9 16H3z M12 10v4.5 M12 17.2v.3',
  link: 'M10 6H6v12h12v-4 M13 5h6v6 M19 5l-8 8',
  bot: 'M6 9h12v9H6z M12 9V5.5 M9.5 13v1 M14.5 13v1',
  calendar: 'M5 6.5h14v13H5z M5 10.5h14 M9 4.5v4 M15 4.5v4'
} as const

const SVG = 'http://www.w3.org/2000/svg'

/** Draws one. */
export const icon = (name: keyof typeof paths): SVGSVGElement => {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', paths[name])
  svg.append(path)
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  return svg
}
