// Reads drawings of hostile scripts back as Mermaid and Graphviz read them: the boxes, arrows and words must be those of the
// same script with plain words. Run by `check` beside this file.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { JSDOM } from 'jsdom'

const callscript = process.argv[2]
const tests = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = mkdtempSync(join(tmpdir(), 'callscript-'))
const { window } = new JSDOM('', { pretendToBeVisual: true })
const { document, Element, SVGElement, CSSStyleSheet } = window
Object.assign(globalThis, { window, document, Element, SVGElement, CSSStyleSheet })
// Nothing has a size here, and Mermaid asks for it.
const size = { x: 0, y: 0, width: 100, height: 20, top: 0, left: 0, right: 100, bottom: 20 }
Object.assign(SVGElement.prototype, { getBBox: () => size, getComputedTextLength: () => 50 })
Element.prototype.getBoundingClientRect = () => size
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

/** The words of a label as it was drawn, a line for each of the source. */
function label(drawn) {
  const lines = drawn.querySelector('p')
  if (lines.querySelector(':not(br)')) throw new Error(`markup in ${lines.innerHTML}`)
  return lines.innerHTML.split('<br>').map((line) => {
    const element = document.createElement('p')
    element.innerHTML = line
    return oneLine(element.textContent)
  }).join('\n')
}

async function mermaidDrawing(words) {
  const source = drawn(words, 'mermaid')
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(source)
  const { svg } = await mermaid.render('drawing', source)
  const page = new window.DOMParser().parseFromString(svg, 'text/html')
  const boxes = [...page.querySelectorAll('g.node')].map((box) => {
    const id = box.id.replace(/^drawing-flowchart-(.*)-\d+$/, '$1')
    const { type, link } = db.getVertices().get(id)
    return [id, type ?? '', link ?? '', label(box)]
  })
  const arrows = db.getEdges().map(({ start, end }) => [start, end])
  const labels = [...page.querySelectorAll('g.edgeLabel')].filter((arrow) => arrow.querySelector('p')).map(label)
  return [...boxes, ...arrows, ...labels.map((label) => [label])]
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
      // A line of the words may be a line of the drawing; where they are one line, so must that be.
      const lines = (shown) => (words.includes('\n') ? shown.replaceAll('\\n', ' ') : shown)
      const found = lines(JSON.stringify(await read(words)))
      // What is escaped is not expected to come out as it was.
      const comesOut = !/[\p{Cc}\p{Cf}\p{Cn}\p{Zl}\p{Zp}]/u.test(words.replace(/[\n\t]/g, ''))
      const wanted = comesOut ? lines(JSON.stringify(expected)).replaceAll(plain, () => JSON.stringify(oneLine(words)).slice(1, -1)) : found
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
