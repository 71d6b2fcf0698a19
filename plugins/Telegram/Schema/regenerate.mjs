// Writes api.tl and mtproto.tl from the two JSON tables of npm @mtcute/core; see README.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'

const folder = process.argv[2]
if (!folder) {
  console.error('usage: node regenerate.mjs <folder with api-schema.json and mtp-schema.json>')
  process.exit(2)
}
const read = name => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))

// int53 is JavaScript's safe integer; on the wire it is a long. The prefix mt_ keeps two tables apart that are two files here.
const bare = type => type.replace(/^int53$/, 'long').replace(/^mt_/, '')

function typeOf(entry) {
  const modifiers = entry.typeModifiers ?? {}
  let type = bare(entry.type)
  if (modifiers.isBareVector) type = `vector<${type}>`
  else if (modifiers.isVector) type = `Vector<${type}>`
  return modifiers.predicate ? `${modifiers.predicate}?${type}` : type
}

function lineOf(entry) {
  const generic = (entry.generics ?? []).map(g => ` {${g.name}:${g.type}}`).join('')
  const fields = entry.arguments.map(a => ` ${a.name}:${typeOf(a)}`).join('')
  const id = entry.id.toString(16).padStart(8, '0')
  return `${bare(entry.name)}#${id}${generic}${fields} = ${typeOf(entry)};`
}

// A constructor's number is the CRC-32 of its line; lines whose number the service chose otherwise are listed so that a slip is seen.
function checked(line) {
  const text = line
    .replace(/#[0-9a-f]+/, '').replace(/;$/, '').replace(/[{}]/g, '')
    .replace(/ \w+:\w+\.\d+\?true/g, '').replace(/([:?])bytes/g, '$1string').replace(/[<]/g, ' ').replace(/>/g, '')
  return crc32(text) === parseInt(line.match(/#([0-9a-f]+)/)[1], 16)
}

function write(file, head, types, functions) {
  const order = (a, b) => (a < b ? -1 : 1)
  const lines = [...types, ...functions]
  const odd = lines.filter(line => !checked(line)).map(line => line.split('#')[0])
  writeFileSync(file, [head, '---types---', ...types.sort(order), '---functions---', ...functions.sort(order), ''].join('\n'))
  console.log(`${file}: ${types.length} constructors, ${functions.length} methods, number differs from the CRC-32 of the line: ${odd.length} ${odd.slice(0, 40).join(' ')}`)
}

const pick = (entries, kind) => entries.filter(e => e.kind === kind && !e.name.startsWith('mtcute.')).map(lineOf)

const api = read('api-schema.json')
write(new URL('api.tl', import.meta.url), `// layer ${api.l}`, pick(api.e, 'class'), pick(api.e, 'method'))

// The envelopes below are absent from the JSON because its reader has them in code. They never change.
const envelopes = [
  'vector#1cb5c415 {t:Type} = Vector t;',
  'boolTrue#997275b5 = Bool;',
  'boolFalse#bc799737 = Bool;',
  'p_q_inner_data#83c95aec pq:bytes p:bytes q:bytes nonce:int128 server_nonce:int128 new_nonce:int256 = P_Q_inner_data;',
  'rpc_result#f35c6d01 req_msg_id:long result:Object = RpcResult;',
  'msg_container#73f1f8dc messages:vector<message> = MessageContainer;',
  'message#5bb8e511 msg_id:long seqno:int bytes:int body:Object = Message;',
  'msg_copy#e06046b2 orig_message:Message = MessageCopy;',
  'gzip_packed#3072cfa1 packed_data:bytes = Object;',
]
const envelopeMethods = ['req_pq#60469778 nonce:int128 = ResPQ;']

// The JSON calls everything a class; these are what a client calls.
const called = /^mt_(req_|set_client_DH|rpc_drop_answer|get_future_salts|ping|destroy_session$|destroy_auth_key$)/
const mtp = read('mtp-schema.json').map(e => ({ ...e, kind: called.test(e.name) ? 'method' : 'class' }))
write(new URL('mtproto.tl', import.meta.url), '// MTProto 2.0',
  [...pick(mtp, 'class'), ...envelopes], [...pick(mtp, 'method'), ...envelopeMethods])
