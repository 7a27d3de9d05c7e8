// Every schema is compiled by ajv at its strictest, takes what the program wrote, and refuses what lacks a key.
// `schemas.cjs FOLDER`: in it are `schemas/WHAT.json` and `out/WHAT-….json`.
const { readFileSync, readdirSync } = require('node:fs')
const { join } = require('node:path')
const Ajv = require('ajv/dist/2020')

const folder = process.argv[2]
const json = (...path) => JSON.parse(readFileSync(join(folder, ...path), 'utf8'))
const outputs = readdirSync(join(folder, 'out'))
for (const file of readdirSync(join(folder, 'schemas'))) {
  const what = file.replace('.json', '')
  const valid = new Ajv({ strict: true, allErrors: true }).compile(json('schemas', file))
  const written = outputs.filter((name) => name.startsWith(`${what}-`))
  if (written.length === 0 && !['script', 'scenarios', 'config'].includes(what)) throw new Error(`nothing written of ${what}`)
  for (const name of written) {
    const value = json('out', name)
    if (!valid(value)) throw new Error(`${name}: ${JSON.stringify(valid.errors.slice(0, 3))}`)
    // A line of an event in a journal of version 1 has no `seq`, and only an answer that collects has `values`.
    const isAnswer = ['answered', 'revised'].includes(value.event)
    const mayLack = (key) => key === 'seq' || (isAnswer && key === 'values')
    for (const key of Object.keys(value).filter((key) => !mayLack(key))) {
      const { [key]: _, ...others } = value
      if (valid(others)) throw new Error(`${name} is valid without ${key}`)
    }
  }
}
