// Takes the README's picture, public/stage.png, from the built page: pass 0 on the stage, reduced to 256 colours.
// Run after `npm run build`: `npm run picture`.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync, inflateSync, crc32 } from 'node:zlib'
import { chromium } from '@playwright/test'
import { preview } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const SIZE = { width: 1600, height: 1000 }
/** A talk's link: nothing moves. */
const MOMENT = '#v=1&t=60.6s&theme=dark&stage'

/** Red, green, blue of each pixel, from a PNG of eight bits a channel without interlace, as browsers write them. */
function decode(png) {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const channels = png[25] === 6 ? 4 : 3
  const parts = []
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * channels
  const pixels = Buffer.alloc(height * stride)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? pixels[y * stride + x - channels] : 0
      const up = y > 0 ? pixels[(y - 1) * stride + x] : 0
      const corner = x >= channels && y > 0 ? pixels[(y - 1) * stride + x - channels] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      pixels[y * stride + x] = raw[y * (stride + 1) + 1 + x] + guess
    }
  }
  return { width, height, channels, pixels }
}

function paeth(left, up, corner) {
  const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs)
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** The 256 most frequent colours of four bits a channel, each the mean of what falls into it; the rest go to the nearest. */
function reduce({ width, height, channels, pixels }) {
  const bins = new Map()
  const keyAt = (at) =>
    ((pixels[at] >> 3) << 10) | ((pixels[at + 1] >> 3) << 5) | (pixels[at + 2] >> 3)
  for (let at = 0; at < pixels.length; at += channels) {
    const bin = bins.get(keyAt(at)) ?? [0, 0, 0, 0]
    for (let part = 0; part < 3; part++) bin[part] += pixels[at + part]
    bin[3]++
    bins.set(keyAt(at), bin)
  }
  const byCount = [...bins].sort(([, a], [, b]) => b[3] - a[3])
  const colours = byCount
    .slice(0, 256)
    .map(([, [r, g, b, n]]) => [r, g, b].map((sum) => Math.round(sum / n)))
  const index = new Map(
    byCount.map(([key, [r, g, b, n]]) => {
      const distance = ([x, y, z]) => (x - r / n) ** 2 + (y - g / n) ** 2 + (z - b / n) ** 2
      let best = 0
      for (let at = 1; at < colours.length; at++)
        if (distance(colours[at]) < distance(colours[best])) best = at
      return [key, best]
    }),
  )
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = index.get(keyAt((y * width + x) * channels))
  return { colours, rows }
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

function encode(width, height, { colours, rows }) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  const palette = Buffer.from(colours.flat())
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const server = await preview({ root, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' })
const executablePath = readFileSync(join(root, 'node_modules/.chrome-path'), 'utf8').trim()
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
try {
  const page = await browser.newPage({ viewport: SIZE })
  await page.goto(`${server.resolvedUrls.local[0]}${MOMENT}`, { waitUntil: 'networkidle' })
  await page.getByText(/ of .* GiB$/).waitFor()
  await page.locator('html:not([data-busy])').waitFor()
  // What the workers have answered is drawn in the next frame.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
  const picture = decode(await page.screenshot())
  const small = encode(picture.width, picture.height, reduce(picture))
  writeFileSync(join(root, 'public/stage.png'), small)
  console.log(`public/stage.png  ${Math.round(small.length / 1000)} kB`)
} finally {
  await browser.close()
  await server.close()
}
