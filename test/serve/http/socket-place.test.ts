/** Where a service listens in the file system: it takes over what is dead, and nothing else. @module */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { lstat, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { checkConfig } from '../../../src/serve/config/index.ts'
import { listen } from '../../../src/serve/http/listen.ts'
import { ownFolder } from '../../support/running-service.ts'

const listenAt = async (path: string) => {
  const listening = await listen((_, response) => response.end('here'), { path })
  onTestFinished(() => listening.close())
  return listening
}

/** The socket of a process that was ended by force. */
async function deadSocket(folder: string): Promise<string> {
  const path = join(folder, 'dead.sock')
  const script = `require('node:net').createServer().listen(process.argv[1], () => process.send(''))`
  await writeFile(join(folder, 'child.cjs'), script.replace('process.argv[1]', 'process.argv[2]'))
  const child = fork(join(folder, 'child.cjs'), [path])
  await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
  return path
}

it('a file or a link that is no socket stays, and is named', async () => {
  const folder = await ownFolder()
  const file = join(folder, 'precious.db')
  await writeFile(file, 'data')
  const link = join(folder, 'link.sock')
  await symlink(file, link)
  await expect(listenAt(file)).rejects.toThrow(`${file} is a file, and no socket`)
  await expect(listenAt(link)).rejects.toThrow(`${link} is a symbolic link, and no socket`)
  await expect(listenAt(folder)).rejects.toThrow(`${folder} is a folder, and no socket`)
  expect(await readFile(file, 'utf8')).toBe('data')
  expect((await lstat(link)).isSymbolicLink()).toBe(true)
  expect((await readdir(folder)).toSorted()).toEqual(['link.sock', 'precious.db'])
})

it('of two that come at once to a dead socket one gets it, and the other hears that it is taken', async () => {
  const path = await deadSocket(await ownFolder())
  const came = await Promise.allSettled([listenAt(path), listenAt(path)])
  expect(came.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const lost = came.find((one) => one.status === 'rejected')
  expect(lost?.reason).toMatchObject({ code: 'EADDRINUSE', message: expect.stringContaining(path) })
  await expect(listenAt(path)).rejects.toThrow(`another process listens at the socket ${path}`)
  const socket = connect(path)
  await once(socket, 'connect')
  socket.destroy()
})

it('a lock that was left behind holds nobody off for long', async () => {
  const path = await deadSocket(await ownFolder())
  await writeFile(`${path}.lock`, '')
  await expect(listenAt(path)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await utimes(`${path}.lock`, 1, 1)
  expect((await listenAt(path)).url).toBe(`unix:${path}`)
  await expect(lstat(`${path}.lock`)).rejects.toThrow('ENOENT')
})

it('the path of a socket that the system would cut is refused, by the configuration and by listening', async () => {
  const path = `/tmp/${'x'.repeat(108)}.sock`
  await expect(listenAt(path)).rejects.toThrow(`${path} has 118`)
  expect(() => checkConfig({ socket: path, terms: { a: { from: '/a' } } })).toThrow(`${path} has 118`)
})
