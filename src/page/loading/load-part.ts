/**
 * The one way to code that is not fetched with the page, here and in the workers. What does not come is a `LostPart`: the
 * network is down, or the site has been updated since this tab was opened and its old files are gone.
 */
import { LOST_REASON } from '../../text/lost.ts'

export class LostPart extends Error {}

/**
 * `load` is a function around `import()`; a test looks for others. Rejects with a `LostPart`. To call it again tries again:
 * Chromium asks the network anew for a module that did not come, Firefox only after the page is loaded anew.
 */
export function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  return load().catch((cause: unknown) => {
    throw new LostPart(LOST_REASON, { cause })
  })
}
