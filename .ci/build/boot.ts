// Puts the script into the page that says why it cannot start, and its words: `src/page/loading/boot.ts`, `src/text/boot.ts`.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { minifySync, transformSync } from 'rolldown/utils'
import type { Plugin } from 'vite'
import { BOOT_TEXT } from '../../src/text/boot.ts'

/** Stands in index.html for the script. */
const MARK = '/* src/page/loading/boot.ts */'
const SOURCE = fileURLToPath(new URL('../../src/page/loading/boot.ts', import.meta.url))

/** The script with its words. It stays what it is written in: ES5. */
export function bootScript(): string {
  const { code } = transformSync('boot.ts', readFileSync(SOURCE, 'utf8'), { sourcemap: false })
  // Shorter names and no comments; nothing that would write it in a newer language.
  const { code: short } = minifySync('boot.js', code, {
    compress: false,
    mangle: true,
    codegen: false,
  })
  const words = JSON.stringify(BOOT_TEXT).replaceAll('<', '\\u003c')
  const script = short.replaceAll(/^\s+|^export .*\n/gm, '').trim()
  return `var TEXT=${words};\n${script}`
}

/** The page with the script in it. */
export function withBoot(html: string): string {
  if (!html.includes(MARK)) throw new Error(`index.html has no ${MARK}`)
  return html.replace(MARK, bootScript)
}

export const boot: Plugin = {
  name: 'switchover:boot',
  transformIndexHtml: { order: 'pre', handler: withBoot },
}
