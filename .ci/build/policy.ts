// What a built page may load and run (Content Security Policy, level 3). No other origin, ever: scripts and styles that stand in
// the page are allowed by their hash, and no text becomes code (Trusted Types; index.html has the one policy that workers need).
import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/** Sources by directive, beside what stands in the page itself; what is not named may not be loaded at all. */
const SOURCES = {
  /** Files beside the page. */
  served: {
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'worker-src': ["'self'"],
    'img-src': ["'self'"],
    'connect-src': ["'self'"],
    // The page that is used at random stands in a frame of the same page.
    'frame-src': ["'self'"],
  },
  /** All in one file: its icon is in its address, its workers start from a text of the page. */
  single: {
    'script-src': [],
    'style-src': [],
    'worker-src': ['blob:'],
    'img-src': ['data:'],
    'connect-src': ["'none'"],
  },
} as const

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The hash of each element of a kind that stands in the page with its text. A type beside JavaScript's makes a script mere data. */
function inline(html: string, element: 'script' | 'style'): readonly string[] {
  const found = html.matchAll(
    new RegExp(`<${element}(?![^>]*\\s(?:src=|type="text/))[^>]*>(.*?)</${element}>`, 'gis'),
  )
  return [...found].map(([, text = '']) => hash(text))
}

/**
 * The policy of a finished page, as the element that comes first in its head.
 * @param html The page as it will be, all that stands in it included.
 */
export function metaPolicy(kind: keyof typeof SOURCES, html: string) {
  const { 'script-src': scripts, 'style-src': styles, ...others } = SOURCES[kind]
  const rules: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': [...scripts, ...inline(html, 'script')],
    'style-src': [...styles, ...inline(html, 'style')],
    ...others,
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'],
  }
  return {
    tag: 'meta',
    attrs: {
      'http-equiv': 'Content-Security-Policy',
      content: Object.entries(rules)
        .map(([name, sources]) => [name, ...sources].join(' '))
        .join('; '),
    },
    injectTo: 'head-prepend' as const,
  }
}

/** Only in the build: the development server injects inline scripts of its own. */
export const servedPolicy: Plugin = {
  name: 'switchover:policy',
  apply: 'build',
  // When all else is in the page.
  transformIndexHtml: { order: 'post', handler: (html) => [metaPolicy('served', html)] },
}
