/** Asks for one thing over and over, by 32 connections, and tells how long each answer took. @module */

import { connect } from 'node:net'

const CONNECTIONS = 32
const { url, headers, seconds } = JSON.parse(process.argv[2])
const { hostname, port, pathname } = new URL(url)
const lines = Object.entries({ host: `localhost:${port}`, ...headers }).map(
  ([name, value]) => `${name}: ${value}\r\n`,
)
const request = `GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`

const times = []
const until = performance.now() + seconds * 1000
await Promise.all(Array.from({ length: CONNECTIONS }, ask))
times.sort((a, b) => a - b)
process.send({ count: times.length, p50: at(0.5), p99: at(0.99), most: times.at(-1) })

/** Reads no more of an answer than where it ends. */
function ask() {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname).setNoDelay(true)
    let text = ''
    let since = performance.now()
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const head = text.indexOf('\r\n\r\n')
      if (head < 0) return
      const [, size = '0'] = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head)) ?? []
      if (text.length < head + 4 + Number(size)) return
      if (!/^HTTP\/1.1 (200|304)/.test(text)) return reject(new Error(text.slice(0, 200)))
      times.push(performance.now() - since)
      text = ''
      if (performance.now() > until) {
        socket.destroy()
        return resolve()
      }
      since = performance.now()
      socket.write(request)
    })
    socket.write(request)
  })
}

function at(share) {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))]
}
