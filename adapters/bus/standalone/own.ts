/** Sets a property that a page has named: its own, whatever the name. Plain assignment of `__proto__` would change the prototype. */
export const setOwn = (target: object, key: string, value: unknown): void => {
  Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true })
}
