// What all drivers share: the task from a file, the packages from a folder, one JSON object per line on standard output.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env.TGP_FOREIGN_CLIENTS;

export const task = JSON.parse(readFileSync(process.argv[2], 'utf8'));
export const require = createRequire(join(folder, 'package.json'));
export const load = (path) => import(pathToFileURL(join(folder, 'node_modules', path)).href);

export function say(what) {
  process.stdout.write(JSON.stringify(what) + '\n');
}

export async function digest(stream) {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

export function fail(error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
}
