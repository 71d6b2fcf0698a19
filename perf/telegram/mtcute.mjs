// Downloads chats with mtcute. What is measured lies between "begin", when all messages are known, and "end", when all files are closed.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fail, load, say, task } from '../../tests/Sandbox.Tests/foreign/driver.mjs';

async function main() {
  const { MemoryStorage, TelegramClient } = await load('@mtcute/node/index.js');
  const { addPublicKey, NodeCryptoProvider } = await load('@mtcute/node/utils.js');
  const crypto = new NodeCryptoProvider();
  await crypto.initialize();
  addPublicKey(crypto, task.publicKeyPem);
  const home = { id: task.dataCentre, ipAddress: task.host, port: task.port };
  const client = new TelegramClient({ apiId: 1, apiHash: 'hash', storage: new MemoryStorage(), crypto, defaultDcs: { main: home, media: home }, logLevel: 1, disableUpdates: true });
  await client.start({ phone: task.phone, code: task.code, codeSentCallback: () => {} });

  const files = [];
  for (const chat of task.chats)
    for await (const { id, media } of client.iterHistory(chat))
      if (media) files.push({ name: `${chat}-${id}`, media });
  say({ event: 'begin' });
  let next = 0;
  const worker = async () => {
    // Not downloadToFile: it is done before its bytes are in the file.
    for (let file; (file = files[next++]);) await pipeline(client.downloadAsNodeStream(file.media), createWriteStream(join(task.into, file.name)));
  };
  await Promise.all(Array.from({ length: task.parallel }, worker));
  say({ event: 'end' });
  await client.destroy();
}

main().then(() => process.exit(0), fail);
