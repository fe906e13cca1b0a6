// The headers that README.md gives to a host, read out of it in both forms, and a host that sends them.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

/** Headers of an answer, by name; several of one name are joined as a browser joins them. */
export type Headers = Readonly<Record<string, string>>

const readme = readFileSync('README.md', 'utf8')

/** The block of code after a line of the README. */
function block(after: string): string {
  const code = readme.split(after)[1]?.split('```')[1]
  if (code === undefined) throw new Error(`README.md has no block after "${after}"`)
  return code.replace(/^.*\n/, '')
}

function joined(pairs: readonly (readonly [name: string, value: string])[]): Headers {
  const all: Record<string, string> = {}
  for (const [name, value] of pairs)
    if (value !== '') all[name] = name in all ? `${all[name]}, ${value}` : value
  return all
}

/** What nginx answers for a path. */
export function byNginx(path: string): Headers {
  const code = block('nginx, `map`')
  const maps = [...code.matchAll(/^map \$uri (\$\w+) \{\n(.*?)\n\}/gms)].map(([, name, body]) => {
    const rows = [...body!.matchAll(/^ {2}(\S+) +"(.*)";$/gm)]
    const row =
      rows.find(([, key]) => key!.startsWith('~') && new RegExp(key!.slice(1)).test(path)) ??
      rows.find(([, key]) => key === 'default')
    return [name!, row![2]!] as const
  })
  const values = new Map(maps)
  const lines = [...code.matchAll(/^add_header (\S+) (?:"([^"]*)"|(\$\w+))( always)?;$/gm)]
  return joined(
    lines.map(([, name, text, variable]) => [name!, text ?? values.get(variable!) ?? '']),
  )
}

/** What a host answers that reads `_headers`. */
export function byHeadersFile(path: string): Headers {
  const rules = block('read a file `_headers`')
    .split(/^(?=\/)/m)
    .map((rule) => rule.trim().split('\n'))
  const matching = rules.filter(([pattern = '']) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  )
  return joined(
    matching.flatMap(([, ...lines]) =>
      lines.map((line) => {
        const [, name = '', value = ''] = /^ {2}([\w-]+): (.+)$/.exec(line) ?? []
        return [name, value] as const
      }),
    ),
  )
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
}

/** Serves dist/ with the headers of each path; what it returns says where, and ends it. */
export async function serve(
  headersOf: (path: string) => Headers,
): Promise<{ readonly address: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname
    const file = join('dist', normalize(path))
    let body: Buffer
    try {
      body = readFileSync(file)
    } catch {
      return void response.writeHead(404).end()
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    return void response.writeHead(200, { ...headersOf(pathname), 'Content-Type': type }).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const place = server.address()
  const port = typeof place === 'object' ? place?.port : undefined
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
