/**
 * Stands in for Vite's helper, which is called around every `import()` of a build: fetches the style sheets of a part, and what
 * it imports in turn, beside it. Vite's takes a sheet that did not come for one that did when the part is asked for again.
 */

/** What is under way or there, by address. */
const asked = new Map<string, Promise<void>>()

function ask(href: string): Promise<void> {
  const before = asked.get(href)
  if (before) return before
  const link = document.createElement('link')
  const isStyle = href.endsWith('.css')
  link.rel = isStyle ? 'stylesheet' : 'modulepreload'
  link.crossOrigin = ''
  link.href = href
  const come = isStyle
    ? new Promise<void>((done, fail) => {
        link.onload = () => done()
        link.onerror = () => {
          link.remove()
          asked.delete(href)
          fail(new Error(href))
        }
      })
    : Promise.resolve()
  asked.set(href, come)
  document.head.append(link)
  return come
}

/** `deps` are relative to `importer`. Rejects where a style sheet or the part itself does not come. */
export async function preload<Part>(
  load: () => Promise<Part>,
  deps: readonly string[] = [],
  importer = location.href,
): Promise<Part> {
  // What the page came with is in it.
  if (asked.size === 0)
    for (const { href } of document.querySelectorAll('link')) asked.set(href, Promise.resolve())
  await Promise.all(deps.map((dep) => ask(new URL(dep, importer).href)))
  return load()
}
