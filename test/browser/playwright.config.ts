// Drives the built page (dist/, so build first) in a real Chromium: one that is on the machine,
// found by .ci/ensure.mjs.
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const root = fileURLToPath(new URL('../..', import.meta.url))
const reports = `${root}/node_modules/.reports`

function browserPath(): string {
  const note = `${root}/node_modules/.chrome-path`
  if (!existsSync(note)) throw new Error('No browser is known: run `npm run test:browser`.')
  return readFileSync(note, 'utf8').trim()
}

async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return String(typeof address === 'object' ? address?.port : 4173)
}

// This file is read again in each of the runner's processes: they inherit the first one's port.
const port = (process.env['SWITCHOVER_TEST_PORT'] ??= await freePort())
const unsandboxed = process.getuid?.() === 0 || Boolean(process.env['CI'])

export default defineConfig({
  testDir: '.',
  outputDir: `${reports}/browser`,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  fullyParallel: true,
  // Long enough for two browsers on a busy machine; nothing that passes waits for it.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // One more than processors: a test often waits for a frame or an answer.
  workers: availableParallelism() + 1,
  reporter: [['line'], ['json', { outputFile: `${reports}/browser.json` }]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: browserPath(),
      args: [
        ...(unsandboxed ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [{ name: 'chromium' }],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: root,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
})
