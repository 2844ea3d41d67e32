/** Sets properties that a page has named. Plain assignment of `__proto__` would change the prototype. */

/** The property is the object's own, whatever its name, and replaces one that is there. */
export const setOwn = (target: object, key: string, value: unknown): void => {
  Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true })
}
