/**
 * What a page says that cannot start. It travels in the page itself, beside the script that says it
 * (`page/loading/boot.ts`), and is put together there: no functions.
 */

/**
 * The oldest browsers in which the page works. Chrome and Edge 111 and Safari 16.4 by `color-mix()` and regular expressions
 * with lookbehind, Firefox 121 by `:has()`; all by MDN's browser-compat-data.
 */
export const BROWSERS = 'Chrome 111, Edge 111, Firefox 121 or Safari 16.4'

export const BOOT_TEXT = {
  title: 'Switchover cannot start',
  /** What this browser lacks. */
  missing: 'It needs something that this browser lacks or has switched off: ',
  useAnother: `Open it in ${BROWSERS}, or in a newer version of one of them.`,
  /** Opened from a disk, the served page. */
  fromDisk: 'Browsers cannot run this page straight from disk.',
  useOneFile: 'Open switchover-single.html instead: it is the whole page in one file.',
  framed: 'It is in a sandboxed frame, which cuts it off from its own files and workers.',
  useTab: 'Open the page’s address in its own tab.',
  /** The name of the file follows, where it is known. */
  lost: 'A file of the page could not be loaded',
  reloadLost:
    'Check the network, and whether an extension or a proxy blocks scripts. Then reload the page.',
  /** Before the message of an error. */
  stopped: 'It stopped with an error: ',
  silent: 'Its script did not run.',
  reload: `Reload the page. If that does not help, open it in ${BROWSERS}, or in a newer version of one of them.`,
  button: 'Reload the page',
  /** What the browser can lack, as its makers call it. */
  needs: {
    modules: 'JavaScript modules',
    worker: 'Web Workers',
    channel: 'MessageChannel',
    observer: 'ResizeObserver',
    dialog: 'the dialog element',
    canvas: 'a canvas to draw on',
    arrays: 'Array.prototype.toSorted',
    patterns: 'regular expressions with lookbehind',
  },
} as const
