// Reads drawings of hostile scripts back as Mermaid and Graphviz read them: the boxes, arrows and words must be those of the
// same script with plain words. Run by `check` beside this file.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { JSDOM } from 'jsdom'
import { marked } from 'marked'

const callscript = process.argv[2]
const tests = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = mkdtempSync(join(tmpdir(), 'callscript-'))
const { window } = new JSDOM('')
Object.assign(globalThis, { window, document: window.document })
const { default: mermaid } = await import('mermaid')
mermaid.initialize({ startOnLoad: false })

const oneLine = (text) => text.replace(/\u2060/g, '').trim().split(/\s+/u).join(' ')
const plain = 'word z'

/** The script with these words, drawn. */
function drawn(words, format) {
  const quoted = [...words].map((c) => '\\U' + c.codePointAt(0).toString(16).padStart(8, '0')).join('')
  const script = readFileSync(join(tests, 'inert/hostile.yaml'), 'utf8').replaceAll('FOREIGN', `"${quoted}"`)
  writeFileSync(join(folder, 'hostile.yaml'), script)
  return execFileSync(callscript, ['render', 'hostile.yaml', '--format', format], { cwd: folder, encoding: 'utf8' })
}

/** The words of a label: Mermaid reads it as Markdown, then as HTML, and looks for icons. */
function label({ text, labelType }) {
  const allowed = ['paragraph', 'text', 'br']
  marked.walkTokens(marked.lexer(text.replaceAll('<br>', '\n')), (token) => {
    if (!allowed.includes(token.type)) throw new Error(`Markdown (${token.type}) in ${text}`)
  })
  const html = text.replaceAll('ﬂ°°', '&#').replaceAll('ﬂ°', '&').replaceAll('¶ß', ';')
  const element = window.document.createElement('div')
  element.innerHTML = html.replaceAll('<br>', ' ')
  if (element.children.length || (text && labelType !== 'string')) throw new Error(`markup in ${text}`)
  if (/\w:\w/.test(html) || html.includes('$$')) throw new Error(`an icon, a link or a formula in ${text}`)
  return oneLine(element.textContent)
}

async function mermaidDrawing(words) {
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(drawn(words, 'mermaid'))
  const boxes = [...db.getVertices().values()].map((box) => [box.id, box.type ?? '', box.link ?? '', label(box)])
  const arrows = db.getEdges().map((arrow) => [arrow.start, arrow.end, label(arrow)])
  return [...boxes, ...arrows]
}

function dotDrawing(words) {
  const options = { input: drawn(words, 'dot'), encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }
  const drawing = execFileSync('dot', ['-Tjson'], options)
  const { objects, edges, ...graph } = JSON.parse(drawing)
  // What is drawn of a label: `T` is a line of text, `F` and `c` its font and colour. HTML would draw more.
  const text = (of) => {
    const drawn = (of._ldraw_ ?? []).filter(({ op }) => !'Fc'.includes(op))
    if (drawn.some(({ op }) => op !== 'T')) throw new Error(`more than text in ${JSON.stringify(of)}`)
    return oneLine(drawn.map(({ text }) => text).join(' '))
  }
  const boxes = objects.map((box) => [box.name, box.shape, box.URL ?? '', text(box)])
  return [['', text(graph)], ...boxes, ...edges.map((arrow) => [arrow.tail, arrow.head, text(arrow)])]
}

let failed = 0
const hostile = JSON.parse(readFileSync(join(tests, 'inert/words.json'), 'utf8')).map((words) => `${words} z`)
const readers = { Mermaid: mermaidDrawing, Graphviz: dotDrawing }
for (const [name, read] of Object.entries(readers)) {
  const expected = await read(plain)
  for (const words of hostile) {
    try {
      const found = JSON.stringify(await read(words))
      // What is escaped is not expected to come out as it was.
      const comesOut = !/[\p{Cc}\p{Cf}\p{Cn}\p{Zl}\p{Zp}]/u.test(words.replace(/[\n\t]/g, ''))
      const wanted = comesOut ? JSON.stringify(expected).replaceAll(plain, () => JSON.stringify(oneLine(words)).slice(1, -1)) : found
      if (found !== wanted) throw new Error(`not what was written:\n${found}\n${wanted}`)
      if (JSON.parse(found).length !== expected.length) throw new Error('another number of boxes and arrows')
      if (/[\p{Cc}\u202d\u202e\u2028\u2029\ufeff]/u.test(found)) throw new Error(`a control character in ${found}`)
    } catch (error) {
      failed += 1
      console.error(`${name}: ${JSON.stringify(words)}: ${error.message}`)
    }
  }
}
rmSync(folder, { recursive: true })
console.log(`${Object.keys(readers).length * hostile.length - failed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
